import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import type { LockOwner } from "../reconcile/apply-lock.ts";

/** This process, for whoever finds the lock taken: `ada@ci-7 (process 4711)`. */
export const lockOwner = (): LockOwner => ({ id: randomUUID(), label: `${whoAmI()} (process ${process.pid})` });

/** `ada@ci-7`. */
export function whoAmI(): string {
  return `${userName()}@${hostname()}`;
}

/** A container's user may have no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "somebody";
  }
}
