// One member of a plain consumer group of kafkajs, as the specification configures it: copies a topic to another and
// names itself in each record, so that the benchmark sees whose hand wrote it. `node kafkajs-group.mjs SERVERS GROUP IN OUT`.
import kafkajs from "kafkajs";

const { Kafka, logLevel } = kafkajs;
const [servers = "", groupId = "", input = "", output = ""] = process.argv.slice(2);
const kafka = new Kafka({ brokers: servers.split(","), logLevel: logLevel.NOTHING });
const producer = kafka.producer();
const consumer = kafka.consumer({ groupId, sessionTimeout: 30_000, maxWaitTimeInMs: 100 });
await producer.connect();
await consumer.connect();
consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
  console.log(JSON.stringify(payload.memberAssignment[input] ?? []));
});
await consumer.subscribe({ topic: input, fromBeginning: false });
await consumer.run({
  eachBatch: async ({ batch }) => {
    const messages = batch.messages.map(({ key, value, offset }) => ({
      key,
      value,
      headers: { "sluiceway-writer": `${batch.topic}/${batch.partition}/${offset}@${process.pid}` },
    }));
    await producer.send({ topic: output, messages });
  },
});
