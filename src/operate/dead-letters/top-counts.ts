/**
 * Counts of the most frequent texts in bounded memory (the Space-Saving algorithm of Metwally, Agrawal and El Abbadi,
 * 2005): exact as long as there are no more different texts than places; beyond that a count may be too high.
 */
export class TopCounts {
  readonly #places: number;
  readonly #counts = new Map<string, number>();

  constructor(places: number) {
    this.#places = places;
  }

  add(text: string): void {
    const count = this.#counts.get(text);
    if (count !== undefined) this.#counts.set(text, count + 1);
    else if (this.#counts.size < this.#places) this.#counts.set(text, 1);
    else this.#takePlaceOfRarest(text);
  }

  /** The most frequent first; equal ones in the order of their texts. */
  top(most: number): readonly (readonly [text: string, count: number])[] {
    const sorted = [...this.#counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return sorted.slice(0, most);
  }

  #takePlaceOfRarest(text: string): void {
    let rarest: readonly [string, number] | undefined;
    for (const entry of this.#counts) if (rarest === undefined || entry[1] < rarest[1]) rarest = entry;
    if (rarest === undefined) return;
    this.#counts.delete(rarest[0]);
    this.#counts.set(text, rarest[1] + 1);
  }
}
