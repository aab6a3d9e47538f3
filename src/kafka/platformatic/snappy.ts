import { compressionsAlgorithms } from "@platformatic/kafka";

/** The frame in which Java's snappy-java writes, and therefore Kafka's own clients and brokers. */
const magic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const versionBytes = 8;
const lengthBytes = 4;

const decompressBlock = compressionsAlgorithms.snappy.decompressSync;

type Compressed = Parameters<typeof decompressBlock>[0];

function decompress(data: Compressed): Buffer {
  const bytes = Buffer.isBuffer(data) ? data : data.buffer;
  if (!bytes.subarray(0, magic.length).equals(magic)) return decompressBlock(bytes);
  const blocks: Buffer[] = [];
  let position = magic.length + versionBytes;
  while (position < bytes.length) {
    const start = position + lengthBytes;
    const end = start + bytes.readUInt32BE(position);
    if (end > bytes.length) throw new RangeError("a snappy block ends beyond its batch");
    blocks.push(decompressBlock(bytes.subarray(start, end)));
    position = end;
  }
  return Buffer.concat(blocks);
}

/**
 * Lets the library read snappy as Java frames it: as of 1.35.0 it takes every batch for one bare block, and its
 * WebAssembly traps on what Java producers and brokers write. Replaces an entry of its exported table of codecs.
 */
export function readFramedSnappy(): void {
  Object.assign(compressionsAlgorithms.snappy, { decompressSync: decompress });
}
