import chunk from "lodash";
export function process(record) {
  return record;
}
