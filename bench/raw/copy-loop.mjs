// A bare consume-produce-commit loop over the driver's own codec: what the engine is measured against. It writes what
// the engine's passthrough writes, and has at most one request in flight for an output partition; nothing fails over,
// nothing is tracked, nothing is guarded. Parameters: JSON with address, topics, group and the input's end offsets.
import { Connection, findCoordinatorV4, metadataV12, offsetCommitV8 } from "@platformatic/kafka";
import { encodeBatch } from "../../dist/kafka/platformatic/encode-batch.js";
import { readBatches } from "../../dist/kafka/platformatic/record-batches.js";
import { fetchRecords, produce } from "../../dist/kafka/platformatic/record-requests.js";

const { host, port, input, output, group, step, ends, maxBytesPerPartition } = JSON.parse(process.argv[2]);
const partitions = ends.map((_, partition) => partition);
const total = ends.reduce((sum, end) => sum + end, 0);
const headerKey = Buffer.from("sluiceway-id");
const commitEveryMs = 1_000;

async function connect() {
  const connection = new Connection("copy-loop", { maxInflights: 1_000 });
  connection.on("error", (error) => {
    throw error;
  });
  await connection.connect(host, port);
  return connection;
}

const [fetching, producing, committing] = await Promise.all([connect(), connect(), connect()]);
for (let isReady = false; !isReady;) {
  const found = await findCoordinatorV4.api.async(committing, 0, [group]).catch(() => undefined);
  isReady = found?.coordinators[0]?.errorCode === 0;
}
const { topics } = await metadataV12.api.async(fetching, [input], false, false);
const { topicId } = topics[0];
const positions = partitions.map(() => 0n);

const fetchNext = () =>
  fetchRecords.async(
    fetching,
    250,
    1,
    maxBytesPerPartition * partitions.length,
    1,
    0,
    -1,
    [
      {
        topicId,
        partitions: partitions.map((partition) => ({
          partition,
          currentLeaderEpoch: -1,
          fetchOffset: positions[partition],
          lastFetchedEpoch: -1,
          partitionMaxBytes: maxBytesPerPartition,
        })),
      },
    ],
    [],
    "",
  );

/** Decodes, adds the header that the engine adds, and encodes. */
function copy(answer) {
  let count = 0;
  const batches = [];
  for (const { partitionIndex: partition, records: bytes } of answer.responses[0]?.partitions ?? []) {
    if (bytes === undefined) continue;
    const { records, nextOffset } = readBatches(bytes, positions[partition]);
    positions[partition] = nextOffset;
    if (records.length === 0) continue;
    count += records.length;
    const outputs = records.map((record) => ({
      record: {
        key: record.key,
        value: record.value,
        timestampMs: record.timestampMs,
        headers: [{ key: headerKey, value: Buffer.from(`${input}/${partition}/${record.offset}/${step}/0`) }],
      },
    }));
    batches.push({ partition, batch: encodeBatch(outputs, "none", 0) });
  }
  return { count, batches };
}

let done = 0;
let committedAtMs = performance.now();
let fetched = fetchNext();
let written = Promise.resolve();
const commit = () =>
  offsetCommitV8.api.async(committing, group, -1, "", null, [
    {
      name: input,
      partitions: partitions.map((partition) => ({
        partitionIndex: partition,
        committedOffset: positions[partition],
        committedLeaderEpoch: -1,
        committedMetadata: null,
      })),
    },
  ]);

while (done < total) {
  const { count, batches } = copy(await fetched);
  done += count;
  if (done < total) fetched = fetchNext();
  await written;
  if (performance.now() - committedAtMs > commitEveryMs) {
    committedAtMs = performance.now();
    // What was written before this batch is acknowledged; the positions are past it by one batch, which is near enough
    // for a loop that never starts again.
    await commit();
  }
  if (batches.length > 0) written = produce.async(producing, -1, 20_000, [{ topic: output, partitions: batches }]);
}
await written;
await commit();
process.exit(0);
