/** One message of `messages.proto`, by its full name, and a value of it in Protobuf's JSON form. */
export interface InteropCase {
  readonly message: string;
  readonly json: unknown;
}

/** The first message of the file, a second one, and nested ones behind a map field, which counts as a message too. */
export const interopCases: readonly InteropCase[] = [
  {
    message: "sluiceway.interop.Document",
    json: {
      title: "Slots – Plätze",
      words: -3,
      bytes: "9007199254740993",
      kind: "BOOK",
      tags: ["a", "b"],
      terms: { slot: 2 },
      written: "2026-01-02T03:04:05Z",
      digest: "AAEC/w==",
    },
  },
  { message: "sluiceway.interop.Document", json: {} },
  { message: "sluiceway.interop.Document.Chunk", json: { number: 7, text: "seven" } },
  { message: "sluiceway.interop.Document.Chunk.Mark", json: { position: 300 } },
  { message: "sluiceway.interop.Document.Author", json: { name: "nobody" } },
  { message: "sluiceway.interop.Other", json: { note: "second" } },
  { message: "sluiceway.interop.Other.Inner", json: { flag: true } },
];
