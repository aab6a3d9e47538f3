import type { Clock } from "../model/clock.ts";
import { LeaseGuard, momentOf } from "./lease-guard.ts";
import type { LeaseLoss, SentAt } from "./lease-guard.ts";
import { decodeLease, encodeLease, leaseKey } from "./lease-record.ts";
import type { LeaseRecord } from "./lease-record.ts";
import type { ClaimStore, StoreOperation } from "./store.ts";
import { renewalIntervalOf } from "./timing.ts";
import { Wakeup, within } from "./wakeup.ts";

export interface LeaseOptions {
  readonly store: ClaimStore;
  readonly clock: Clock;
  /** Never used before: a lease that was lost is followed by one with another id. */
  readonly id: string;
  readonly engine: string;
  readonly label: string;
  readonly leaseMs: number;
  /** Written by the transaction that creates the lease, so that both happen or neither does. */
  readonly alongside?: StoreOperation;
  /** Whether the engine that lives by the lease gets on; always, where it renews in its own thread. */
  readonly progress?: () => Progress;
  /** The newest renewal that counts was sent then. */
  readonly onRenewed?: (sent: SentAt) => void;
  /** Called once, when the lease begins to count. */
  readonly onHeld: () => void;
  /** Called once, as soon as the loss is known. */
  readonly onLost: (loss: LeaseLoss) => void;
  /** A renewal failed; the next one may succeed. */
  readonly onTrouble: (error: unknown) => void;
}

/** `blocked`: no advice is to be expected of it for now. `hung`: so long that it must not keep its slots. */
export type Progress = "moving" | "blocked" | "hung";

/** `again`: the attempt did not happen, but the key is still ours, at a version that is known now. */
type Outcome = "renewed" | "again" | "unknown" | { readonly lost: LeaseLoss };

/** A lease as those who live by it see it; where it is renewed is the opener's business. */
export interface LeaseHandle {
  readonly id: string;
  guard(): boolean;
  leave(): void;
  end(options: { readonly deleteKey: boolean }): Promise<void>;
}

/**
 * An engine's lease: one key, renewed by compare-and-set every third of its length (design, section 6, point 1).
 * Begins to renew when it is made and ends with `end`, or by itself when it is lost.
 */
export class Lease implements LeaseHandle {
  readonly id: string;
  readonly #options: LeaseOptions;
  readonly #guard: LeaseGuard;
  readonly #wakeup: Wakeup;
  readonly #sinceMs: number;
  /** When each attempt was sent, by its nonce: an attempt may turn out to have succeeded much later. */
  readonly #attempts = new Map<string, SentAt>();
  #state: "active" | "leaving" = "active";
  #nonces = 0;
  #version = 0;
  #held = false;
  #over = false;

  constructor(options: LeaseOptions) {
    this.id = options.id;
    this.#options = options;
    this.#guard = new LeaseGuard(options.clock, options.leaseMs);
    this.#wakeup = new Wakeup(options.clock);
    this.#sinceMs = options.clock.wallMs();
    void this.#renewForEver();
  }

