import { describe, expect, test } from "vitest";
import { decodeClaim, encodeClaim, nextToken } from "../../src/claims/claim.ts";
import type { Claim } from "../../src/claims/claim.ts";
import { decodeLease, encodeLease } from "../../src/claims/lease-record.ts";
import type { LeaseRecord } from "../../src/claims/lease-record.ts";
import { digestOf, slotOf } from "./engine-world.ts";

const claim: Claim = {
  slot: slotOf(3),
  owner: "engine",
  label: "an engine",
  lease: "engine.1",
  leaseMs: 5_000,
  token: 7,
  state: "held",
  digest: digestOf(1),
  settled: true,
  nonce: "engine.1/9",
  sinceMs: 1_700_000_000_000,
};
const lease: LeaseRecord = {
  blocked: false,
  id: "engine.1",
  engine: "engine",
  label: "an engine",
  leaseMs: 5_000,
  state: "active",
  nonce: "engine.1/1",
  sinceMs: 1_700_000_000_000,
};
const changed = (value: Uint8Array, change: Readonly<Record<string, unknown>>): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ ...(JSON.parse(new TextDecoder().decode(value)) as object), ...change }));

describe("stored records", () => {
  test("are read as they were written", () => {
    expect(decodeClaim(encodeClaim(claim))).toEqual(claim);
    expect(decodeLease(encodeLease(lease))).toEqual(lease);
  });

  test.each([
    { formatVersion: 2 },
    { token: "7" },
    { token: 1.5 },
    { token: -1 },
    { state: "stolen" },
    { digest: "sha256:short" },
    { pipeline: "not.a.name" },
    { topic: "not a topic" },
    { partition: undefined },
    { lease: 5 },
    { leaseMs: null },
    { settled: "yes" },
  ])("a claim with %j is not understood", (change) => {
    expect(decodeClaim(changed(encodeClaim(claim), change))).toBeUndefined();
  });

  test.each([{ formatVersion: 2 }, { state: "held" }, { leaseMs: -1 }, { id: undefined }, { nonce: 1 }])(
    "a lease with %j is not understood",
    (change) => {
      expect(decodeLease(changed(encodeLease(lease), change))).toBeUndefined();
    },
  );

  test.each(["", "no json", "[]", "null", "\u{fffd}\u{0}"])("%j is no record", (text) => {
    expect(decodeClaim(new TextEncoder().encode(text))).toBeUndefined();
    expect(decodeLease(new Uint8Array([0xff, 0xfe]))).toBeUndefined();
  });
});

describe("the next token", () => {
  test("is one more than the greatest seen", () => {
    expect(nextToken(undefined, 0)).toEqual({ token: 1, mustWait: false });
    expect(nextToken(claim, 0)).toEqual({ token: 8, mustWait: false });
    expect(nextToken(claim, 7)).toEqual({ token: 8, mustWait: false });
  });

  test("asks to wait where the commit knows more than the store, or where somebody's wait was cut short", () => {
    expect(nextToken(undefined, 4)).toEqual({ token: 5, mustWait: true });
    expect(nextToken(claim, 9)).toEqual({ token: 10, mustWait: true });
    expect(nextToken({ ...claim, settled: false }, 3)).toEqual({ token: 8, mustWait: true });
  });
});
