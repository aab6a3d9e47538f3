import { basename } from "node:path";
export function process(record) {
  return record;
}
