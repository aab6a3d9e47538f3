/** A part of an imported JSON document: what is taken from it is remembered, and what nobody took can be named. */
export class JsonReader {
  readonly path: string;
  readonly #value: unknown;
  readonly #taken = new Set<string>();
  readonly #below: JsonReader[] = [];

  constructor(value: unknown, path: string) {
    this.#value = value;
    this.path = path;
  }

  get isObject(): boolean {
    return typeof this.#value === "object" && this.#value !== null;
  }

  get value(): unknown {
    return this.#value;
  }

  /** The member's value, taken as a whole. */
  take(key: string): unknown {
    this.#taken.add(key);
    return this.#member(key);
  }

  text(key: string): string | undefined {
    return this.#takeIf(key, (value): value is string => typeof value === "string" && value !== "");
  }

  number(key: string): number | undefined {
    return this.#takeIf(key, (value): value is number => typeof value === "number");
  }

  texts(key: string): readonly string[] {
    const isTexts = (value: unknown): value is string[] =>
      Array.isArray(value) && value.every((item) => typeof item === "string");
    return this.#takeIf(key, isTexts) ?? [];
  }

  /** The member as a reader of its own: what is left in it counts as left here. */
  at(key: string): JsonReader {
    this.#taken.add(key);
    const reader = new JsonReader(this.#member(key), this.path === "" ? key : `${this.path}.${key}`);
    this.#below.push(reader);
    return reader;
  }

  /** The members of a map or the items of a list, each as a reader with its key. */
  entries(): readonly (readonly [string, JsonReader])[] {
    if (!this.isObject) return [];
    const isList = Array.isArray(this.#value);
    return Object.keys(this.#value as object).map((key) => {
      this.#taken.add(key);
      const reader = new JsonReader(this.#member(key), isList ? `${this.path}[${key}]` : `${this.path}.${key}`);
      this.#below.push(reader);
      return [key, reader] as const;
    });
  }

  /** The paths of everything that has a value and that nobody took. */
  left(): readonly string[] {
    const own = this.isObject ? Object.keys(this.#value as object) : [];
    const leftHere = own
      .filter((key) => !this.#taken.has(key) && !isNothing(this.#member(key)))
      .map((key) => (this.path === "" ? key : `${this.path}.${key}`));
    const isNoObject = !this.isObject && !isNothing(this.#value);
    return [...(isNoObject ? [this.path] : []), ...leftHere, ...this.#below.flatMap((reader) => reader.left())];
  }

  #member(key: string): unknown {
    const value = this.#value;
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Readonly<Record<string, unknown>>)[key];
  }

  #takeIf<T>(key: string, is: (value: unknown) => value is T): T | undefined {
    const value = this.#member(key);
    if (!is(value)) return undefined;
    this.#taken.add(key);
    return value;
  }
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
