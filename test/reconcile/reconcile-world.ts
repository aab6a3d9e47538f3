import { encodeClaim } from "../../src/claims/claim.ts";
import { claimKey } from "../../src/claims/claim.ts";
import { createBundleStore } from "../../src/claims/bundle-store.ts";
import type { LeaseRecord } from "../../src/claims/lease-record.ts";
import { encodeLease, leaseKey } from "../../src/claims/lease-record.ts";
import type { RevisionLog } from "../../src/claims/revision-log.ts";
import { readRevisionLog } from "../../src/claims/revision-log.ts";
import { schemaLibraries } from "../../src/app/schema-libraries.ts";
import type { EmbeddedClaimStore } from "../../src/embedded/claim-store.ts";
import { createEmbeddedClaimStore } from "../../src/embedded/claim-store.ts";
import type { EmbeddedKafka } from "../../src/embedded/kafka.ts";
import { createEmbeddedKafka } from "../../src/embedded/kafka.ts";
import type { EmbeddedRepository } from "../../src/embedded/repository.ts";
import { createEmbeddedRepository } from "../../src/embedded/repository.ts";
import type { Clock } from "../../src/model/clock.ts";
import type { SchemaRegistry } from "../../src/registry/registry.ts";
import type { Digest, GroupId, TopicName } from "../../src/model/names.ts";
import { consumerGroupOf, parsed, parsePipelineName, parseTopicName } from "../../src/model/names.ts";
import type { Slot } from "../../src/model/slot.ts";
import type { ApplyOptions } from "../../src/reconcile/apply.ts";
import type { Cluster } from "../../src/reconcile/cluster.ts";
import type { AppliedRevision, PlannedRevision } from "../../src/reconcile/reconcile.ts";
import { applyRevision, planRevision } from "../../src/reconcile/reconcile.ts";
import type { Files } from "../compile/compile-text.ts";
import { compileFiles, rendered, sha256 } from "../compile/compile-text.ts";

export const topic = (text: string): TopicName => parsed(parseTopicName(text));
export const groupOf = (pipeline: string): GroupId => consumerGroupOf(parsed(parsePipelineName(pipeline)));
export const inputOf = (pipeline: string, step: string): TopicName => topic(`pipeline.${pipeline}.step.${step}.input`);

const cluster = `
clusterName: test
topicDefaults: { partitions: 2, replicationFactor: 1 }
naming: { prefix: "" }
`;

interface ShortStep {
  readonly start?: string;
}

/** A pipeline whose steps follow each other, the first one being the entry. */
function pipeline(name: string, steps: Readonly<Record<string, ShortStep>>): string {
  const names = Object.keys(steps);
  const documents = names.map((step, index) => {
    const next = names[index + 1];
    return {
      stepName: step,
      stepType: index === 0 ? "INITIAL_PIPELINE" : next === undefined ? "SINK" : "PIPELINE",
      processor: { builtin: "passthrough" },
      ...(next === undefined ? {} : { outputs: [{ type: "KAFKA", targetStep: next }] }),
      ...steps[step],
    };
  });
  return JSON.stringify({ pipelineName: name, steps: documents });
}

/** Files of a root with these pipelines. */
export function root(pipelines: Readonly<Record<string, Readonly<Record<string, ShortStep>>>>): Files {
  const documents = Object.entries(pipelines).map(([name, steps]) => [`${name}.yaml`, pipeline(name, steps)]);
  return { "cluster.yaml": cluster, ...Object.fromEntries(documents) };
}

/** Time passes as fast as it is slept. */
class EagerClock implements Clock {
  nowMs = 0;
  /** Called after each sleep. */
  onSleep: () => void | Promise<void> = () => undefined;

  monotonicMs(): number {
    return this.nowMs;
  }

  wallMs(): number {
    return this.nowMs;
  }

  async sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.nowMs += durationMs;
    await this.onSleep();
  }
}

/** An embedded cluster, claims store and repository, and the way from one to the other. */
export class ReconcileWorld {
  readonly kafka: EmbeddedKafka;
  readonly store: EmbeddedClaimStore = createEmbeddedClaimStore();
  readonly repository: EmbeddedRepository = createEmbeddedRepository();
  readonly clock = new EagerClock();
  /** None unless a test opens one. */
  registry: SchemaRegistry | undefined;
  #files: Files = {};

