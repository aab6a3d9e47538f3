import type { Clock } from "../../model/clock.ts";
import type { LeaseRecord } from "../lease-record.ts";
import type { WantedSlot } from "../slot-keeper.ts";
import type { SlotNote } from "../slot-note.ts";
import type { SlotView } from "../slot-view.ts";
import { maxOperationsPerTransaction, maxTransactionBytes } from "../store.ts";
import type { ClaimStore, StoreOperation } from "../store.ts";
import { within } from "../wakeup.ts";
import { assignmentKey, assignmentPrefix, decodeAssignment, encodeAssignment, sameSlots } from "./assignment.ts";
import type { Assignment } from "./assignment.ts";
import { coordinatorKey, seatKeys } from "./council.ts";
import type { Membership } from "./membership.ts";
import { planAssignments } from "./plan-assignments.ts";
import type { Tuning } from "./plan-assignments.ts";
import { Roster } from "./roster.ts";
import type { RosterEngine } from "./roster.ts";
import { WishFeed, tuningWith } from "./wishes.ts";

export interface CoordinatorOptions {
  readonly store: ClaimStore;
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly lease: string;
  readonly random: () => number;
  readonly view: SlotView;
  readonly membership: Membership;
  /** Whether the view has all claims. */
  readonly knowsClaims: () => boolean;
  /** Of the post, and the version of its key: a write succeeds only while that is unchanged. */
  readonly token: number;
  readonly postVersion: number;
  /** The slots that should run, by key; undefined as long as that is not known. */
  readonly wanted: () => ReadonlyMap<string, WantedSlot> | undefined;
  readonly tuning: () => Tuning;
  /** The engines that have a seat. */
  readonly seated: () => ReadonlySet<string>;
  readonly note: (note: SlotNote) => void;
  /** Something changed that a new decision may follow from. */
  readonly changed: () => void;
}

interface KnownAssignment {
  readonly slots: readonly WantedSlot[];
  readonly stand: boolean;
  readonly version: number;
}

/** What one engine's key is to become; without slots it is deleted. */
interface Change {
  readonly engine: string;
  readonly slots: readonly WantedSlot[] | undefined;
  readonly stand: boolean;
  readonly version: number;
}

/** How long joins must have been quiet, and how long they are waited for at most, as parts of a lease. */
const quiet = { start: 0.1, rebalance: 0.25 };

/**
 * The coordinator while it has the post: knows who there is, decides which engine should have which slot, and writes
 * one key per engine that changed (design, section 6, point 4). What it writes is advice; claims decide.
 */
export class Coordinator {
  readonly #options: CoordinatorOptions;
  readonly #roster: Roster;
  readonly #over = new AbortController();
  readonly #startedMs: number;
  readonly #wishes: WishFeed;
  #records: ReadonlyMap<string, KnownAssignment> | undefined;
  #hasMembers = false;
  #busy = false;
  #pausedUntilMs = -Infinity;
  #nonces = 0;

  constructor(options: CoordinatorOptions) {
    this.#options = options;
    this.#roster = new Roster(options.leaseMs);
    this.#startedMs = options.clock.monotonicMs();
    this.#wishes = new WishFeed({ ...options, signal: this.#over.signal });
    void this.#followMembers();
  }

  /** Whether it has waited for two leases to hear what should run: then another may know better. */
  get isUseless(): boolean {
    const { wanted, clock, leaseMs } = this.#options;
    return wanted() === undefined && clock.monotonicMs() - this.#startedMs > 2 * leaseMs;
  }

  /**
   * A revoked lease tells the next coordinator that its engine is dead, as long as the catalogue still has the engine
   * there: only then may it go.
   */
  mayForget({ id, engine }: LeaseRecord): boolean {
    return this.#hasMembers && !this.#roster.isBelievedIn(engine, id);
  }

  stop(): void {
    this.#over.abort(new Error("the coordinator has given up its post"));
  }

