import { describe, expect, test } from "vitest";
import { slotLines } from "../../src/app/slot-lines.ts";
import { followSlots, readSlots } from "../../src/app/slots.ts";
import type { SlotOverview } from "../../src/app/slots.ts";
import type { Servers } from "../../src/app/servers.ts";
import { createBundleStore } from "../../src/claims/bundle-store.ts";
import { claimKey, encodeClaim } from "../../src/claims/claim.ts";
import type { Claim } from "../../src/claims/claim.ts";
import type { SlotStatus } from "../../src/claims/status.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { createEmbeddedClaimStore } from "../../src/embedded/claim-store.ts";
import { createEmbeddedKafka } from "../../src/embedded/kafka.ts";
import { createEmbeddedServices } from "../../src/embedded/services.ts";
import { createEmbeddedMembership } from "../../src/embedded/membership.ts";
import type { Bundle } from "../../src/model/bundle.ts";
import { parseGroupId, parsePipelineName, parseTopicName, parsed, parseRevision } from "../../src/model/names.ts";
import { slotsText } from "../../src/cli/reporters/slots.ts";
import type { PartitionLag } from "../../src/operate/lag.ts";
import { digestOf, slotOf } from "../claims/engine-world.ts";

const topic = (name: string) => parsed(parseTopicName(name));
const group = (name: string) => parsed(parseGroupId(name));
const claimOf = (partition: number, given: Partial<SlotStatus> = {}): SlotStatus => ({
  slot: slotOf(partition),
  owner: "engine-1",
  label: "one",
  lease: "engine-1.1",
  token: 4,
  state: "held",
  digest: digestOf(1),
  sinceMs: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  leaseState: "active",
  ...given,
});
const lagOf = (given: Pick<PartitionLag, "group" | "topic" | "partition" | "records">): PartitionLag => {
  return { committed: undefined, start: 0n, end: given.records, ...given };
};
/** Only what the slots are read from. */
const bundleOf = (name: string, inputs: readonly { readonly group: string; readonly topic: string }[]): Bundle =>
  ({
    pipeline: parsed(parsePipelineName(name)),
    steps: [{ inputs: inputs.map((input) => ({ group: group(input.group), topic: topic(input.topic) })) }],
  }) as unknown as Bundle;

const paint = (_style: string, text: string): string => text;
const nobody: SlotOverview["participants"] = { coordinator: undefined, engines: [] };

describe("the slots of what is published and claimed", () => {
  const { pipeline, topic: read } = slotOf(0);
  const search = bundleOf(pipeline, [{ group: "search-group", topic: read }]);
  const lag = [0, 1].map((partition) =>
    lagOf({ group: group("search-group"), topic: read, partition, records: BigInt(partition + 1) }),
  );

  test("a partition that nobody claimed, and a claim that no pipeline reads any more", () => {
    const lines = slotLines([search], [claimOf(1), claimOf(2)], lag);
    expect(lines.map(({ slot, state, lag: behind }) => [slot.partition, state, behind])).toEqual([
      [0, "unclaimed", 1n],
      [1, "held", 2n],
      [2, "held", undefined],
    ]);
  });

  test.each([
    ["held", "active", "held"],
    ["held", "leaving", "held"],
    ["draining", "active", "draining"],
    ["held", "revoked", "ownerless"],
    ["draining", "missing", "ownerless"],
    ["free", "missing", "free"],
  ] as const)("a claim that is %s under a lease that is %s: %s", (state, leaseState, expected) => {
    expect(slotLines([], [claimOf(0, { state, leaseState })], []).map((line) => line.state)).toEqual([expected]);
  });

  test("two pipelines that read one topic have slots and lags of their own", () => {
    const other = bundleOf("other", [{ group: "other-group", topic: read }]);
    const theirs = lagOf({ group: group("other-group"), topic: read, partition: 1, records: 70n });
    const lines = slotLines([search, other], [claimOf(1)], [...lag, theirs]);
    expect(lines.map(({ slot, claim, lag: behind }) => [slot.pipeline, slot.partition, claim?.label, behind])).toEqual([
      ["other", 1, undefined, 70n],
      [pipeline, 0, undefined, 1n],
      [pipeline, 1, "one", 2n],
    ]);
  });

  test("as text", () => {
    const slots = slotLines([search], [claimOf(1)], lag);
    const engines = [
      { engine: "engine-2", label: "two", role: "member" },
      {
        engine: "engine-1",
        label: "one",
        role: "coordinator",
        lease: { id: "engine-1.1", state: "active", leaseMs: 1_500, sinceMs: 0 },
        zone: "a",
      },
    ] as const;
    const coordinator = { engine: "engine-1", label: "one", lease: "engine-1.1", token: 3, sinceMs: 0 };
    const text = slotsText({ slots, participants: { coordinator, engines }, unreadable: ["slots/x"] }, paint);
    expect(text.split("\n")).toEqual([
      "PIPELINE  SLOT                                  OWNER  SINCE                 STATE      LAG  TOKEN",
      "search    pipeline.search.step.chunker.input/0  -      -                     unclaimed  1    0",
      "search    pipeline.search.step.chunker.input/1  one    2026-01-02T03:04:05Z  held       2    4",
      "2 slots, 1 without an owner, lag 3",
      "",
      "coordinator  one, token 3, since 1970-01-01T00:00:00Z",
      "engines      2: 1 with slots, 1 with a seat",
      "",
      "ENGINE  ID        ROLE         LEASE          SINCE                 SLOTS  ZONE  ADDRESS",
      "one     engine-1  coordinator  active, 1.5 s  1970-01-01T00:00:00Z  1      a     -",
      "two     engine-2  member       standby        -                     0      -     -",
      "",
      "written in a format that this version can't read: slots/x",
    ]);
  });

  test("of a thousand engines those that do something are listed, and the others counted", () => {
    const engines = Array.from({ length: 1000 }, (_, at) => ({
      engine: `id-${at}`,
      label: `e${at}`,
      role: at === 999 ? ("candidate" as const) : ("member" as const),
    }));
    const slots = [
      { slot: slotOf(0), state: "held", claim: claimOf(0, { owner: "id-700" }), lag: 0n, offsets: undefined } as const,
    ];
    const text = slotsText({ slots, participants: { ...nobody, engines }, unreadable: [] }, paint);
    expect(text).toContain("coordinator  none");
    expect(text).toContain("1000: 1 with slots, 1 with a seat");
    expect(text).toMatch(/^e999 /m);
    expect(text).toMatch(/^e700 /m);
    expect(text).toContain("… and 960 more; --format json has all");
  });
});

