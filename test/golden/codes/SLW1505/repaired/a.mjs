export function process(record) {
  return record;
}
