/**
 * Which message of a Protobuf schema the data is: the path of positions from the file's messages down, as Confluent's wire
 * format has it between the schema's id and the data. A count and that many positions, each a zigzag varint; the very
 * common path [0] is the one byte 0. Source: Confluent Schema Registry, "Wire format".
 */
export type MessageIndexes = readonly number[];

/** Deeper nesting than this is taken for data that aren't indexes. */
const maxDepth = 64;
const maxVarintBytes = 5;

export function formatMessageIndexes(path: MessageIndexes): Buffer {
  if (path.length === 1 && path[0] === 0) return Buffer.from([0]);
  return Buffer.from([path.length, ...path].flatMap(zigzagVarint));
}

/** The path at the beginning of `bytes` and the data behind it, or undefined where no path is there. */
export function parseMessageIndexes(
  bytes: Buffer,
): { readonly path: MessageIndexes; readonly data: Buffer } | undefined {
  const count = readZigzagVarint(bytes, 0);
  if (count === undefined || count.value < 0 || count.value > maxDepth) return undefined;
  if (count.value === 0) return { path: [0], data: bytes.subarray(count.end) };
  const path: number[] = [];
  let { end } = count;
  while (path.length < count.value) {
    const index = readZigzagVarint(bytes, end);
    if (index === undefined || index.value < 0) return undefined;
    path.push(index.value);
    end = index.end;
  }
  return { path, data: bytes.subarray(end) };
}

/** Positions and counts are never negative, so zigzag is a doubling. */
function zigzagVarint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value * 2;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...bytes, rest];
}

function readZigzagVarint(bytes: Buffer, start: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let length = 0; length < maxVarintBytes; length += 1) {
    const byte = bytes[start + length];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 0x80 ** length;
    if (byte < 0x80) return { value: value % 2 === 0 ? value / 2 : -(value + 1) / 2, end: start + length + 1 };
  }
  return undefined;
}
