import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** What the process says to its caller (design, section 1). */
export const exitCodes = {
  done: 0,
  invalid: 1,
  hasChanges: 2,
  held: 3,
  stale: 4,
  partlyApplied: 5,
  unreachable: 6,
  locked: 7,
  usage: 64,
  internal: 70,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Errors that say that a policy holds something up, or that a topic isn't cleaned up (yet): in use, unconfirmed, too early. */
const heldCodes: ReadonlySet<string> = new Set(["SLW2037", "SLW2038", "SLW2039", "SLW2040", "SLW2053", "SLW3007"]);
const lockedCodes: ReadonlySet<string> = new Set(["SLW3008", "SLW3010", "SLW5002", "SLW6004"]);
const unreachableCodes: ReadonlySet<string> = new Set(["SLW1003", "SLW2060", "SLW4001", "SLW4002"]);

/**
 * The exit code of a command that ended with diagnostics: a server out of reach outweighs what is invalid, and that
 * outweighs what a policy forbids.
 */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): ExitCode {
  const errors = diagnostics.filter((found) => found.severity === "error");
  if (errors.some((found) => unreachableCodes.has(found.code))) return exitCodes.unreachable;
  if (errors.some(({ code }) => lockedCodes.has(code))) return exitCodes.locked;
  if (errors.some(({ code }) => code === "SLW3009")) return exitCodes.stale;
  if (errors.some(({ code }) => code === "SLW3023")) return exitCodes.partlyApplied;
  if (errors.length > 0 && errors.every(({ code }) => heldCodes.has(code))) return exitCodes.held;
  return errors.length > 0 ? exitCodes.invalid : exitCodes.done;
}
