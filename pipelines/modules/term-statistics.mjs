// Counts the terms of a piece of text, and emits one record for each of the most frequent, with the term as its key.

const stopWords = new Set(
  (
    "about after also because been before being both but cannot could does each every from have having here into its " +
    "itself just like made make many more most much must never only other others over same should since some such " +
    "than that their them then there these they this those through under until upon very were what when where which " +
    "while will with within without would your yours"
  ).split(" "),
);

/**
 * @param {string} text
 * @param {number} minLength
 * @returns {Map<string, number>}
 */
function countTerms(text, minLength) {
  const counts = new Map();
  for (const [word] of text.toLowerCase().matchAll(/\p{L}[\p{L}\p{M}\p{N}-]*/gu)) {
    const term = word.replace(/-+$/, "");
    if (term.length < minLength || stopWords.has(term)) continue;
    counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}

/**
 * @param {{ key: Buffer | null, value: Buffer | null, headers: ReadonlyMap<string, Buffer>, text(): string }} record
 * @param {{ config: { maxTerms?: number, minLength?: number } }} context
 */
export function process(record, { config }) {
  const { maxTerms = 10, minLength = 3 } = config;
  if (record.value === null) return;

  const document = record.key?.toString() ?? "unnamed";
  const chunk = Number(record.headers.get("sluiceway-chunk-index")?.toString() ?? 0);
  const frequent = [...countTerms(record.text(), minLength)]
    // Equal counts in the order of the alphabet: the result must not depend on anything but the record.
    .sort(([termA, a], [termB, b]) => b - a || (termA < termB ? -1 : 1))
    .slice(0, maxTerms);

  return frequent.map(([term, count]) => ({
    key: term,
    value: JSON.stringify({ term, count, document, chunk }),
    headers: { "content-type": "application/json" },
  }));
}
