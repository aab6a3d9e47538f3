import type * as zlib from "node:zlib";

type Done = (error: Error | null, result: Buffer) => void;

/** Compression that takes no real time, because virtual time would fly meanwhile. For `vi.mock("node:zlib", …)`. */
export const syncZlib = (original: typeof zlib): object => ({
  ...original,
  gzip: (bytes: Uint8Array, done: Done) => done(null, original.gzipSync(bytes)),
  gunzip: (bytes: Uint8Array, ...rest: readonly unknown[]) => (rest.at(-1) as Done)(null, original.gunzipSync(bytes)),
});
