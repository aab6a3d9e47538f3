export default function process(record) {
  return record;
}
