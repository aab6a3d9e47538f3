import protobuf from "protobufjs";

/**
 * The messages of a Protobuf file at their places among each other, which is what the wire format counts by. The message
 * that Protobuf makes of a map field counts as well, at the field's place: so do Confluent's own clients.
 */
export interface OutlinedMessage {
  readonly name: string;
  readonly nested: readonly OutlinedMessage[];
}

/** The outline of a `.proto` text that protobufjs has already taken; protobufjs keeps fields and messages apart. */
export function outlineOf(schema: string): readonly OutlinedMessage[] {
  return outlineBlock(new Tokens(schema));
}

/** All up to the end of the block that the tokens are in. */
function outlineBlock(tokens: Tokens): readonly OutlinedMessage[] {
  const found: OutlinedMessage[] = [];
  let statement: string[] = [];
  for (let token = tokens.next(); token !== undefined && token !== "}"; token = tokens.next()) {
    statement.push(token);
    if (token === "{") {
      const nested = outlineBlock(tokens);
      const name = messageName(statement);
      if (name !== undefined) found.push({ name, nested });
      // An option's value has its semicolon behind the block; everything else ends with it.
      statement = statement[0] === "option" ? ["option"] : [];
    } else if (token === ";") {
      if (statement[0] === "map" && statement[1] === "<") found.push({ name: mapEntryName(statement), nested: [] });
      statement = [];
    }
  }
  return found;
}

/** Of `message Name {` and of `optional group Name = 1 {`. */
function messageName(statement: readonly string[]): string | undefined {
  const [first, second, third] = statement;
  if (first === "message" && third === "{") return second;
  if (second === "group") return third;
  return undefined;
}

/** Never looked up; a name that no message can have. */
const mapEntryName = (statement: readonly string[]): string => statement.slice(0, statement.indexOf("=")).join(" ");

/** Protobuf's tokens, strings left out: they may hold braces. */
class Tokens {
  readonly #handle: ReturnType<typeof protobuf.tokenize>;

  constructor(schema: string) {
    this.#handle = protobuf.tokenize(schema, false);
  }

  next(): string | undefined {
    const token = this.#handle.next() ?? undefined;
    if (token !== '"' && token !== "'") return token;
    this.#handle.next();
    this.#handle.next();
    return "string";
  }
}