describe("on servers in this process", () => {
  const stored = (partition: number): { key: string; value: Uint8Array } => {
    const claim: Claim = {
      ...claimOf(partition),
      leaseMs: 1_000,
      settled: true,
      nonce: "n",
    };
    return { key: claimKey(claim.slot), value: encodeClaim(claim) };
  };
  const world = () => {
    const kafka = createEmbeddedKafka({ brokers: 1 });
    const [store, membership] = [createEmbeddedClaimStore(), createEmbeddedMembership()];
    const addresses = { kafka: "the broker", consul: "the agent", registry: "none" };
    const servers: Servers = {
      kind: "embedded",
      kafka,
      store,
      membership,
      services: createEmbeddedServices(),
      registry: undefined,
      addresses,
      close: async () => {
        await Promise.all([kafka.close(), store.close(), membership.close()]);
      },
    };
    return { servers, store };
  };

  test("a pipeline that neither the manifest nor a claim names is an error", async () => {
    const { servers, store } = world();
    await createBundleStore(store).publishManifest({ pipelines: {} } as never, {
      version: 0,
      revision: parsed(parseRevision("a".repeat(40))),
    });
    await store.transact([{ kind: "set", ...stored(0), version: 0 }]);
    expect(await readSlots(servers, { pipeline: "search" })).toMatchObject({
      ok: true,
      value: { slots: [{ state: "ownerless", lag: undefined }] },
    });
    expect(await readSlots(servers, { pipeline: "serach" })).toMatchObject({
      ok: false,
      diagnostics: [{ code: "SLW7011" }],
    });
    await servers.close();
  });

  test("following survives an outage, tells it, and ends with the signal", async () => {
    const { servers, store } = world();
    await store.transact([{ kind: "set", ...stored(0), version: 0 }]);
    const stop = new AbortController();
    const seen: string[] = [];
    const followed = followSlots(servers, {
      pipeline: undefined,
      everyMs: 5,
      signal: stop.signal,
      onLook: ({ slots }) => {
        seen.push(String(slots.length));
        store.faults.reachable = seen.includes("outage");
        if (seen.at(-2) === "outage") stop.abort();
      },
      onOutage: (found: Diagnostic) => {
        expect(found.code).toBe("SLW4002");
        seen.push("outage");
        store.faults.reachable = true;
      },
    });
    expect(await followed).toMatchObject({ ok: true });
    expect(seen).toEqual(["1", "outage", "1"]);
    store.faults.reachable = false;
    await expect(
      followSlots(servers, {
        pipeline: undefined,
        everyMs: 5,
        signal: new AbortController().signal,
        onLook: () => undefined,
        onOutage: () => undefined,
      }),
    ).rejects.toThrow(/can't be reached/);
    await servers.close();
  });
});
