import type { Clock } from "../model/clock.ts";
import type { Digest, GroupId } from "../model/names.ts";
import { slotKey } from "../model/slot.ts";
import type { Slot } from "../model/slot.ts";
import { claimKey, encodeClaim, nextToken, pauseMark, programOf } from "./claim.ts";
import type { Claim } from "./claim.ts";
import type { SlotNote } from "./slot-note.ts";
import type { HeldSlot, SlotOwner } from "./slot-owner.ts";
import type { OwnSlot, Release } from "./slot-round.ts";
import type { SeenClaim, SlotView } from "./slot-view.ts";
import type { ClaimStore } from "./store.ts";
import { renewalIntervalOf, silenceOf } from "./timing.ts";
import { Turnstile } from "./turnstile.ts";
import { within } from "./wakeup.ts";

/** A slot that should run, with the bundle that it should run. */
export interface WantedSlot {
  readonly slot: Slot;
  readonly digest: Digest;
  /** The group that reads it, where that is known: holds name it. */
  readonly group?: GroupId;
  /** Its owner is to stand still. */
  readonly paused?: true;
  /** Whether its step runs a module of the repository: engines that deny those never get it. */
  readonly needsModules?: boolean;
}

export interface SlotKeeperOptions {
  readonly store: ClaimStore;
  readonly clock: Clock;
  readonly owner: SlotOwner;
  readonly engine: string;
  readonly label: string;
  readonly lease: string;
  readonly leaseMs: number;
  /** How long the engine may take to let go of a slot. */
  readonly releaseMs: number;
  /** The guard of the lease. */
  readonly guard: () => boolean;
  readonly view: SlotView;
  readonly note: (note: SlotNote) => void;
  /** Something changed that a new decision may follow from. */
  readonly changed: () => void;
}

/** A slot in this engine's hands. */
interface Entry {
  readonly held: HeldSlot;
  claim: Claim;
  version: number;
  phase: OwnSlot["phase"];
  /** Whether the engine was told of it. */
  given: boolean;
  /** From then on its guard says no, whatever the lease's says. */
  dropped: boolean;
}

/** Requests to the store that one engine has under way for its claims: Consul limits the connections of a client. */
const requestsSideBySide = 16;

/**
 * Takes, keeps and lets go of slots under one lease, and tells the engine. Every method does one action that a decision
 * asked for; an answer that is lost leaves the slot to the next decision, which sees the claim as it is.
 */
export class SlotKeeper {
  readonly #options: SlotKeeperOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #claimed = new Map<string, WantedSlot>();
  readonly #claiming = new Set<string>();
  readonly #unsure = new Map<string, number>();
  readonly #freeing = new Set<string>();
  readonly #turnstile = new Turnstile(requestsSideBySide);
  #nonces = 0;

  constructor(options: SlotKeeperOptions) {
    this.#options = options;
  }

