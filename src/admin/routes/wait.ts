/** How long an answer may wait for engines, in milliseconds. */
export interface WaitQuery {
  readonly waitMs?: string;
}

export const waitQuery = {
  type: "object",
  additionalProperties: false,
  properties: { waitMs: { type: "string", pattern: "^[0-9]{1,6}$" } },
} as const;

const defaultWaitMs = 30_000;
const longestWaitMs = 300_000;

export const waitOf = ({ waitMs }: WaitQuery): number =>
  waitMs === undefined ? defaultWaitMs : Math.min(longestWaitMs, Number(waitMs));
