// Describes a piece of text: words, sentences, reading time, and which language it seems to be in.
//
// A module is one self-contained file: its only imports are `node:` ones, and whoever needs a library bundles it. The
// engine calls `process` for one record at a time, in the order of the partition. It must give the same result for the
// same record: after a crash a record comes again, and its results are recognised by their ids.

/** Words that are frequent in one language and rare in the others. */
const marks = {
  en: ["the", "and", "of", "to", "is", "that", "with", "are", "it", "which"],
  de: ["der", "die", "und", "das", "nicht", "ist", "ein", "mit", "sich", "auch"],
  fr: ["le", "la", "les", "et", "des", "est", "une", "dans", "pour", "que"],
  es: ["el", "los", "las", "y", "una", "por", "para", "como", "con", "del"],
};

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** @param {string} text @returns {string[]} */
const wordsOf = (text) => text.toLowerCase().match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];

/** @param {string} text @returns {number} */
const countSentences = (text) => [...segmenter.segment(text)].filter(({ segment }) => /\p{L}/u.test(segment)).length;

/**
 * The language with the most marks, or "unknown" where fewer than two words tell.
 * @param {readonly string[]} words
 * @returns {string}
 */
function guessLanguage(words) {
  const seen = new Set(words);
  const [best] = Object.entries(marks)
    .map(([language, typical]) => ({ language, score: typical.filter((word) => seen.has(word)).length }))
    .sort((a, b) => b.score - a.score);
  return best !== undefined && best.score >= 2 ? best.language : "unknown";
}

/** @param {Buffer | undefined} header @returns {number} */
const numberOf = (header) => Number(header?.toString() ?? 0);

/**
 * @param {{ key: Buffer | null, value: Buffer | null, headers: ReadonlyMap<string, Buffer>, text(): string }} record
 * @param {{ config: { wordsPerMinute?: number } }} context
 */
export function process(record, { config }) {
  // A tombstone says that the document is gone: nothing to describe, but those behind us must hear of it.
  if (record.value === null) return {};

  const text = record.text();
  const words = wordsOf(text);
  const { wordsPerMinute = 200 } = config;
  const described = {
    document: record.key?.toString() ?? "unnamed",
    chunk: numberOf(record.headers.get("sluiceway-chunk-index")),
    chunks: numberOf(record.headers.get("sluiceway-chunk-count")),
    language: guessLanguage(words),
    words: words.length,
    sentences: countSentences(text),
    readingSeconds: Math.round((words.length / wordsPerMinute) * 60),
    text: text.trim(),
  };
  // Key and headers that are not named here stay as they are.
  return { value: JSON.stringify(described), headers: { "content-type": "application/json" } };
}