  /** Decides, and writes what has changed. Returns when to look again at the latest. */
  step(): number {
    const { clock, leaseMs, knowsClaims, wanted } = this.#options;
    const nowMs = clock.monotonicMs();
    const againMs = nowMs + leaseMs / 5;
    const slots = wanted();
    if (this.#busy || nowMs < this.#pausedUntilMs || !knowsClaims()) return Math.max(againMs, this.#pausedUntilMs);
    if (this.#records === undefined) this.#start(this.#readRecords());
    else if (slots !== undefined && this.#hasMembers) {
      const changes = this.#decide(slots, this.#records, nowMs);
      if (changes.length > 0) this.#start(this.#write(changes));
      return Math.min(againMs, this.#settlesAt(nowMs));
    }
    return againMs;
  }

  #decide(
    wanted: ReadonlyMap<string, WantedSlot>,
    records: ReadonlyMap<string, KnownAssignment>,
    nowMs: number,
  ): readonly Change[] {
    const { view, leaseMs } = this.#options;
    this.#roster.readLeases(view.leases, nowMs);
    const assigned = [...records].flatMap(([engine, { slots }]) => (slots.length > 0 ? [engine] : []));
    this.#roster.checkAnswers(new Set(assigned), nowMs);
    const engines = this.#roster.eligible(nowMs);
    const isColdStart = ![...view.claims.values()].some(({ claim }) => claim !== undefined && claim.state !== "free");
    if (isColdStart && nowMs < this.#roster.settledFromMs(quiet.start * leaseMs, leaseMs)) return [];
    const isQuiet = nowMs >= this.#roster.settledFromMs(quiet.rebalance * leaseMs, leaseMs);
    const isSettled = isQuiet && this.#wishes.latest !== undefined;
    const planned = planAssignments({
      wanted,
      engines,
      claims: view.claims,
      records,
      isSettled,
      tuning: this.#tuning(),
    });
    return this.#changes(records, engines, planned);
  }

  #tuning(): Tuning {
    const { latest } = this.#wishes;
    const tuning = this.#options.tuning();
    return latest === undefined ? tuning : tuningWith(tuning, latest);
  }

  #changes(
    records: ReadonlyMap<string, KnownAssignment>,
    engines: readonly RosterEngine[],
    planned: ReadonlyMap<string, readonly WantedSlot[]>,
  ): readonly Change[] {
    const changes: Change[] = [];
    // An engine without slots has a key as well: a query for one that doesn't exist returns at every write beside it.
    const standing = candidatesOf(engines, planned, this.#options.seated());
    for (const { engine } of engines) {
      const [known, slots, stand] = [records.get(engine), planned.get(engine) ?? [], standing.has(engine)];
      if (known === undefined || known.stand !== stand || !sameSlots(known.slots, slots))
        changes.push({ engine, slots, stand, version: known?.version ?? 0 });
    }
    const listed = new Set(engines.map(({ engine }) => engine));
    for (const [engine, known] of records) if (!listed.has(engine)) changes.push(...this.#ending(engine, known));
    return changes;
  }

  /** The key of an engine that may have nothing: emptied, or deleted once the engine is gone. */
  #ending(engine: string, { slots, version }: KnownAssignment): readonly Change[] {
    if (!this.#roster.isMember(engine) && !this.#roster.hasLease(engine))
      return [{ engine, slots: undefined, stand: false, version }];
    return slots.length === 0 ? [] : [{ engine, slots: [], stand: false, version }];
  }

  #settlesAt(nowMs: number): number {
    const { leaseMs } = this.#options;
    const moments = [quiet.start, quiet.rebalance].map((part) => this.#roster.settledFromMs(part * leaseMs, leaseMs));
    return Math.min(...moments.filter((moment) => moment > nowMs));
  }

  async #write(changes: readonly Change[]): Promise<void> {
    const { store, clock, leaseMs, postVersion, note } = this.#options;
    const known = new Map(this.#records);
    let changed = 0;
    for (const batch of batchesOf(changes, (change) => this.#encode(change))) {
      const post: StoreOperation = { kind: "check", key: coordinatorKey, version: postVersion };
      const result = await within(clock, store.transact([post, ...batch.map(({ operation }) => operation)]), leaseMs);
      if (!result.ok) {
        // Somebody else has the post or wrote a key: what is there is read anew, once the council may have told.
        this.#records = undefined;
        this.#pause();
        return;
      }
      for (const [at, { change }] of batch.entries()) {
        const version = result.versions[at + 1] ?? 0;
        if (change.slots === undefined) known.delete(change.engine);
        else known.set(change.engine, { slots: change.slots, stand: change.stand, version });
        changed += change.slots?.length ?? 0;
      }
      this.#records = new Map(known);
    }
    const engines = [...known.values()].filter(({ slots }) => slots.length > 0).length;
    if (changed > 0) note({ kind: "slots-assigned", engines, changed });
  }

  #encode({ engine, slots, stand, version }: Change): StoreOperation {
    const key = assignmentKey(engine);
    if (slots === undefined) return { kind: "delete", key, version };
    const { lease, token } = this.#options;
    const nonce = `${lease}/assigns/${(this.#nonces += 1)}`;
    const assignment: Assignment = { token, nonce, slots, stand };
    return { kind: "set", key, version, value: encodeAssignment(assignment) };
  }

  async #readRecords(): Promise<void> {
    const { store, clock, leaseMs } = this.#options;
    const { values } = await within(clock, store.list(assignmentPrefix), leaseMs);
    this.#records = new Map(
      values.map(({ key, value, version }) => [
        key.slice(assignmentPrefix.length),
        // One of another version of ours is written over when its engine's slots change.
        { slots: [], stand: false, ...decodeAssignment(value), version },
      ]),
    );
  }

  /** One request at a time; after one that failed a little pause. */
  #start(action: Promise<void>): void {
    const { note, changed } = this.#options;
    this.#busy = true;
    action
      .catch((error: unknown) => {
        note({ kind: "store-failed", error });
        this.#records = undefined;
        this.#pause();
      })
      .finally(() => {
        this.#busy = false;
        if (!this.#over.signal.aborted) changed();
      });
  }

  #pause(): void {
    const { clock, leaseMs, random } = this.#options;
    this.#pausedUntilMs = clock.monotonicMs() + (leaseMs / 20) * (1 + random());
  }