  constructor(options: { readonly authorizer?: boolean } = {}) {
    this.kafka = createEmbeddedKafka({ brokers: 1, ...options });
  }

  get cluster(): Cluster {
    return { kafka: this.kafka, store: this.store, clock: this.clock, registry: this.registry };
  }

  commit(files: Files): void {
    this.#files = files;
    this.repository.commit(files);
  }

  async plan(cluster: Cluster = this.cluster): Promise<PlannedRevision> {
    const compiled = compileFiles(this.#files);
    if (!compiled.ok) throw new Error(rendered(compiled, this.#files));
    const revision = await this.repository.resolve("HEAD");
    if (!revision.ok) throw new Error("nothing is committed");
    const { repository } = this;
    const request = {
      revision: revision.value,
      desired: compiled.value.desired,
      repository,
      compile: { hash: sha256, libraries: schemaLibraries },
    };
    const planned = await planRevision(request, cluster);
    if (!planned.ok) throw new Error(rendered(planned, this.#files));
    return planned.value;
  }

  /** Applies with everything approved, unless the options say what is. */
  async apply(options: ApplyOptions = {}, cluster: Cluster = this.cluster): Promise<AppliedRevision> {
    const planned = await this.plan(cluster);
    const approvals = planned.plan.steps.map(({ id, digest }) => ({ step: id, digest, by: "a test" }));
    return applyRevision(planned, cluster, { approvals, ...options });
  }

  log(): Promise<RevisionLog> {
    return readRevisionLog(this.store);
  }

  async published(): Promise<Readonly<Record<string, Digest>>> {
    return (await createBundleStore(this.store).readManifest()).manifest.pipelines;
  }

  /** The ACLs as `User:search read topic x`, sorted. */
  async acls(): Promise<readonly string[]> {
    const acls = (await this.kafka.admin.describeAcls()) ?? [];
    return acls.map((acl) => `${acl.principal} ${acl.operation} ${acl.resourceType} ${acl.resourceName}`).toSorted();
  }

  async offsets(group: GroupId, name: TopicName, count = 2): Promise<readonly (bigint | undefined)[]> {
    const partitions = Array.from({ length: count }, (_, partition) => ({ topic: name, partition }));
    const client = this.kafka.client();
    const committed = await client.offsets.committed(group, partitions);
    await client.close();
    return committed.map(({ offset }) => offset);
  }

  async write(name: TopicName, partition: number, count: number): Promise<void> {
    const client = this.kafka.client();
    const producer = client.producer({ compression: "none", batchBytes: 16_384, lingerMs: 0, retries: 0 });
    const record = { topic: name, partition, key: undefined, value: Buffer.from("text"), headers: [] };
    await producer.send(Array.from({ length: count }, () => record));
    await client.close();
  }

  /** Writes a claim as an engine would, which lives by a lease in this state. */
  async claim(slot: Slot, digest: Digest, state: LeaseRecord["state"] = "active"): Promise<void> {
    const lease = {
      id: "engine.1",
      engine: "engine",
      label: "e",
      leaseMs: 5_000,
      nonce: "n",
      sinceMs: 0,
      blocked: false,
    };
    await this.#put(leaseKey(lease.id), encodeLease({ ...lease, state }));
    await this.#put(
      claimKey(slot),
      encodeClaim({
        slot,
        owner: "engine",
        label: "e",
        lease: lease.id,
        leaseMs: 5_000,
        token: 1,
        state: "held",
        digest,
        settled: true,
        nonce: "n",
        sinceMs: 0,
      }),
    );
  }

  async #put(key: string, value: Uint8Array): Promise<void> {
    const version = (await this.store.get(key))?.version ?? 0;
    await this.store.transact([{ kind: "set", key, value, version }]);
  }
}

export const slot = (name: string, topicName: TopicName, partition = 0): Slot => ({
  pipeline: parsed(parsePipelineName(name)),
  topic: topicName,
  partition,
});
