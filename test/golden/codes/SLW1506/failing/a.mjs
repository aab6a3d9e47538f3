const name = "node:fs";
await import(name);
export function process(record) {
  return record;
}
