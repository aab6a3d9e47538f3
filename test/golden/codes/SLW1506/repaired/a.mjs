await import("node:fs");
export function process(record) {
  return record;
}
