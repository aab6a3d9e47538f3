import { error, warning } from "./row.ts";

/** 50xx: what a reconciler finds while it follows a branch. */
export const reconcileCodes = {
  SLW5001: warning({
    message: (p: { before: string; now: string }) =>
      `The branch doesn't go on from where it was: ${p.now} doesn't descend from ${p.before}`,
    hint: "Nothing, if that was meant: the branch is the truth, and it is applied as it is now.",
    explanation:
      "The branch was moved back, or its history rewritten by a forced push. What it stands for now is applied like any other revision; what only the other history granted is known and revoked.",
    example: [
      "warning SLW5001 The branch doesn't go on from where it was: 5f1c0de4b2a9c0ffee5f1c0de4b2a9c0ffee5f1c doesn't descend from 9a6d1d42c3f79a6d1d42c3f79a6d1d42c3f79a6d",
      "  hint: Nothing, if that was meant: the branch is the truth, and it is applied as it is now.",
    ],
  }),
  SLW5002: error({
    message: (p: { holder: string; since: string }) => `Another reconciler leads: ${p.holder}, since ${p.since}`,
    hint: "It does what this one would; `sluiceway status` shows how it stands.",
    explanation:
      "Of the reconcilers of one cluster one leads, by a lease in Consul that it renews as long as it lives. `reconcile --once` doesn't wait for it to end.",
    example: [
      "error SLW5002 Another reconciler leads: ada@ops-1 (process 4711), since 2026-01-05T10:00:00.000Z",
      "  hint: It does what this one would; `sluiceway status` shows how it stands.",
    ],
  }),
  SLW5003: error({
    message: (p: { ref: string }) => `What "${p.ref}" stands for doesn't say which connection it is for`,
    hint: "Name it with --connection, so that what was applied before is kept converged.",
    explanation:
      "The environment's document chooses the connection, and the head of the branch doesn't compile. A reconciler that has just been started knows no other revision; with `--connection` it finds the one that was in force in Consul.",
    example: [
      'error SLW5003 What "main" stands for doesn\'t say which connection it is for',
      "  hint: Name it with --connection, so that what was applied before is kept converged.",
    ],
  }),
} as const;
