/** Throws when a fact that our own code guarantees does not hold. Never for what a user or a server can cause. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (condition === false || condition === undefined || condition === null) throw new Error(`invariant: ${message}`);
}
