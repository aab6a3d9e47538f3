export interface ChunkLimits {
  /** The longest piece in UTF-16 code units; only a single character outside of the BMP may exceed a limit of 1. */
  readonly maxChars: number;
  /** How much of the piece before is repeated, about: pieces begin at words. */
  readonly overlapChars: number;
}

/** A piece of a text: the code units from `start` to `end`. */
export interface TextChunk {
  readonly start: number;
  readonly end: number;
}

const isSpace = (text: string, index: number): boolean => /\s/.test(text[index] ?? "");

/** Not between the two halves of a surrogate pair. */
function isSplit(text: string, index: number): boolean {
  const low = text.charCodeAt(index);
  const high = text.charCodeAt(index - 1);
  return low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff;
}

/** The last place in (from, to] where a word begins, or undefined. */
function lastWordStart(text: string, from: number, to: number): number | undefined {
  for (let index = to; index > from; index -= 1) if (isSpace(text, index - 1) && !isSpace(text, index)) return index;
  return undefined;
}

function endOfChunk(text: string, start: number, maxChars: number): number {
  const limit = start + maxChars;
  if (limit >= text.length) return text.length;
  const atWord = lastWordStart(text, start, limit);
  if (atWord !== undefined) return atWord;
  const hard = isSplit(text, limit) ? limit - 1 : limit;
  return hard > start ? hard : Math.min(text.length, start + 2);
}

/** Where the piece after `chunk` begins: at a word of the overlap, else at the chunk's end. Always moves on. */
function nextStart(text: string, chunk: TextChunk, overlapChars: number): number {
  if (overlapChars === 0) return chunk.end;
  const earliest = Math.max(chunk.start + 1, chunk.end - overlapChars);
  for (let index = earliest; index < chunk.end; index += 1)
    if (isSpace(text, index - 1) && !isSpace(text, index)) return index;
  return chunk.end;
}

/**
 * Cuts a text into pieces of at most `maxChars`, before words where there is one, else inside of a word. Without overlap
 * the pieces joined are the text; with it, each begins inside or at the end of the one before. An empty text is one
 * empty piece. `overlapChars` must be smaller than `maxChars`.
 */
export function chunkText(text: string, limits: ChunkLimits): readonly TextChunk[] {
  const chunks: TextChunk[] = [];
  let start = 0;
  for (;;) {
    const before = chunks.at(-1);
    let end = endOfChunk(text, start, limits.maxChars);
    if (before !== undefined && end <= before.end) {
      start = before.end;
      end = endOfChunk(text, start, limits.maxChars);
    }
    const chunk = { start, end };
    chunks.push(chunk);
    if (end >= text.length) return chunks;
    start = nextStart(text, chunk, limits.overlapChars);
  }
}
