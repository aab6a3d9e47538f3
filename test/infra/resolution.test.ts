import { describe, expect, test } from "vitest";
import { findServer } from "./resolution.ts";
import type { Ways } from "./resolution.ts";

/** Ways that all work and note which of them were tried. */
function openWays(tried: string[], closed: Partial<Ways<string>> = {}): Ways<string> {
  const note = (way: string) => (): Promise<string> => {
    tried.push(way);
    return Promise.resolve(`from ${way}`);
  };
  return {
    service: "Kafka",
    variable: "KAFKA_BOOTSTRAP_SERVERS",
    localNeeds: "Maven and a JDK 17 or newer",
    named: { address: "127.0.0.1:9092", connect: note("env") },
    engineMissing: () => Promise.resolve(undefined),
    startInDocker: note("docker"),
    startLocally: note("local"),
    ...closed,
  };
}

const refuse = (reason: string) => (): Promise<string> => Promise.reject(new Error(reason));
const noEngine = (): Promise<string> => Promise.resolve("no Docker engine answers");

describe("findServer", () => {
  test("takes what the environment names and starts nothing", async () => {
    const tried: string[] = [];
    const found = await findServer(openWays(tried));
    expect(found).toEqual({ way: "env", server: "from env", passedOver: undefined });
    expect(tried).toEqual(["env"]);
  });

  test("fails when what the environment names doesn't answer, and starts no other in its place", async () => {
    const tried: string[] = [];
    const named = { address: "127.0.0.1:1", connect: refuse("no answer within 10 s") };
    await expect(findServer(openWays(tried, { named }))).rejects.toThrow(
      "Kafka at KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1: no answer within 10 s",
    );
    expect(tried).toEqual([]);
  });

  test("prefers Docker to the local way", async () => {
    const tried: string[] = [];
    const found = await findServer(openWays(tried, { named: undefined }));
    expect(found).toEqual({ way: "docker", server: "from docker", passedOver: undefined });
    expect(tried).toEqual(["docker"]);
  });

  test("starts locally where no Docker engine answers", async () => {
    const tried: string[] = [];
    const found = await findServer(openWays(tried, { named: undefined, engineMissing: noEngine }));
    expect(found).toEqual({ way: "local", server: "from local", passedOver: undefined });
    expect(tried).toEqual(["local"]);
  });

  test("says so when it starts locally because Docker failed", async () => {
    const closed = { named: undefined, startInDocker: refuse("the image can't be pulled") };
    const found = await findServer(openWays([], closed));
    expect(found).toEqual({
      way: "local",
      server: "from local",
      passedOver: "docker failed: the image can't be pulled",
    });
  });

  test("names the three ways, and what is wrong with each, when none is open", async () => {
    const closed = { named: undefined, engineMissing: noEngine, startLocally: refuse("mvn is not installed") };
    const error: unknown = await findServer(openWays([], closed)).catch((thrown: unknown) => thrown);
    expect(String(error).split("\n")).toEqual([
      "Error: No Kafka for the tests. Any of three ways gives them one:",
      "  1. Set KAFKA_BOOTSTRAP_SERVERS to one that runs already. (Not set, or this test needs one that it may break.)",
      "  2. Run a Docker engine, for Testcontainers. (no Docker engine answers)",
      "  3. Let it start locally, which needs Maven and a JDK 17 or newer. (mvn is not installed)",
    ]);
  });

  test("gives Docker's failure, not just the absence of an engine, when none is open", async () => {
    const closed = { named: undefined, startInDocker: refuse("disk full"), startLocally: refuse("no JDK") };
    await expect(findServer(openWays([], closed))).rejects.toThrow("(docker failed: disk full)");
  });
});
