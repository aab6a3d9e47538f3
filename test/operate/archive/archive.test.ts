import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EmbeddedKafka } from "../../../src/embedded/kafka.ts";
import { createEmbeddedKafka } from "../../../src/embedded/kafka.ts";
import { machineClock } from "../../../src/embedded/machine-clock.ts";
import { KafkaError } from "../../../src/kafka/errors.ts";
import type { RecordToSend } from "../../../src/kafka/producer.ts";
import type { TopicName } from "../../../src/model/names.ts";
import type { ArchiveRequest } from "../../../src/operate/archive/archive.ts";
import { archive } from "../../../src/operate/archive/archive.ts";
import type { RestoreRequest } from "../../../src/operate/archive/restore.ts";
import { restore } from "../../../src/operate/archive/restore.ts";
import { plainProfile, readAll } from "../../contract/kafka-subject.ts";
import { topic } from "../../reconcile/reconcile-world.ts";
import { MemoryFolder } from "./memory-folder.ts";

const [source, target] = [topic("clicks"), topic("clicks.restored")];

async function clusterWith(records: readonly RecordToSend[], partitions = 2): Promise<EmbeddedKafka> {
  const kafka = createEmbeddedKafka();
  await kafka.admin.createTopics([{ name: source, partitions, replicationFactor: 1, configs: {} }]);
  const client = kafka.client();
  const outcomes = await client.producer(plainProfile).send(records);
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
  await client.close();
  return kafka;
}

const textRecord = (partition: number, value: string, timestampMs = 1_700_000_000_000): RecordToSend => ({
  topic: source,
  partition,
  key: Buffer.from(`key of ${value}`),
  value: Buffer.from(value),
  headers: [],
  timestampMs,
});
const someRecords = Array.from({ length: 40 }, (_, index) => textRecord(index % 2, `record ${index}`));

const archiveOf = (kafka: EmbeddedKafka, folder: MemoryFolder, given: Partial<ArchiveRequest> = {}) =>
  archive(
    { kafka, clock: machineClock },
    { topic: source, folder, compression: "gzip", chunkBytes: 1_000_000, ...given },
  );
const restoreOf = (kafka: EmbeddedKafka, folder: MemoryFolder, given: Partial<RestoreRequest> = {}) =>
  restore({ kafka, clock: machineClock }, { folder, topic: undefined, isDryRun: false, mayAppend: false, ...given });

/** What is in a topic, without offsets. */
async function contentsOf(kafka: EmbeddedKafka, name: TopicName, partitions = 2) {
  const client = kafka.client();
  const logs = [];
  for (let partition = 0; partition < partitions; partition += 1) {
    const records = await readAll(client.reader(), { topic: name, partition });
    logs.push(records.map(({ offset: _offset, ...record }) => record));
  }
  await client.close();
  return logs;
}

const codeAndMessage = (
  result: Awaited<ReturnType<typeof archiveOf>> | Awaited<ReturnType<typeof restoreOf>>,
): string => (result.ok ? "ok" : result.diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array)),
  fc.string({ unit: "binary", maxLength: 20 }).map((text) => Buffer.from(text)),
  fc.constantFrom("", "\n", "\r\n", '"', "\\", "null", "\ufeffmark", "{}", "\u2028").map((text) => Buffer.from(text)),
);
const nullable = fc.option(bytes, { nil: undefined });
const record = fc.record({
  topic: fc.constant(source),
  partition: fc.nat(2),
  key: nullable,
  value: nullable,
  headers: fc.array(fc.record({ key: bytes, value: bytes }), { maxLength: 3 }),
  timestampMs: fc.nat({ max: 4_000_000_000_000 }),
});