  async #followMembers(): Promise<void> {
    const { membership, clock, leaseMs, random, note, changed } = this.#options;
    const { signal } = this.#over;
    let sinceVersion = 0;
    while (!signal.aborted) {
      let pauseMs = leaseMs / 40;
      try {
        const listing = await membership.watch({ sinceVersion, waitMs: 60_000, signal });
        sinceVersion = listing.version;
        this.#roster.readMembers(listing.members);
        this.#hasMembers = true;
      } catch (error) {
        if (signal.aborted) return;
        sinceVersion = 0;
        // Engines with a lease are known without the catalogue.
        this.#hasMembers = true;
        note({ kind: "membership-failed", error });
        pauseMs = (leaseMs / 5) * (1 + random());
      }
      changed();
      await clock.sleep(pauseMs, signal).catch(() => undefined);
    }
  }
}

/** Who is to have a seat: who has one, and where seats are free first those who have a lease already. */
function candidatesOf(
  engines: readonly RosterEngine[],
  planned: ReadonlyMap<string, readonly WantedSlot[]>,
  seated: ReadonlySet<string>,
): ReadonlySet<string> {
  const rank = ({ engine, hasLease }: RosterEngine): number =>
    (seated.has(engine) ? 0 : 4) + (hasLease ? 0 : 2) + (planned.has(engine) ? 0 : 1);
  const ranked = engines.toSorted((a, b) => rank(a) - rank(b));
  return new Set(ranked.slice(0, seatKeys.length).map(({ engine }) => engine));
}

interface EncodedChange {
  readonly change: Change;
  readonly operation: StoreOperation;
}

/** As many changes a transaction as it can carry beside the check of the post. */
function batchesOf(changes: readonly Change[], encode: (change: Change) => StoreOperation): readonly EncodedChange[][] {
  const batches: EncodedChange[][] = [];
  let bytes = Infinity;
  for (const change of changes) {
    const operation = encode(change);
    const size = operation.kind === "set" ? operation.value.byteLength : 0;
    let batch = batches.at(-1);
    if (batch === undefined || batch.length >= maxOperationsPerTransaction - 1 || bytes + size > maxTransactionBytes) {
      batches.push((batch = []));
      bytes = 0;
    }
    batch.push({ change, operation });
    bytes += size;
  }
  return batches;
}
