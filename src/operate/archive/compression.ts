import { Readable } from "node:stream";
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as zlib from "node:zlib";

export const compressions = ["gzip", "zstd", "none"] as const;
export type Compression = (typeof compressions)[number];

export const suffixes: Readonly<Record<Compression, string>> = { gzip: ".gz", zstd: ".zst", none: "" };

type MakeStream = () => Duplex;

/** Node.js has Zstandard from 22.15 on. */
const { createZstdCompress, createZstdDecompress } = zlib as {
  readonly createZstdCompress?: MakeStream;
  readonly createZstdDecompress?: MakeStream;
};

/** Whether this Node.js has the codec. */
export const isAvailable = (compression: Compression): boolean =>
  compression !== "zstd" || (createZstdCompress !== undefined && createZstdDecompress !== undefined);

const gzipLevel = 6;

const compressors: Readonly<Record<Compression, MakeStream | undefined>> = {
  gzip: () => zlib.createGzip({ level: gzipLevel }),
  zstd: createZstdCompress,
  none: undefined,
};
const decompressors: Readonly<Record<Compression, MakeStream | undefined>> = {
  gzip: () => zlib.createGunzip(),
  zstd: createZstdDecompress,
  none: undefined,
};

type Bytes = AsyncIterable<Uint8Array>;

export const compressed = (source: Bytes, compression: Compression): Bytes => through(source, compressors[compression]);

/** Rejects, while it is read, on bytes that are not in the format. */
export const decompressed = (source: Bytes, compression: Compression): Bytes =>
  through(source, decompressors[compression]);

function through(source: Bytes, make: MakeStream | undefined): Bytes {
  return make === undefined ? source : piped(source, make());
}

async function* piped(source: Bytes, codec: Duplex): AsyncGenerator<Uint8Array> {
  // A failure of the source destroys the codec, whose reader then has it.
  const fed = pipeline(Readable.from(source), codec).catch(() => undefined);
  for await (const part of codec) yield part as Uint8Array;
  await fed;
}
