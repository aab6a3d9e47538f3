import { describe, expect, test } from "vitest";
import { checkSettings } from "../../src/compile/settings.ts";

const problems = (value: unknown): string[] =>
  checkSettings(value).map((problem) => `${problem.part} ${problem.path.join("/")}: ${problem.at(undefined).message}`);

describe("settings", () => {
  test("everything that the schema names is accepted", () => {
    const kafka = {
      "bootstrap.servers": "a:9092,b:9092",
      security: { protocol: "SASL_SSL", sasl: { mechanism: "PLAIN", username: "u", password: "p" }, ssl: { ca: "ca" } },
      producers: { default: { acks: "all", retries: 3, "linger.ms": 10 } },
      consumers: { default: { "enable.auto.commit": false, "session.timeout.ms": 30_000 } },
      credentials: { "search-pipeline": { username: "u", password: "p" } },
    };
    const connection = {
      kafka,
      consul: { address: "http://consul:8500", token: "t", keyPrefix: "a/b" },
      schemaRegistry: { url: "https://registry" },
      engine: { modules: "allow", lease: "5s", label: "x", dataDirectory: "/data" },
    };
    expect(problems({ ...connection, connections: { prod: connection } })).toEqual([]);
    expect(problems({})).toEqual([]);
  });

  test.each([
    [
      { kafka: { producers: { default: { acks: "1" } } } },
      "value kafka/producers/default/acks: kafka.producers.default.acks must be all",
    ],
    [
      { kafka: { consumers: { x: { "enable.auto.commit": true } } } },
      "value kafka/consumers/x/enable.auto.commit: kafka.consumers.x.enable.auto.commit must be false",
    ],
    [{ consul: {} }, 'key consul/address: consul needs the key "address"'],
    [{ consul: { address: "consul:8500" } }, "value consul/address: consul.address isn't an http:// or https:// URL"],
    [{ kafak: {} }, 'key kafak: Unknown key "kafak" in the settings'],
    [
      { engine: { lease: "5 seconds" } },
      "value engine/lease: engine.lease isn't a duration such as 500ms, 30s, 1h30m or 7d",
    ],
    [[], "value : the settings must be a mapping"],
    [{ kafka: null }, "value kafka: kafka must be a mapping, but is empty"],
  ])("%j is refused", (value, problem) => {
    expect(problems(value)).toEqual([problem]);
  });

  test("an unknown key has a hint", () => {
    expect(checkSettings({ kafak: {} })[0]?.at(undefined).hint).toBe('Did you mean "kafka"?');
  });

  test("no value of the file is repeated", () => {
    const secret = "hunter2-hunter2";
    const value = { kafka: { security: { protocol: secret, sasl: { password: [secret], mechanism: secret } } } };
    const shown = JSON.stringify(checkSettings(value).map((problem) => problem.at(undefined)));
    expect(checkSettings(value).length).toBeGreaterThan(2);
    expect(shown).not.toContain(secret);
  });
});
