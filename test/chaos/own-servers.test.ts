import { afterEach, describe, expect, inject, test } from "vitest";
import { Kafka, logLevel } from "kafkajs";
import { startConsul } from "../infra/consul.ts";
import { startKafka } from "../infra/kafka.ts";
import { startRegistry } from "../infra/registry.ts";
import type { ServerHandle } from "../infra/server-handle.ts";
import { eventually } from "../support/eventually.ts";

const started: ServerHandle[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.kill("SIGKILL")));
});

function own<Server extends ServerHandle>(server: Server): Server {
  started.push(server);
  return server;
}

function adminOf(bootstrapServers: string): ReturnType<Kafka["admin"]> {
  return new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING, retry: { retries: 2 } }).admin();
}

async function topicsOf(bootstrapServers: string): Promise<string[]> {
  const admin = adminOf(bootstrapServers);
  await admin.connect();
  try {
    return await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
}

describe("a test's own servers", () => {
  test("a broker keeps its address and its topics over kill -9, a stop and its restarts", async () => {
    const kafka = own(await startKafka());
    expect(kafka.bootstrapServers).not.toBe(inject("servers").kafka.bootstrapServers);
    const admin = adminOf(kafka.bootstrapServers);
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: "kept", numPartitions: 2 }] });
    await admin.disconnect();

    await kafka.kill("SIGKILL");
    expect(kafka.pid).toBeUndefined();
    await expect(topicsOf(kafka.bootstrapServers)).rejects.toThrow(/ECONNREFUSED|Connection/);
    await kafka.restart();
    expect(await topicsOf(kafka.bootstrapServers)).toEqual(["kept"]);

    await kafka.stop();
    await kafka.restart();
    expect(await topicsOf(kafka.bootstrapServers)).toEqual(["kept"]);
  });

  test("a broker's settings and heap are the caller's to choose", async () => {
    const kafka = own(await startKafka({ settings: { "num.partitions": "7" }, heapMegabytes: 512 }));
    const admin = adminOf(kafka.bootstrapServers);
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: "defaults" }] });
    const { topics } = await admin.fetchTopicMetadata({ topics: ["defaults"] });
    await admin.disconnect();
    expect(topics[0]?.partitions).toHaveLength(7);
  });

  test("only who has signed in, and may, does a thing on the SASL listener", async () => {
    const { sasl } = own(await startKafka());
    const signedIn = (username: string): ReturnType<Kafka["admin"]> =>
      new Kafka({
        brokers: [sasl.bootstrapServers],
        logLevel: logLevel.NOTHING,
        retry: { retries: 0 },
        sasl: { mechanism: sasl.mechanism, username, password: sasl.users[username] ?? "not a password" },
      }).admin();
    const create = async (username: string): Promise<boolean> => {
      const admin = signedIn(username);
      await admin.connect();
      try {
        return await admin.createTopics({ topics: [{ topic: `of-${username}`, numPartitions: 1 }] });
      } finally {
        await admin.disconnect();
      }
    };
    expect(await create("admin")).toBe(true);
    await expect(create("nobody")).rejects.toMatchObject({ errors: [{ type: "TOPIC_AUTHORIZATION_FAILED" }] });
    await expect(create("stranger")).rejects.toThrow(/authentication/i);
  });

  test("a Consul keeps its address and its keys over kill -9 and a restart", async () => {
    const consul = own(await startConsul());
    const key = `${consul.url}/v1/kv/kept`;
    expect(await (await fetch(key, { method: "PUT", body: "value" })).json()).toBe(true);
    await consul.kill("SIGKILL");
    await expect(fetch(key)).rejects.toThrow();
    await consul.restart();
    expect(await (await fetch(`${key}?raw`)).text()).toBe("value");
  });

  test("a stopped Consul answers nobody and goes on where it was", async () => {
    const consul = own(await startConsul());
    const url = `${consul.url}/v1/status/leader`;
    await consul.kill("SIGSTOP");
    // The signal stops its threads one after the other: one may still answer what comes at once.
    await eventually(() => expect(fetch(url, { signal: AbortSignal.timeout(500) })).rejects.toThrow(/timeout/));
    await consul.kill("SIGCONT");
    expect((await fetch(url)).ok).toBe(true);
  });

  test("a stopped process can still be ended and started again", async () => {
    const consul = own(await startConsul());
    const before = consul.pid;
    await consul.kill("SIGSTOP");
    await consul.restart();
    expect(consul.pid).not.toBe(before);
    expect((await fetch(`${consul.url}/v1/status/leader`)).ok).toBe(true);
  });

  test("a registry comes back at its address", async () => {
    const registry = own(await startRegistry());
    await registry.kill("SIGKILL");
    await registry.restart();
    expect(await (await fetch(`${registry.url}/subjects`)).json()).toEqual([]);
  });
});
