import { KafkaJSConnectionError, KafkaJSNonRetriableError, KafkaJSProtocolError } from "kafkajs";
import { describe, expect, test } from "vitest";
import { toKafkaError } from "../../../src/kafka/kafkajs/errors.ts";

class SaslError extends Error {
  override readonly name = "KafkaJSSASLAuthenticationError";
}

describe("errors of kafkajs", () => {
  test("a broker's code decides, however deep it lies", () => {
    const refused = Object.assign(new Error("not authorized"), { type: "CLUSTER_AUTHORIZATION_FAILED", code: 31 });
    const cause = new KafkaJSProtocolError(refused);
    const wrapped = Object.assign(new KafkaJSNonRetriableError("wrapped"), { cause });
    expect(toKafkaError(wrapped, "creating ACLs")).toMatchObject({
      kind: "not-authorized",
      brokerCode: 31,
      message: "creating ACLs (CLUSTER_AUTHORIZATION_FAILED)",
    });
  });

  test("a lost connection is unreachable and may be retried", () => {
    const lost = new KafkaJSConnectionError("connect ECONNREFUSED", { broker: "127.0.0.1:1", code: "ECONNREFUSED" });
    expect(toKafkaError(lost, "listing topics")).toMatchObject({
      kind: "unreachable",
      retriable: true,
      message: "listing topics: no broker can be reached (ECONNREFUSED)",
    });
  });

  test("a connection that went away under a request is unreachable too", () => {
    const cause = new Error("Broker not connected");
    const wrapped = Object.assign(new KafkaJSNonRetriableError("Broker not connected"), { cause });
    expect(toKafkaError(wrapped, "listing topics")).toMatchObject({ kind: "unreachable", retriable: true });
  });

  test("refused credentials are named without them", () => {
    const error = toKafkaError(new SaslError("PLAIN authentication failed: secret"), "listing topics");
    expect(error).toMatchObject({ kind: "authentication-failed", cause: undefined });
    expect(error.message).not.toContain("secret");
  });

  test("anything else keeps its sentence", () => {
    expect(toKafkaError(new Error("odd"), "listing topics")).toMatchObject({
      kind: "other",
      message: "listing topics: odd",
    });
    expect(toKafkaError("odd", "listing topics")).toMatchObject({ kind: "other", retriable: false });
  });
});
