export function handle(record) {
  return record;
}
