/** A record's own member; never one that every object inherits, since a pipeline may be called `constructor`. */
export function ownMember<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
