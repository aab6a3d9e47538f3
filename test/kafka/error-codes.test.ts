import { describe, expect, test } from "vitest";
import { errorOfCode } from "../../src/kafka/error-codes.ts";

describe("errors of the protocol", () => {
  test("carry their kind, their code, whether a retry helps, and the element's name", () => {
    expect(errorOfCode(3, "topic orders")).toMatchObject({
      name: "KafkaError",
      kind: "unknown-topic-or-partition",
      brokerCode: 3,
      retriable: false,
      message: "topic orders (UNKNOWN_TOPIC_OR_PARTITION)",
    });
    expect(errorOfCode(6, "orders/0")).toMatchObject({ kind: "other", retriable: true });
    expect(errorOfCode(3, "orders/0", { retriable: true })).toMatchObject({ retriable: true });
  });

  test("a code that nobody knows is not retried, and shown as a number", () => {
    expect(errorOfCode(9_999, "orders/0")).toMatchObject({
      kind: "other",
      brokerCode: 9_999,
      retriable: false,
      message: "orders/0 (error 9999)",
    });
  });
});
