import { describe, expect, test } from "vitest";
import { StoreError, maxOperationsPerTransaction, maxTransactionBytes } from "../../src/claims/store.ts";
import type { ClaimStore, StoreOperation } from "../../src/claims/store.ts";

/** How the suite gets at the stores that it judges. */
export interface ClaimStoreWorld {
  /** A client whose keys lie below the prefix, in a state that all clients of the world share. */
  readonly open: (keyPrefix: string) => ClaimStore;
  /** A client of a server that is not there. */
  readonly openUnreachable: () => ClaimStore;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (value: Uint8Array | undefined): string | undefined =>
  value === undefined ? undefined : new TextDecoder().decode(value);
const set = (key: string, value: string, version = 0): StoreOperation => ({
  kind: "set",
  key,
  value: bytes(value),
  version,
});

async function kindOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof StoreError ? `${error.kind}${error.retriable ? ", retriable" : ""}` : String(error);
}

async function write(store: ClaimStore, operation: StoreOperation): Promise<number> {
  const result = await store.transact([operation]);
  if (!result.ok) throw new Error(`${operation.key} was not written`);
  return result.versions[0] ?? 0;
}

let folders = 0;

/** The behaviour that every claims store has, in memory and in Consul. */
export function claimStoreContract(name: string, world: () => ClaimStoreWorld): void {
  const fresh = (): { readonly store: ClaimStore; readonly prefix: string } => {
    const prefix = `contract-${process.pid}-${Date.now()}-${(folders += 1)}/`;
    return { store: world().open(prefix), prefix };
  };

  describe(`${name}: reading and writing`, () => {
    test("a missing key, an empty prefix", async () => {
      const { store } = fresh();
      expect(await store.get("a")).toBeUndefined();
      expect((await store.list("a/")).values).toEqual([]);
      expect(await store.keys("a/")).toEqual([]);
    });

    test("creates a key once, with any bytes in it", async () => {
      const { store } = fresh();
      const value = Uint8Array.from({ length: 256 }, (_, index) => index);
      const created = await store.transact([{ kind: "set", key: "a/b", value, version: 0 }]);
      expect(created.ok).toBe(true);
      expect(await store.transact([set("a/b", "other")])).toEqual({ ok: false, conflicts: [0] });
      const read = await store.get("a/b");
      expect(read?.key).toBe("a/b");
      expect([...(read?.value ?? [])]).toEqual([...value]);
      expect(created).toEqual({ ok: true, versions: [read?.version] });
    });

    test("an empty value is a value", async () => {
      const { store } = fresh();
      const version = await write(store, set("empty", ""));
      expect(await store.get("empty")).toEqual({ key: "empty", value: new Uint8Array(), version });
    });

    test("keeps keys with spaces, percent signs and other letters apart", async () => {
      const { store } = fresh();
      const keys = ["ä/ö ü", "a%2Fb", "a/b", "a?b#c", "a+b"];
      for (const key of keys) await write(store, set(key, key));
      for (const key of keys) expect(textOf((await store.get(key))?.value)).toBe(key);
      expect((await store.keys("")).toSorted()).toEqual(keys.toSorted());
    });

    test("compares and sets: only the named version, and versions grow", async () => {
      const { store } = fresh();
      const first = await write(store, set("a", "1"));
      const second = await write(store, set("a", "2", first));
      expect(second).toBeGreaterThan(first);
      expect(await store.transact([set("a", "3", first)])).toEqual({ ok: false, conflicts: [0] });
      expect(await store.transact([set("missing", "3", first)])).toEqual({ ok: false, conflicts: [0] });
      expect(textOf((await store.get("a"))?.value)).toBe("2");
    });

    test("setting the same bytes again succeeds and changes nothing, not even the version", async () => {
      const { store } = fresh();
      const first = await write(store, set("a", "1"));
      expect(await write(store, set("a", "1", first))).toBe(first);
      // So two writers of equal bytes may both win, which is why every value of the protocol carries a nonce.
      expect(await write(store, set("a", "1", first))).toBe(first);
      expect(await write(store, set("a", "2", first))).toBeGreaterThan(first);
    });

    test("deletes only the named version; a key that is gone stays gone; made again it has a greater version", async () => {
      const { store } = fresh();
      const first = await write(store, set("a", "1"));
      const second = await write(store, set("a", "2", first));
      expect(await store.transact([{ kind: "delete", key: "a", version: first }])).toEqual({
        ok: false,
        conflicts: [0],
      });
      expect(await store.transact([{ kind: "delete", key: "a", version: second }])).toEqual({
        ok: true,
        versions: [0],
      });
      expect(await store.get("a")).toBeUndefined();
      expect(await store.transact([{ kind: "delete", key: "a", version: second }])).toEqual({
        ok: true,
        versions: [0],
      });
      expect(await store.transact([set("a", "3", second)])).toEqual({ ok: false, conflicts: [0] });
      expect(await write(store, set("a", "3"))).toBeGreaterThan(second);
    });

    test("lists the keys below a prefix in order, and nothing else", async () => {
      const { store } = fresh();
      for (const key of ["slots/b", "slots/a/1", "slotsX", "leases/a", "slots/a/0"]) await write(store, set(key, key));
      const listing = await store.list("slots/");
      expect(listing.values.map(({ key, value }) => [key, textOf(value)])).toEqual([
        ["slots/a/0", "slots/a/0"],
        ["slots/a/1", "slots/a/1"],
        ["slots/b", "slots/b"],
      ]);
      expect(await store.keys("slots/a/")).toEqual(["slots/a/0", "slots/a/1"]);
      expect(listing.version).toBeGreaterThanOrEqual(Math.max(...listing.values.map(({ version }) => version)));
    });

    test("clients with different prefixes don't see each other, clients with the same one do", async () => {
      const { store, prefix } = fresh();
      const same = world().open(prefix);
      const inside = world().open(`${prefix}inside/`);
      await write(store, set("a", "outer"));
      await write(inside, set("a", "inner"));
      expect(textOf((await same.get("a"))?.value)).toBe("outer");
      expect(textOf((await same.get("inside/a"))?.value)).toBe("inner");
      expect(await inside.keys("")).toEqual(["a"]);
    });
  });

  describe(`${name}: transactions`, () => {
    test("all or nothing: one conflict and nothing happened", async () => {
      const { store } = fresh();
      const version = await write(store, set("a", "1"));
      const result = await store.transact([set("b", "1"), set("a", "2", version + 1_000_000), set("c", "1")]);
      expect(result).toEqual({ ok: false, conflicts: [1] });
      expect(await store.keys("")).toEqual(["a"]);
    });

    test("says which operations conflict", async () => {
      const { store } = fresh();
      const version = await write(store, set("a", "1"));
      const result = await store.transact([
        { kind: "check", key: "a", version },
        { kind: "check", key: "a2", version },
        { kind: "set", key: "b", value: bytes("x"), version },
        { kind: "check", key: "none", version: 0 },
      ]);
      expect(result).toEqual({ ok: false, conflicts: [1, 2] });
      expect(await store.transact([{ kind: "check", key: "a", version: 0 }])).toEqual({ ok: false, conflicts: [0] });
    });

    test("mixes writes, deletions and checks, and gives their versions in order", async () => {
      const { store } = fresh();
      const [a, b] = [await write(store, set("a", "1")), await write(store, set("b", "1"))];
      const result = await store.transact([
        { kind: "check", key: "none", version: 0 },
        set("c", "1"),
        { kind: "delete", key: "a", version: a },
        { kind: "check", key: "b", version: b },
      ]);
      const c = (await store.get("c"))?.version;
      expect(result).toEqual({ ok: true, versions: [0, c, 0, b] });
      expect(await store.keys("")).toEqual(["b", "c"]);
    });

    test("a transaction of checks alone", async () => {
      const { store } = fresh();
      const a = await write(store, set("a", "1"));
      expect(
        await store.transact([
          { kind: "check", key: "a", version: a },
          { kind: "check", key: "none", version: 0 },
        ]),
      ).toEqual({ ok: true, versions: [a, 0] });
    });

    test("takes the most operations, and no more", async () => {
      const { store } = fresh();
      const operations = Array.from({ length: maxOperationsPerTransaction }, (_, at) => set(`many/${at}`, "x"));
      expect((await store.transact(operations)).ok).toBe(true);
      expect(await store.keys("many/")).toHaveLength(maxOperationsPerTransaction);
      expect(await kindOf(store.transact([...operations, set("one-more", "x")]))).toBe("too-large");
      expect(await store.get("one-more")).toBeUndefined();
    });

    test("takes the most bytes, in one value and in many, and no more", async () => {
      const { store } = fresh();
      const random = new Uint8Array(maxTransactionBytes).map((_, at) => (at * 31) % 251);
      await write(store, { kind: "set", key: "large", value: random, version: 0 });
      expect(Buffer.compare((await store.get("large"))?.value ?? new Uint8Array(), random)).toBe(0);
      const part = random.subarray(0, Math.floor(maxTransactionBytes / maxOperationsPerTransaction));
      const parts = Array.from({ length: maxOperationsPerTransaction }, (_, at): StoreOperation => {
        return { kind: "set", key: `a-rather-long-name-for-a-key/${"x".repeat(150)}/${at}`, value: part, version: 0 };
      });
      expect((await store.transact(parts)).ok).toBe(true);
      const tooLarge = new Uint8Array(maxTransactionBytes + 1);
      expect(await kindOf(store.transact([{ kind: "set", key: "larger", value: tooLarge, version: 0 }]))).toBe(
        "too-large",
      );
    });

    test("of many writers of one version exactly one wins, round after round", async () => {
      const { prefix } = fresh();
      const clients = Array.from({ length: 8 }, () => world().open(prefix));
      let version = 0;
      for (let round = 0; round < 5; round += 1) {
        const from = version;
        const results = await Promise.all(
          clients.map((client, at) => client.transact([set("raced", `${round}/${at}`, from)])),
        );
        const winners = results.flatMap((result, at) => (result.ok ? [{ at, version: result.versions[0] ?? 0 }] : []));
        expect(winners).toHaveLength(1);
        expect(textOf((await clients[0]!.get("raced"))?.value)).toBe(`${round}/${winners[0]!.at}`);
        version = winners[0]!.version;
      }
    });

    test("no increment is lost under contention", async () => {
      const { prefix } = fresh();
      const clients = Array.from({ length: 6 }, () => world().open(prefix));
      const increment = async (client: ClaimStore): Promise<void> => {
        for (;;) {
          const current = await client.get("count");
          const next = Number(textOf(current?.value) ?? 0) + 1;
          if ((await client.transact([set("count", `${next}`, current?.version ?? 0)])).ok) return;
        }
      };
      await Promise.all(clients.flatMap((client) => [increment(client), increment(client)]));
      expect(textOf((await clients[0]!.get("count"))?.value)).toBe("12");
    });
  });

  describe(`${name}: watching`, () => {
    test("answers at once without a version, with the present state", async () => {
      const { store } = fresh();
      await write(store, set("w/a", "1"));
      const listing = await store.watch("w/", { sinceVersion: 0, waitMs: 60_000 });
      expect(listing.values.map(({ key }) => key)).toEqual(["w/a"]);
    });

    test("answers at once when the version has passed already", async () => {
      const { store } = fresh();
      const before = await write(store, set("w/a", "1"));
      await write(store, set("w/b", "1"));
      const listing = await store.watch("w/", { sinceVersion: before, waitMs: 60_000 });
      expect(listing.values.map(({ key }) => key)).toEqual(["w/a", "w/b"]);
    });

    test.each(["set", "create", "delete"] as const)("wakes on a %s by another client", async (kind) => {
      const { store, prefix } = fresh();
      const other = world().open(prefix);
      const version = await write(store, set("w/a", "1"));
      const since = (await store.list("w/")).version;
      const watching = store.watch("w/", { sinceVersion: since, waitMs: 60_000 });
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (kind === "set") await write(other, set("w/a", "2", version));
      if (kind === "create") await write(other, set("w/b", "1"));
      if (kind === "delete") await write(other, { kind: "delete", key: "w/a", version });
      const listing = await watching;
      const expected = { set: ["w/a=2"], create: ["w/a=1", "w/b=1"], delete: [] };
      expect(listing.values.map(({ key, value }) => `${key}=${textOf(value)}`)).toEqual(expected[kind]);
      expect(listing.version).toBeGreaterThan(since);
    });

    test("gives up after the wait, unchanged, and does not count changes elsewhere", async () => {
      const { store } = fresh();
      await write(store, set("w/a", "1"));
      const since = (await store.list("w/")).version;
      const started = performance.now();
      const watching = store.watch("w/", { sinceVersion: since, waitMs: 300 });
      await write(store, set("elsewhere", "1"));
      const listing = await watching;
      expect(listing.version).toBe(since);
      expect(listing.values).toHaveLength(1);
      expect(performance.now() - started).toBeGreaterThanOrEqual(295);
    });

    test("rejects with the signal's reason when aborted, before and during the wait", async () => {
      const { store } = fresh();
      await write(store, set("w/a", "1"));
      const since = (await store.list("w/")).version;
      const abort = new AbortController();
      const reason = new Error("enough");
      const watching = store.watch("w/", { sinceVersion: since, waitMs: 60_000, signal: abort.signal });
      setTimeout(() => abort.abort(reason), 50);
      await expect(watching).rejects.toBe(reason);
      await expect(store.watch("w/", { sinceVersion: since, waitMs: 60_000, signal: abort.signal })).rejects.toBe(
        reason,
      );
      // The store itself goes on.
      expect((await store.get("w/a"))?.version).toBeDefined();
    });
  });

  describe(`${name}: failing`, () => {
    test("an unreachable server is said to be one, and that a retry can help", async () => {
      const store = world().openUnreachable();
      expect(await kindOf(store.get("a"))).toBe("unreachable, retriable");
      expect(await kindOf(store.list("a"))).toBe("unreachable, retriable");
      expect(await kindOf(store.keys("a"))).toBe("unreachable, retriable");
      expect(await kindOf(store.transact([set("a", "1")]))).toBe("unreachable, retriable");
      expect(await kindOf(store.watch("a", { sinceVersion: 0, waitMs: 10 }))).toBe("unreachable, retriable");
    });

    test("a closed store answers nothing, and a watch that waits ends", async () => {
      const { store } = fresh();
      await write(store, set("w/a", "1"));
      const since = (await store.list("w/")).version;
      const watching = kindOf(store.watch("w/", { sinceVersion: since, waitMs: 60_000 }));
      await new Promise((resolve) => setTimeout(resolve, 50));
      await store.close();
      expect(await watching).toBe("unreachable, retriable");
      expect(await kindOf(store.get("w/a"))).toBe("unreachable, retriable");
    });
  });
}
