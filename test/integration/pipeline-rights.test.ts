import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connectConsul } from "../../src/app/claims.ts";
import { schemaLibraries } from "../../src/app/schema-libraries.ts";
import { connectKafka } from "../../src/app/kafka.ts";
import type { ClaimStore } from "../../src/claims/store.ts";
import { machineClock } from "../../src/embedded/machine-clock.ts";
import { createEmbeddedRepository } from "../../src/embedded/repository.ts";
import type { Kafka, KafkaClient } from "../../src/kafka/kafka.ts";
import type { Desired } from "../../src/model/desired.ts";
import type { GroupId, Principal, TopicName } from "../../src/model/names.ts";
import { consumerGroupOf, parsed, parsePipelineName, parsePrincipal } from "../../src/model/names.ts";
import { createAuthorizer } from "../../src/plan/access/authorizer.ts";
import { applyRevision, planRevision } from "../../src/reconcile/reconcile.ts";
import { compileFiles, rendered, sha256 } from "../compile/compile-text.ts";
import { plainProfile, recordTo, wideLimits } from "../contract/kafka-subject.ts";
import { eventually } from "../support/eventually.ts";

const servers = inject("servers");
const { sasl } = servers.kafka;
const unique = `rights-${process.pid}-${Date.now()}`;
const principals = ["search-pipeline", "analytics-pipeline", "crawler", "nobody"].map((name) =>
  parsed(parsePrincipal(`User:${name}`)),
);
const pipelineNames = { search: `search-${unique}`, analytics: `analytics-${unique}` };
const groups = Object.values(pipelineNames).map((name) => consumerGroupOf(parsed(parsePipelineName(name))));

/** Two pipelines with principals of their own, and one producer outside. */
function files(): Readonly<Record<string, string>> {
  const steps = [
    {
      stepName: "intake",
      stepType: "INITIAL_PIPELINE",
      processor: { builtin: "passthrough" },
      outputs: [{ type: "KAFKA", targetStep: "index" }],
    },
    { stepName: "index", stepType: "SINK", processor: { builtin: "passthrough" } },
  ];
  const topicDefaults = { partitions: 1, replicationFactor: 1 };
  const pipeline = (name: string, principal: string, producers: readonly string[]): string =>
    JSON.stringify({ pipelineName: name, principal, producers, steps });
  return {
    "cluster.yaml": JSON.stringify({ clusterName: "c", topicDefaults, naming: { prefix: `${unique}.` } }),
    "search.yaml": pipeline(pipelineNames.search, "User:search-pipeline", ["User:crawler"]),
    "analytics.yaml": pipeline(pipelineNames.analytics, "User:analytics-pipeline", []),
  };
}

async function outcomeOf(attempt: () => Promise<readonly { readonly ok: boolean; readonly error?: Error }[]>) {
  try {
    const failed = (await attempt()).find(({ ok }) => !ok);
    return failed?.error === undefined ? "ok" : kindOf(failed.error);
  } catch (error) {
    return kindOf(error);
  }
}

const kindOf = (error: unknown): string =>
  error instanceof Error && "kind" in error ? String(error.kind) : String(error);

let kafka: Kafka;
let store: ClaimStore;

/** What real clients of one principal get, by what they try. */
async function tried(principal: Principal, topics: readonly TopicName[]): Promise<Readonly<Record<string, string>>> {
  const client: KafkaClient = kafka.client(principal);
  const [reader, producer] = [client.reader(), client.producer(plainProfile)];
  const found: Record<string, string> = {};
  for (const topic of topics) {
    const partition = { topic, partition: 0 };
    found[`read topic ${topic}`] = await outcomeOf(() => reader.fetch([{ ...partition, offset: 0n }], wideLimits));
    found[`write topic ${topic}`] = await outcomeOf(() => producer.send([recordTo(topic, "x")]));
  }
  // Offsets of a group can be read only on a topic that one may describe.
  const own = topics.find((topic) => found[`read topic ${topic}`] === "ok") ?? topics[0]!;
  for (const group of groups) found[`read group ${group}`] = await committing(client, group, own);
  await Promise.all([reader.close(), producer.close(), client.close()]);
  return found;
}

const committing = (client: KafkaClient, group: GroupId, topic: TopicName): Promise<string> =>
  outcomeOf(() => client.offsets.commit(group, [{ topic, partition: 0, offset: 0n, metadata: "" }]));

async function apply(): Promise<Desired> {
  const repository = createEmbeddedRepository();
  const revision = repository.commit(files());
  const compiled = compileFiles(files());
  if (!compiled.ok) throw new Error(rendered(compiled, files()));
  const { desired } = compiled.value;
  const cluster = { kafka, store, clock: machineClock };
  const planned = await planRevision(
    { repository, compile: { hash: sha256, libraries: schemaLibraries }, desired, revision },
    cluster,
  );
  if (!planned.ok) throw new Error(rendered(planned, files()));
  expect(await applyRevision(planned.value, cluster)).toMatchObject({ isApplied: true });
  return desired;
}

if (sasl !== undefined) {
  const passwordOf = (user: string): string => sasl.users[user] ?? "";
  beforeAll(() => {
    kafka = connectKafka({
      bootstrapServers: sasl.bootstrapServers.split(","),
      clientId: unique,
      security: { mechanism: sasl.mechanism, user: { username: "admin", password: passwordOf("admin") } },
      credentials: new Map(
        principals.map((principal) => {
          const username = principal.replace("User:", "");
          return [principal, { username, password: passwordOf(username) }];
        }),
      ),
    });
    store = connectConsul({ address: servers.consul.url, keyPrefix: `sluiceway-test/${unique}/` });
  });
  afterAll(() => Promise.all([kafka.close(), store.close()]));

  test("principals can do exactly what their pipelines need, tried with real clients, and the plan knew it", async () => {
    const desired = await apply();
    const topics = desired.topics.map(({ name }) => name);
    expect(topics).toHaveLength(12);
    const needed = new Set(
      desired.acls.map(
        ({ binding }) => `${binding.principal} ${binding.operation} ${binding.resourceType} ${binding.resourceName}`,
      ),
    );
    const acls = (await kafka.admin.describeAcls()) ?? [];
    const may = createAuthorizer(acls);
    for (const principal of principals)
      await eventually(async () => {
        for (const [attempt, outcome] of Object.entries(await tried(principal, topics))) {
          const [operation = "", resourceType = "", resourceName = ""] = attempt.split(" ");
          const expected = needed.has(`${principal} ${attempt}`) ? "ok" : "not-authorized";
          expect(outcome, `${principal} ${attempt}`).toBe(expected);
          const request = { principal, operation, resourceType, resourceName } as Parameters<typeof may>[0];
          expect(may(request), `simulated: ${principal} ${attempt}`).toBe(outcome === "ok");
        }
      });
  });
}
