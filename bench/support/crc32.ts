const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  return value;
});

/** CRC-32 of bytes behind what `before` is the CRC-32 of; Node.js 20 has none of its own. */
export function crc32(bytes: Uint8Array | undefined, before: number): number {
  let value = ~before;
  for (const byte of bytes ?? []) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}
