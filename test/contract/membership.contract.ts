import { describe, expect, test } from "vitest";
import type { Member, Membership } from "../../src/claims/coordination/membership.ts";
import { StoreError } from "../../src/claims/store.ts";

/** How the suite gets at the catalogues that it judges. */
export interface MembershipWorld {
  /** A client for the engines of one key prefix. */
  readonly open: (keyPrefix: string) => Membership;
  /** A client of a server that is not there. */
  readonly openUnreachable: () => Membership;
}

let worlds = 0;
const member = (engine: string, more: Partial<Member> = {}): Member => ({
  engine,
  label: `label of ${engine}`,
  modules: false,
  incarnation: 0,
  ...more,
});

/** The members once the condition holds: a catalogue may take a moment. */
async function until(membership: Membership, condition: (members: readonly Member[]) => boolean) {
  for (let sinceVersion = 0, tries = 0; ; tries += 1) {
    const listing = await membership.watch({ sinceVersion, waitMs: 500 });
    if (condition(listing.members)) return listing;
    if (tries > 20) throw new Error(`not in the catalogue: ${JSON.stringify(listing.members)}`);
    sinceVersion = listing.version;
  }
}

/** The behaviour of every catalogue of engines, in memory and in Consul. */
export function membershipContract(name: string, world: () => MembershipWorld): void {
  const fresh = (): { readonly membership: Membership; readonly engine: string; readonly prefix: string } => {
    const id = `${process.pid}-${Date.now()}-${(worlds += 1)}`;
    const prefix = `contract-members-${id}/`;
    return { membership: world().open(prefix), engine: `engine-${id}`, prefix };
  };

  describe(`${name}: membership`, () => {
    test("an engine joins with everything that it says of itself, beats, and leaves", async () => {
      const { membership, engine } = fresh();
      const joining = member(engine, { zone: "z1", address: "127.0.0.1:9000", modules: true, incarnation: 3 });
      await membership.join(joining);
      expect((await until(membership, ({ length }) => length === 1)).members).toEqual([joining]);
      await membership.beat(engine);
      await membership.leave(engine);
      await until(membership, ({ length }) => length === 0);
    });

    test("joining again replaces what was said before", async () => {
      const { membership, engine } = fresh();
      await membership.join(member(engine));
      await membership.join(member(engine, { incarnation: 1 }));
      await until(membership, (members) => members[0]?.incarnation === 1);
      await membership.leave(engine);
    });

    test("a watcher hears of a change", async () => {
      const { membership, engine } = fresh();
      const { version } = await membership.watch({ sinceVersion: 0, waitMs: 10 });
      const heard = membership.watch({ sinceVersion: version, waitMs: 10_000 });
      await membership.join(member(engine));
      await heard;
      await until(membership, ({ length }) => length === 1);
      await membership.leave(engine);
    });

    test("a beat of an engine that is not registered says so", async () => {
      const { membership } = fresh();
      const error: unknown = await membership.beat("nobody-at-all").catch((reason: unknown) => reason);
      expect([error instanceof StoreError && error.kind, String(error)]).toEqual([
        "other",
        expect.stringContaining("not registered"),
      ]);
    });

    test("an abandoned watch ends", async () => {
      const { membership } = fresh();
      const stop = new AbortController();
      const { version } = await membership.watch({ sinceVersion: 0, waitMs: 10 });
      const waiting = membership.watch({ sinceVersion: version, waitMs: 60_000, signal: stop.signal });
      stop.abort(new Error("enough"));
      await expect(waiting).rejects.toThrow("enough");
    });

    test("a catalogue out of reach", async () => {
      const error: unknown = await world()
        .openUnreachable()
        .watch({ sinceVersion: 0, waitMs: 10 })
        .catch((reason: unknown) => reason);
      expect(error instanceof StoreError && error.kind).toBe("unreachable");
    });
  });
}
