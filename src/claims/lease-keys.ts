import type { Clock } from "../model/clock.ts";
import { claimPrefix } from "./claim.ts";
import { decodeLease, encodeLease, leaseKey } from "./lease-record.ts";
import type { SlotNote } from "./slot-note.ts";
import { SlotView } from "./slot-view.ts";
import type { ClaimStore } from "./store.ts";
import { within } from "./wakeup.ts";

export interface LeaseKeysOptions {
  readonly store: ClaimStore;
  readonly clock: Clock;
  readonly leaseMs: number;
  /** The lease under which this is done. */
  readonly lease: string;
  readonly view: SlotView;
  readonly note: (note: SlotNote) => void;
}

/** What one lease's holder does to the keys of leases, beside renewing its own. Every method may reject. */
export class LeaseKeys {
  readonly #options: LeaseKeysOptions;
  readonly #revoking = new Set<string>();

  constructor(options: LeaseKeysOptions) {
    this.#options = options;
  }

  /** Revokes another's lease in the version that was seen silent; not, if it was renewed since. */
  async revoke(id: string): Promise<void> {
    const { store, clock, leaseMs, lease, view, note } = this.#options;
    const seen = view.leases.get(id);
    if (seen?.record === undefined || this.#revoking.has(id)) return;
    this.#revoking.add(id);
    try {
      const value = encodeLease({ ...seen.record, state: "revoked", nonce: `${lease}/revokes/${id}` });
      const revoked = { kind: "set", key: leaseKey(id), value, version: seen.version } as const;
      const result = await within(clock, store.transact([revoked]), leaseMs);
      if (result.ok) note({ kind: "lease-revoked", lease: id, label: seen.record.label });
    } finally {
      this.#revoking.delete(id);
    }
  }

  /** Deletes a revoked lease that no claim names any more. */
  async forget(id: string): Promise<void> {
    const { store, clock, leaseMs, view } = this.#options;
    const seen = view.leases.get(id);
    if (seen === undefined) return;
    await within(clock, store.transact([{ kind: "delete", key: leaseKey(id), version: seen.version }]), leaseMs);
  }

  /** Nothing acts by the lost lease any more: nobody has to wait for its end. */
  async revokeOwn(): Promise<void> {
    const { store, clock, leaseMs, lease } = this.#options;
    const stored = await within(clock, store.get(leaseKey(lease)), leaseMs);
    const record = stored === undefined ? undefined : decodeLease(stored.value);
    if (stored === undefined || record === undefined || record.state === "revoked") return;
    const value = encodeLease({ ...record, state: "revoked", nonce: `${lease}/lost` });
    const revoked = { kind: "set", key: stored.key, value, version: stored.version } as const;
    await within(clock, store.transact([revoked]), leaseMs);
  }

  /** Whether some claim lives by the lease: then its key must stay. */
  async isNamed(): Promise<boolean> {
    const { store, clock, leaseMs, lease } = this.#options;
    const { values } = await within(clock, store.list(claimPrefix), leaseMs);
    const view = new SlotView(leaseMs);
    view.readClaims({ values, version: 0 }, 0);
    return [...view.claims.values()].some(({ claim }) => claim?.lease === lease && claim.state !== "free");
  }
}
