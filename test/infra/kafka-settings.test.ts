import { describe, expect, test } from "vitest";
import { kafkaSettings, makeSaslAccess, toImageEnvironment, toProperties } from "./kafka-settings.ts";

const ports = { plaintext: 20_001, sasl: 20_002, controller: 20_003 };

describe("broker settings", () => {
  test("two brokers share no password", () => {
    const [one, other] = [makeSaslAccess(1), makeSaslAccess(1)];
    const passwords = [...Object.values(one.users), ...Object.values(other.users)];
    expect(new Set(passwords).size).toBe(10);
  });

  test("every SASL user can sign in", () => {
    const sasl = makeSaslAccess(ports.sasl);
    const jaas = kafkaSettings(ports, sasl, "127.0.0.1")["listener.name.sasl.plain.sasl.jaas.config"];
    for (const [user, password] of Object.entries(sasl.users)) expect(jaas).toContain(`user_${user}="${password}"`);
  });

  test("clients are sent to 127.0.0.1 even when the broker binds every address of its container", () => {
    const settings = kafkaSettings(ports, makeSaslAccess(ports.sasl), "0.0.0.0");
    expect(settings["advertised.listeners"]).toBe("PLAINTEXT://127.0.0.1:20001,SASL://127.0.0.1:20002");
  });

  test("the image's variables name the same settings", () => {
    const settings = { "group.initial.rebalance.delay.ms": "0", "odd-name.with_both": "x" };
    expect(toImageEnvironment(settings)).toEqual({
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: "0",
      KAFKA_ODD___NAME_WITH__BOTH: "x",
    });
    expect(toProperties(settings)).toBe("group.initial.rebalance.delay.ms=0\nodd-name.with_both=x\n");
  });
});
