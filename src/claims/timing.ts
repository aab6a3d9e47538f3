/**
 * The protocol's times as parts of a lease's length T (design, section 6). Safe as long as
 * margin + (silence - T) > tolerated clock error + drift + the longest time from a guard to the socket.
 */

/** An owner stops this long before T has passed since its last renewal was sent. */
export const marginOf = (leaseMs: number): number => 0.15 * leaseMs;
/** Wall clock and monotonic clock may disagree by this much since a renewal; beyond it the machine was suspended. */
export const clockToleranceOf = (leaseMs: number): number => 0.1 * leaseMs;
/** A lease seen unchanged for this long may be revoked, and a claimer whose store went back waits as long. */
export const silenceOf = (leaseMs: number): number => 1.2 * leaseMs;
/** Between two renewals; also the longest that one of them is waited for. */
export const renewalIntervalOf = (leaseMs: number): number => leaseMs / 3;
/** After a longer gap between two reads an observer does not know whether a lease was silent, and begins anew. */
export const longestReadGapOf = (leaseMs: number): number => 0.6 * leaseMs;
