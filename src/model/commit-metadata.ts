/** What an engine writes beside each committed offset. */
interface CommitMetadata {
  readonly engine: string;
  readonly token: number;
}

/** The metadata of a commit as JSON, well below the broker's limit of 4 KB. */
export function commitMetadataOf(metadata: CommitMetadata): string {
  return JSON.stringify(metadata);
}

/** The token in a commit's metadata; 0 where there is none, as in offsets that other tools have committed. */
export function tokenOf(metadata: string): number {
  try {
    const value: unknown = JSON.parse(metadata);
    if (value === null || typeof value !== "object" || !("token" in value)) return 0;
    return Number.isSafeInteger(value.token) ? Math.max(0, value.token as number) : 0;
  } catch {
    return 0;
  }
}
