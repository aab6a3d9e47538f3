const seed = 0x9747b28c;
const multiplier = 0x5bd1e995;
const rotation = 24;

/**
 * Murmur2, 32 bits, as Kafka's Java clients hash record keys (`org.apache.kafka.common.utils.Utils.murmur2`).
 * The result is signed.
 */
export function murmur2(data: Uint8Array): number {
  const length = data.length;
  const tail = length & ~3;
  let hash = seed ^ length;
  for (let index = 0; index < tail; index += 4) {
    let word = byte(data, index) | (byte(data, index + 1) << 8) | (byte(data, index + 2) << 16);
    word |= byte(data, index + 3) << 24;
    word = Math.imul(word, multiplier);
    word ^= word >>> rotation;
    hash = Math.imul(hash, multiplier) ^ Math.imul(word, multiplier);
  }
  if (length > tail) hash = Math.imul(hash ^ tailWord(data, tail), multiplier);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, multiplier);
  return hash ^ (hash >>> 15);
}

const byte = (data: Uint8Array, index: number): number => data[index] ?? 0;

function tailWord(data: Uint8Array, start: number): number {
  return byte(data, start) | (byte(data, start + 1) << 8) | (byte(data, start + 2) << 16);
}

/** The partition that Kafka's Java clients write a key to: murmur2 modulo the count, the sign bit cleared first. */
export function partitionOfKey(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}