  /** Whether what lives by this lease may act now. Once false after a true, false for ever. */
  guard(): boolean {
    const may = this.#guard.check();
    // The caller may stand in the middle of a request; the loss is told after it.
    if (!may && this.#guard.loss !== undefined) queueMicrotask(() => this.#tellLoss());
    return may;
  }

  /** Tells the other engines, at once, that this one takes nothing new; what it has it keeps until it is released. */
  leave(): void {
    this.#state = "leaving";
    this.#wakeup.notify();
  }

  /** Stops acting and renewing. The key is deleted if asked to, which is right only when no claim names it. */
  async end(options: { readonly deleteKey: boolean }): Promise<void> {
    const version = this.#version;
    this.#over = true;
    this.#guard.latch("it was ended");
    this.#wakeup.notify();
    if (!options.deleteKey || version === 0) return;
    const { store, clock, leaseMs } = this.#options;
    const current = await within(clock, store.get(leaseKey(this.id)), leaseMs);
    // An attempt under way may have renewed it meanwhile.
    if (current === undefined || !this.#isOwn(decodeLease(current.value))) return;
    await within(clock, store.transact([{ kind: "delete", key: current.key, version: current.version }]), leaseMs);
  }

  async #renewForEver(): Promise<void> {
    const { clock, leaseMs, onTrouble } = this.#options;
    while (!this.#over) {
      const startedMs = clock.monotonicMs();
      if (this.#options.progress?.() === "hung") {
        this.#guard.latch("its engine stood still for too long");
        return this.#tellLoss();
      }
      const outcome = await this.#renew().catch((error: unknown) => {
        onTrouble(error);
        return "unknown" as const;
      });
      if (typeof outcome === "object") this.#guard.latch(outcome.lost);
      if (this.#guard.loss !== undefined) return this.#tellLoss();
      if (outcome === "renewed") this.#tellHeld();
      const pauseMs = outcome === "renewed" ? renewalIntervalOf(leaseMs) : leaseMs / (outcome === "again" ? 100 : 15);
      await this.#pause(startedMs + pauseMs);
      // One more renewal would only keep the others waiting for what is lost.
      if (this.#guard.loss !== undefined) return this.#tellLoss();
    }
  }

  /** Until the next attempt; ends at once when the lease does, so that its loss is known without being asked for. */
  async #pause(untilMs: number): Promise<void> {
    const deadlineMs = this.#guard.deadlineMs ?? Infinity;
    const nowMs = this.#options.clock.monotonicMs();
    await this.#wakeup.wait(Math.max(0, Math.min(untilMs, deadlineMs) - nowMs));
    if (this.#held) this.guard();
  }

  async #renew(): Promise<Outcome> {
    const { store, clock, leaseMs } = this.#options;
    const record = this.#nextRecord();
    const sent = momentOf(clock);
    this.#attempts.set(record.nonce, sent);
    const { alongside } = this.#options;
    const renewal = {
      kind: "set",
      key: leaseKey(this.id),
      value: encodeLease(record),
      version: this.#version,
    } as const;
    const write = store.transact(this.#version > 0 || alongside === undefined ? [renewal] : [renewal, alongside]);
    try {
      const result = await within(clock, write, this.#patienceMs());
      const version = result.ok ? result.versions[0] : undefined;
      if (!result.ok && result.conflicts.length === 1 && result.conflicts[0] === 1)
        return { lost: "somebody else took the seat that it was for" };
      if (version === undefined) return await this.#resolve();
      this.#succeeded(record.nonce, version);
      return "renewed";
    } catch (error) {
      this.#options.onTrouble(error);
      return this.#resolve();
    } finally {
      this.#forgetAttemptsBefore(sent.monotonicMs - 2 * leaseMs);
    }
  }

  /** After a lost answer or a conflict: what does the store say about our own nonces? */
  async #resolve(): Promise<Outcome> {
    const { store, clock } = this.#options;
    const stored = await within(clock, store.get(leaseKey(this.id)), this.#patienceMs());
    if (stored === undefined) return this.#version === 0 ? "again" : { lost: "its key is gone from the store" };
    const record = decodeLease(stored.value);
    if (record?.state === "revoked") return { lost: "another engine revoked it" };
    if (record === undefined || !this.#attempts.has(record.nonce))
      return { lost: "its key was written by somebody else" };
    const isNew = stored.version !== this.#version;
    this.#succeeded(record.nonce, stored.version);
    return isNew ? "renewed" : "again";
  }

  /** No answer may keep the next attempt, or the news of the loss, waiting. */
  #patienceMs(): number {
    const { clock, leaseMs } = this.#options;
    const leftMs = (this.#guard.deadlineMs ?? Infinity) - clock.monotonicMs();
    return Math.max(1, Math.min(renewalIntervalOf(leaseMs), leftMs));
  }

  #nextRecord(): LeaseRecord {
    const { id, engine, label, leaseMs } = this.#options;
    const nonce = `${id}/${(this.#nonces += 1)}`;
    const blocked = this.#options.progress?.() === "blocked";
    return { id, engine, label, leaseMs, state: this.#state, nonce, sinceMs: this.#sinceMs, blocked };
  }

  #succeeded(nonce: string, version: number): void {
    const sent = this.#attempts.get(nonce);
    this.#version = version;
    if (sent !== undefined) this.#guard.renewed(sent);
    const counts = this.#guard.loss === undefined ? this.#guard.sent : undefined;
    if (counts !== undefined) this.#options.onRenewed?.(counts);
  }

  #isOwn(record: LeaseRecord | undefined): boolean {
    return record !== undefined && record.state !== "revoked" && this.#attempts.has(record.nonce);
  }

  #forgetAttemptsBefore(monotonicMs: number): void {
    for (const [nonce, sent] of this.#attempts) if (sent.monotonicMs < monotonicMs) this.#attempts.delete(nonce);
  }

  #tellHeld(): void {
    if (this.#held || this.#over) return;
    this.#held = true;
    this.#options.onHeld();
  }

  #tellLoss(): void {
    const loss = this.#guard.loss;
    if (this.#over || loss === undefined) return;
    this.#over = true;
    this.#wakeup.notify();
    this.#options.onLost(loss);
  }
}