  get own(): ReadonlyMap<string, OwnSlot> {
    return new Map(
      [...this.#entries].map(([key, { claim, version, phase }]) => [
        key,
        { program: programOf(claim), version, phase },
      ]),
    );
  }

  /** Slots that were asked for while the answer, or what came of it, is not known. */
  get unsure(): readonly string[] {
    const { clock, leaseMs } = this.#options;
    // A write that has not arrived for so long was not sent any more.
    const sinceMs = clock.monotonicMs() - 4 * leaseMs;
    for (const [key, askedMs] of this.#unsure) if (askedMs < sinceMs) this.#unsure.delete(key);
    return [...this.#unsure.keys()];
  }

  /** What is in our hands or about to be, as it runs now. */
  wanted(): ReadonlyMap<string, WantedSlot> {
    const own = [...this.#entries].map(
      ([key, { claim }]) =>
        [key, { slot: claim.slot, digest: claim.digest, ...pauseMark(claim.paused === true) }] as const,
    );
    return new Map([...this.#claimed, ...own]);
  }

  get claiming(): ReadonlySet<string> {
    return this.#claiming;
  }

  /** Whether nothing is in our hands and no action is under way. */
  get idle(): boolean {
    return this.#entries.size + this.#claiming.size + this.#freeing.size === 0;
  }

  /** What the engine was given and has not been asked or told to let go of for good. */
  held(): readonly HeldSlot[] {
    return [...this.#entries.values()].flatMap(({ held, given }) => (given && held.guard() ? [held] : []));
  }

  /** Claims the slot, unless somebody else is faster. Rejects where the store or the engine does not answer. */
  async claim(key: string, wanted: WantedSlot): Promise<void> {
    // What the decision saw. By the time of the write it may be old, and then the write must fail.
    const seen = this.#options.view.claims.get(key);
    this.#claiming.add(key);
    this.#claimed.set(key, wanted);
    this.#unsure.set(key, this.#options.clock.monotonicMs());
    try {
      await this.#turnstile.pass(() => this.#claim(key, wanted, seen));
      this.#unsure.delete(key);
    } finally {
      this.#claiming.delete(key);
      this.#claimed.delete(key);
      this.#options.changed();
    }
  }

  /** The wait is over: the slot is the engine's. */
  activate(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined || !entry.held.guard()) return;
    entry.phase = { kind: "active" };
    entry.given = true;
    // Stored with the next write; a successor that does not see it only waits longer than it must.
    entry.claim = { ...entry.claim, settled: true };
    const { slot, token } = entry.held;
    this.#options.note({ kind: "slot-acquired", slot, token });
    this.#options.owner.acquired(entry.held);
  }

  /** Drains the slot: says so in the claim, lets the engine finish, and then marks the claim free if it is not ours next. */
  async release({ key, next }: Release): Promise<void> {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.phase = { kind: "busy" };
    try {
      if (!(await this.#markDraining(entry))) return this.lose(key);
      await this.#letGo(entry);
      if (next === "free" && this.#entries.has(key))
        await this.#write({ ...entry.claim, state: "free" }, entry.version);
    } finally {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      this.#options.changed();
    }
  }

  /** Frees a claim of ours that we don't act on. */
  async free(key: string): Promise<void> {
    const seen = this.#options.view.claims.get(key);
    if (seen?.claim === undefined || this.#freeing.has(key)) return;
    this.#freeing.add(key);
    try {
      await this.#write({ ...seen.claim, state: "free" }, seen.version);
      this.#unsure.delete(key);
    } finally {
      this.#freeing.delete(key);
      this.#options.changed();
    }
  }

  /** The claim is not ours any more. */
  lose(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#drop(key, entry);
    this.#options.note({ kind: "slot-lost", slot: entry.held.slot, token: entry.held.token });
  }

  /** The lease is lost or ended: drop everything. Says what the engine had not yet let go of. */
  dropAll(): readonly Slot[] {
    const given = [...this.#entries.values()].flatMap((entry) =>
      entry.given && !entry.dropped ? [entry.held.slot] : [],
    );
    for (const [key, entry] of this.#entries) this.#drop(key, entry);
    return given;
  }

  #drop(key: string, entry: Entry): void {
    this.#entries.delete(key);
    const tell = entry.given && !entry.dropped;
    entry.dropped = true;
    if (tell) this.#options.owner.lost(entry.held);
  }

  async #claim(key: string, wanted: WantedSlot, seen: SeenClaim | undefined): Promise<void> {
    const { note, guard, clock, leaseMs } = this.#options;
    const committed = await this.#committedToken(wanted);
    if (committed === undefined || !guard()) return;
    const { token, mustWait } = nextToken(seen?.claim, committed);
    const claim = { ...this.#newClaim(wanted, token), settled: !mustWait };
    const version = await this.#write(claim, seen?.version ?? 0);
    if (version === undefined || !guard()) return;
    const waitMs = mustWait ? silenceOf(leaseMs) : 0;
    const phase = { kind: "waiting", readyAtMs: clock.monotonicMs() + waitMs } as const;
    this.#entries.set(key, this.#newEntry(claim, version, phase));
    if (mustWait) note({ kind: "slot-waits", slot: wanted.slot, waitMs });
    else this.activate(key);
  }

  async #committedToken({ slot, digest }: WantedSlot): Promise<number | undefined> {
    const { owner, clock, leaseMs, note } = this.#options;
    try {
      return await within(clock, owner.committedToken(slot, digest), 2 * leaseMs);
    } catch (error) {
      note({ kind: "engine-failed", slot, error });
      throw error;
    }
  }

  #newClaim({ slot, digest, paused }: WantedSlot, token: number): Claim {
    const { engine, label, lease, leaseMs, clock } = this.#options;
    const sinceMs = clock.wallMs();
    return {
      slot,
      owner: engine,
      label,
      lease,
      leaseMs,
      token,
      state: "held",
      digest,
      ...pauseMark(paused === true),
      settled: true,
      nonce: "",
      sinceMs,
    };
  }

  #newEntry(claim: Claim, version: number, phase: OwnSlot["phase"]): Entry {
    const entry: Entry = {
      held: {
        slot: claim.slot,
        digest: claim.digest,
        token: claim.token,
        ...pauseMark(claim.paused === true),
        guard: () => !entry.dropped && this.#options.guard(),
      },
      claim,
      version,
      phase,
      given: false,
      dropped: false,
    };
    return entry;
  }

  /** False if the claim turns out to be another's. A store that does not answer keeps nobody from draining. */
  async #markDraining(entry: Entry): Promise<boolean> {
    const { clock, leaseMs, note } = this.#options;
    const claim: Claim = { ...entry.claim, state: "draining" };
    try {
      const version = await within(clock, this.#write(claim, entry.version), renewalIntervalOf(leaseMs));
      if (version === undefined) return false;
      entry.claim = claim;
      entry.version = version;
    } catch (error) {
      note({ kind: "store-failed", error });
    }
    return true;
  }

  async #letGo(entry: Entry): Promise<void> {
    const { owner, clock, releaseMs, note } = this.#options;
    const { slot, token } = entry.held;
    if (!entry.given || entry.dropped) return;
    try {
      await within(clock, owner.release(entry.held), releaseMs);
      if (!entry.dropped) note({ kind: "slot-released", slot, token });
      entry.dropped = true;
    } catch (error) {
      if (entry.dropped) return;
      entry.dropped = true;
      owner.lost(entry.held);
      note({ kind: "slot-abandoned", slot, token, error });
    }
  }

  /** Writes a claim at a version; `undefined` if the claim has moved on. */
  async #write(claim: Claim, version: number): Promise<number | undefined> {
    const { store, lease, clock, leaseMs, view } = this.#options;
    const written: Claim = { ...claim, nonce: `${lease}/${(this.#nonces += 1)}` };
    const set = { kind: "set", key: claimKey(claim.slot), value: encodeClaim(written), version } as const;
    const result = await within(clock, store.transact([set]), leaseMs);
    const newVersion = result.ok ? result.versions[0] : undefined;
    if (newVersion === undefined) view.claimMovedOn(slotKey(claim.slot), version);
    else view.wroteClaim(written, newVersion);
    return newVersion;
  }
}
