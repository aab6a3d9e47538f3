import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commitMetadataOf } from "../../src/model/commit-metadata.ts";
import { eventually } from "../support/eventually.ts";
import type { Given } from "./engine-world.ts";
import { EngineWorld, group, input, output, passthrough, stepOf } from "./engine-world.ts";

let world: EngineWorld;
beforeEach(async () => {
  world = await EngineWorld.create();
});
afterEach(() => world.close());

const numbered = (count: number, from = 0): Given[] =>
  Array.from({ length: count }, (_, index) => ({ value: `v${from + index}` }));
const start = () => {
  const engine = world.engine();
  const held = { ...world.hold(world.bundle(stepOf(passthrough))), token: 7 };
  engine.acquired(held);
  return { engine, held };
};
const committedAt = (offset: bigint) => eventually(async () => expect((await world.committed()).offset).toBe(offset));

async function commit(offset: bigint, metadata: string): Promise<void> {
  const client = world.kafka.client();
  const [outcome] = await client.offsets.commit(group, [{ topic: input, partition: 0, offset, metadata }]);
  expect(outcome?.ok).toBe(true);
  await client.close();
}

describe("offsets that somebody else has written", () => {
  test("an operator's rewind is followed, and told", async () => {
    await world.write(input, numbered(10));
    const { engine } = start();
    await committedAt(10n);
    await commit(4n, "");
    await world.write(input, numbered(1, 10));
    const rewound = numbered(7, 4).map(({ value }) => value);
    await eventually(async () => expect((await world.values(output)).slice(-7)).toEqual(rewound));
    await committedAt(11n);
    expect(world.eventsOf("offset-moved")).toMatchObject([{ from: 10n, to: 4n }]);
    expect(engine.stats().slots).toHaveLength(1);
  });

  test("of a slot at rest they are noticed within some seconds", async () => {
    await world.write(input, numbered(3));
    start();
    await committedAt(3n);
    await commit(1n, "by hand");
    await eventually(async () => expect(await world.read(output)).toHaveLength(5), 15_000);
    await committedAt(3n);
  });

  test("an earlier owner's late commit is written over, and told", async () => {
    await world.write(input, numbered(10));
    start();
    await committedAt(10n);
    await commit(2n, commitMetadataOf({ engine: "zombie", token: 6 }));
    await world.write(input, numbered(1, 10));
    await committedAt(11n);
    expect(await world.read(output)).toHaveLength(11);
    expect(world.eventsOf("commit-repaired")).toMatchObject([{ found: 2n, offset: 10n }]);
  });

  test("a later owner's stays, whatever this one still has to commit", async () => {
    await world.write(input, numbered(10));
    const { held } = start();
    await committedAt(10n);
    const later = commitMetadataOf({ engine: "next", token: 8 });
    held.guarded.holds = false;
    await commit(10n, later);
    await world.write(input, numbered(5, 10));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await world.committed()).toEqual({ offset: 10n, metadata: later });
  });
});
