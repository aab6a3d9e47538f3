/**
 * Whether two values of a topic's configuration key mean the same: numbers by value, lists such as `cleanup.policy`
 * without regard to order and white space, anything else as text without regard to case.
 */
export function isSameConfig(a: string, b: string): boolean {
  return a === b || normalForm(a) === normalForm(b);
}

function normalForm(value: string): string {
  const text = value.trim();
  if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace(/^\+/, "")).toString();
  if (/^[+-]?\d*\.\d+$/.test(text)) return String(Number(text));
  return text
    .split(",")
    .map((item) => item.trim().toLowerCase())
    .toSorted()
    .join(",");
}
