import type { LeaseRecord } from "../lease-record.ts";
import type { ClaimStore } from "../store.ts";
import { StoreError } from "../store.ts";
import { coordinatorKey, councilPrefix, decodePost } from "./council.ts";
import type { Post } from "./council.ts";
import type { Member, Membership } from "./membership.ts";
import { compareTexts } from "../../model/compare-texts.ts";

/** An engine that takes part, standby engines included, as people see it. */
interface Participant extends Partial<Pick<Member, "zone" | "address" | "modules">> {
  readonly engine: string;
  readonly label: string;
  readonly role: "coordinator" | "candidate" | "member";
  /** Absent for a standby engine, which has none. */
  readonly lease?: Pick<LeaseRecord, "id" | "state" | "leaseMs" | "sinceMs">;
}

/** Who takes part, and who coordinates. */
export interface Participants {
  /** Undefined where the post is vacant, or its holder's lease is gone. */
  readonly coordinator: Pick<Post, "engine" | "label" | "lease" | "token" | "sinceMs"> | undefined;
  readonly engines: readonly Participant[];
  /** Why the catalogue can't be read with this token, or seems not to be: then standby engines are missing. */
  readonly catalogueDenied?: string;
}

type Lease = Pick<LeaseRecord, "id" | "engine" | "label" | "state" | "leaseMs" | "sinceMs">;

/**
 * Who takes part, from the catalogue, the leases and the council's posts. The catalogue notices a death after
 * `memberTtlMs` only. Rejects with a `StoreError`, but for a catalogue that may not be read.
 */
export async function readParticipants(
  { store, membership }: { readonly store: ClaimStore; readonly membership: Membership },
  leases: readonly Lease[],
): Promise<Participants> {
  const [{ values }, { members, denied }] = await Promise.all([store.list(councilPrefix), readMembers(membership)]);
  const living = leases.filter(({ state }) => state !== "revoked");
  const reason = denied ?? (members.length === 0 && living.length > 0 ? leftOut : undefined);
  const posts = values.flatMap(({ key, value }) => {
    const post = decodePost(value);
    const isFilled = post?.free === false && living.some(({ id }) => id === post.lease);
    return post !== undefined && isFilled ? [{ key, post }] : [];
  });
  const coordinator = posts.find(({ key }) => key === coordinatorKey)?.post;
  const seated = new Set(posts.map(({ post }) => post.engine));
  const leaseOf = new Map(living.map((lease) => [lease.engine, lease]));
  const known = new Map<string, Lease | Member>([
    ...leaseOf,
    ...members.map((member) => [member.engine, member] as const),
  ]);
  const engines = [...known.values()].map((one): Participant => {
    const lease = leaseOf.get(one.engine);
    const role = one.engine === coordinator?.engine ? "coordinator" : seated.has(one.engine) ? "candidate" : "member";
    return { ...placeOf(one), role, ...(lease === undefined ? {} : { lease: shownLease(lease) }) };
  });
  return {
    coordinator: coordinator === undefined ? undefined : shownPost(coordinator),
    engines: engines.toSorted((a, b) => compareTexts(a.label, b.label) || compareTexts(a.engine, b.engine)),
    ...(reason === undefined ? {} : { catalogueDenied: reason }),
  };
}

async function readMembers(membership: Membership): Promise<{ members: readonly Member[]; denied?: string }> {
  try {
    return { members: (await membership.watch({ sinceVersion: 0, waitMs: 0 })).members };
  } catch (error) {
    if (error instanceof StoreError && error.kind === "denied") return { members: [], denied: error.message };
    throw error;
  }
}

/** What a token may not read Consul leaves out without a word; but whoever has a lease has registered before. */
const leftOut =
  "Consul's catalogue names none of these engines; reading it takes the rules service_prefix and node_prefix with read";

function placeOf(one: Lease | Member): Omit<Participant, "role" | "lease"> {
  const { engine, label } = one;
  if (!("modules" in one)) return { engine, label };
  const { zone, address, modules } = one;
  return {
    engine,
    label,
    modules,
    ...(zone === undefined ? {} : { zone }),
    ...(address === undefined ? {} : { address }),
  };
}

function shownLease({ id, state, leaseMs, sinceMs }: Lease): Participant["lease"] & object {
  return { id, state, leaseMs, sinceMs };
}

function shownPost({ engine, label, lease, token, sinceMs }: Post): Participants["coordinator"] {
  return { engine, label, lease, token, sinceMs };
}