describe("archive and restore", () => {
  test("are the identity on any records", async () => {
    const cases = fc.tuple(
      fc.array(record, { maxLength: 60 }),
      fc.constantFrom("gzip" as const, "none" as const),
      fc.nat(400),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([records, compression, chunkBytes]) => {
        const kafka = await clusterWith(records, 3);
        const before = await contentsOf(kafka, source, 3);
        const folder = new MemoryFolder();
        expect(codeAndMessage(await archiveOf(kafka, folder, { compression, chunkBytes: chunkBytes + 1 }))).toBe("ok");
        const restored = await restoreOf(kafka, folder, { topic: target });
        expect(codeAndMessage(restored)).toBe("ok");
        expect(restored).toMatchObject({ value: { records: records.length, isCreated: true } });
        expect(await contentsOf(kafka, target, 3)).toEqual(before);
        expect(await contentsOf(kafka, source, 3)).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  test("bring the settings of a topic that is gone back, with its records' times", async () => {
    const kafka = createEmbeddedKafka();
    const configs = { "cleanup.policy": "delete", "retention.ms": "1000", "message.timestamp.type": "LogAppendTime" };
    await kafka.admin.createTopics([{ name: source, partitions: 1, replicationFactor: 1, configs }]);
    const client = kafka.client();
    await client.producer(plainProfile).send([textRecord(0, "a")]);
    const before = await contentsOf(kafka, source, 1);
    const folder = new MemoryFolder();
    await archiveOf(kafka, folder);
    kafka.control.deleteTopic(source);
    const restored = await restoreOf(kafka, folder);
    expect(codeAndMessage(restored)).toBe("ok");
    expect(await contentsOf(kafka, source, 1)).toEqual(before);
    expect((await kafka.admin.describeTopics([source]))[0]).toMatchObject({ partitions: 1, configs });
  });

  test("say how far they are", async () => {
    const kafka = await clusterWith(someRecords);
    const folder = new MemoryFolder();
    const seen: [number, number][] = [];
    await archiveOf(kafka, folder, { onProgress: (done, total) => seen.push([done, total]) });
    expect(seen.at(-1)).toEqual([40, 40]);
    const phases: string[] = [];
    await restoreOf(kafka, folder, {
      topic: target,
      onProgress: (phase, done, total) => phases.push(`${phase} ${done === total}`),
    });
    expect(phases).toContain("verify true");
    expect(phases.at(-1)).toBe("restore true");
  });
});

describe("an archive", () => {
  test("can be read and checked without us", async () => {
    const folder = new MemoryFolder();
    await archiveOf(
      await clusterWith([textRecord(1, "größe"), { ...textRecord(1, ""), key: undefined, value: Buffer.of(0xff) }]),
      folder,
    );
    const file = "partition-1/00000000000000000000.jsonl.gz";
    expect(await folder.list()).toEqual(["SHA256SUMS", "manifest.json", file]);
    const lines = gunzipSync(folder.files.get(file) ?? Buffer.alloc(0))
      .toString()
      .trim()
      .split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { offset: "0", timestamp: 1_700_000_000_000, key: "key of größe", value: "größe", headers: [] },
      { offset: "1", timestamp: 1_700_000_000_000, key: null, value: { base64: "/w==" }, headers: [] },
    ]);
    for (const line of folder.text("SHA256SUMS").trim().split("\n")) {
      const [sum = "", name = ""] = line.split("  ");
      expect(
        createHash("sha256")
          .update(folder.files.get(name) ?? "")
          .digest("hex"),
      ).toBe(sum);
    }
    expect(JSON.parse(folder.text("manifest.json"))).toMatchObject({ topic: source, partitions: 2, records: 2 });
  });

  test("holds what there was when it was begun, from the log's start on", async () => {
    const kafka = await clusterWith(someRecords);
    kafka.control.deleteRecords(source, 0, 5n);
    const folder = new MemoryFolder();
    folder.onWrite = (file) => {
      if (file === "manifest.partial.json") folder.onWrite = () => undefined;
      void kafka
        .client()
        .producer(plainProfile)
        .send([textRecord(0, "later")]);
    };
    expect(await archiveOf(kafka, folder)).toMatchObject({ ok: true });
    expect(folder.files.has("partition-0/00000000000000000005.jsonl.gz")).toBe(true);
    await restoreOf(kafka, folder, { topic: target });
    const [first = [], second = []] = await contentsOf(kafka, target);
    expect([first.length, second.length]).toEqual([15, 20]);
  });

  test("that was broken off is gone on with, and what was written is not written again", async () => {
    const kafka = await clusterWith(someRecords);
    const before = await contentsOf(kafka, source);
    const folder = new MemoryFolder();
    folder.onWrite = (file) => {
      if (file.startsWith("partition-1/")) throw new Error("the disk is full");
    };
    await expect(archiveOf(kafka, folder)).rejects.toThrow("the disk is full");
    expect(codeAndMessage(await restoreOf(kafka, folder, { topic: target }))).toContain("the archive was broken off");
    folder.onWrite = () => undefined;
    folder.written.length = 0;
    expect(await archiveOf(kafka, folder)).toMatchObject({ ok: true, value: { isResumed: true } });
    expect(folder.written.filter((file) => file.startsWith("partition-0/"))).toEqual([]);
    await restoreOf(kafka, folder, { topic: target });
    expect(await contentsOf(kafka, target)).toEqual(before);
  });

  test.each([
    [
      "another topic",
      async (kafka: EmbeddedKafka) => {
        kafka.control.deleteTopic(source);
        await kafka.admin.createTopics([{ name: source, partitions: 2, replicationFactor: 1, configs: {} }]);
      },
      /SLW2042 .*an archive of clicks/,
    ],
    [
      "dropped records",
      async (kafka: EmbeddedKafka) => kafka.control.deleteRecords(source, 1, 3n),
      /SLW2046 .*dropped since/,
    ],
  ])("is not gone on with after %s", async (_what, change, says) => {
    const kafka = await clusterWith(someRecords);
    const folder = new MemoryFolder();
    folder.onWrite = (file) => {
      if (file.startsWith("partition-1/")) throw new Error("the disk is full");
    };
    await expect(archiveOf(kafka, folder)).rejects.toThrow("the disk is full");
    folder.onWrite = () => undefined;
    await change(kafka);
    expect(codeAndMessage(await archiveOf(kafka, folder))).toMatch(says);
  });

  test("never overwrites, and never leaves records out that were dropped meanwhile", async () => {
    const kafka = await clusterWith(someRecords);
    const folder = new MemoryFolder();
    await archiveOf(kafka, folder);
    expect(codeAndMessage(await archiveOf(kafka, folder))).toContain("SLW2042");
    const other = new MemoryFolder();
    other.files.set("notes.txt", Buffer.from("mine"));
    expect(codeAndMessage(await archiveOf(kafka, other))).toContain("it holds other files");
    const dropped = new MemoryFolder();
    kafka.control.failNext("fetch", new KafkaError("offset-out-of-range", "gone"));
    expect(codeAndMessage(await archiveOf(kafka, dropped))).toContain("SLW2046");
    expect(codeAndMessage(await archiveOf(kafka, new MemoryFolder(), { topic: topic("absent") }))).toContain("SLW2047");
  });

  test("can be interrupted", async () => {
    const stop = new AbortController();
    const folder = new MemoryFolder();
    folder.onWrite = () => stop.abort(new Error("received SIGINT"));
    const kafka = await clusterWith(someRecords);
    await expect(archiveOf(kafka, folder, { signal: stop.signal })).rejects.toThrow("received SIGINT");
    expect(folder.files.has("manifest.json")).toBe(false);
  });
});

describe("a restoration writes nothing", () => {
  const archived = async () => {
    const kafka = await clusterWith(someRecords);
    const folder = new MemoryFolder();
    await archiveOf(kafka, folder);
    return { kafka, folder };
  };
  const chunk = "partition-0/00000000000000000000.jsonl.gz";

  test.each([
    [
      "a byte is another one",
      (folder: MemoryFolder) => folder.files.get(chunk)?.fill(7, 20, 21),
      "its checksum is another one",
    ],
    ["a file is missing", (folder: MemoryFolder) => folder.files.delete(chunk), "it isn't there"],
    [
      "the manifest is another one",
      (folder: MemoryFolder) =>
        folder.files.set("manifest.json", Buffer.from(folder.text("manifest.json").replace("clicks", "clucks"))),
      "manifest.json",
    ],
    ["the checksums are missing", (folder: MemoryFolder) => folder.files.delete("SHA256SUMS"), "manifest.json"],
  ])("when %s", async (_what, damage, says) => {
    const { kafka, folder } = await archived();
    damage(folder);
    const refused = codeAndMessage(await restoreOf(kafka, folder, { topic: target }));
    expect(refused).toContain("SLW2043");
    expect(refused).toContain(says);
    expect(await kafka.admin.listTopics()).toEqual([source]);
  });

  test("into a topic that holds records, unless it may", async () => {
    const { kafka, folder } = await archived();
    expect(codeAndMessage(await restoreOf(kafka, folder))).toContain("SLW2044");
    expect((await contentsOf(kafka, source))[0]).toHaveLength(20);
    expect(codeAndMessage(await restoreOf(kafka, folder, { mayAppend: true }))).toBe("ok");
    expect((await contentsOf(kafka, source))[0]).toHaveLength(40);
  });

  test.each([
    ["other partitions", { partitions: 3, configs: {} }, "it has 3 partitions, the archive 2"],
    ["times of its own", { partitions: 2, configs: { "message.timestamp.type": "LogAppendTime" } }, "LogAppendTime"],
  ])("into a topic with %s", async (_what, given, says) => {
    const { kafka, folder } = await archived();
    await kafka.admin.createTopics([{ name: target, replicationFactor: 1, ...given }]);
    expect(codeAndMessage(await restoreOf(kafka, folder, { topic: target }))).toContain(says);
  });

  test("in a dry run, which says what the topic would drop again", async () => {
    const { kafka, folder } = await archived();
    await kafka.admin.createTopics([
      { name: target, partitions: 2, replicationFactor: 1, configs: { "retention.ms": "60000" } },
    ]);
    const dry = await restoreOf(kafka, folder, { topic: target, isDryRun: true });
    expect(dry).toMatchObject({ ok: true, value: { records: 40, isDryRun: true }, warnings: [{ code: "SLW2045" }] });
    expect(await contentsOf(kafka, target)).toEqual([[], []]);
  });

  test("further once the broker refuses, and says how far it got", async () => {
    const { kafka, folder } = await archived();
    kafka.control.failNext("send", new KafkaError("policy-violation", "no"));
    expect(codeAndMessage(await restoreOf(kafka, folder, { topic: target }))).toMatch(
      /SLW2049 .*0 of 40 records are there: no/,
    );
  });
});
