/** A payload in Confluent's wire format: one zero byte, the schema's id (4 bytes, big endian), the encoded data. */
export interface FramedPayload {
  readonly schemaId: number;
  readonly data: Buffer;
}

const magicByte = 0;
const headerBytes = 5;

/** The parts of a framed payload, or undefined where the bytes don't begin like one. */
export function parseFrame(bytes: Buffer): FramedPayload | undefined {
  if (bytes.length < headerBytes || bytes[0] !== magicByte) return undefined;
  return { schemaId: bytes.readInt32BE(1), data: bytes.subarray(headerBytes) };
}

/** The framed form of encoded data. */
export function formatFrame(payload: FramedPayload): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeInt32BE(payload.schemaId, 1);
  return Buffer.concat([header, payload.data]);
}
