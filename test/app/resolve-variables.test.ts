import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resolveVariables } from "../../src/app/settings/resolve-variables.ts";

describe("environment variables in settings", () => {
  test("are replaced wherever they stand, with defaults where they aren't set", () => {
    const settings = { kafka: { "bootstrap.servers": ["${HOST}:${PORT:-9092}"], retries: "${RETRIES}" } };
    expect(resolveVariables(settings, { HOST: "broker", RETRIES: "3" })).toEqual({
      value: { kafka: { "bootstrap.servers": ["broker:9092"], retries: "3" } },
      missing: [],
    });
  });

  test("that nobody set are named with their place", () => {
    expect(resolveVariables({ a: [{ password: "${SECRET}" }] }, {}).missing).toEqual([
      { variable: "SECRET", path: ["a", 0, "password"] },
    ]);
  });

  test("a doubled dollar is a literal", () => {
    expect(resolveVariables("$${HOME} and ${HOME}", { HOME: "x" }).value).toBe("${HOME} and x");
  });

  test("property: a value without references comes back equal", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes("$"));
        expect(resolveVariables(value, {}).value).toEqual(value);
      }),
    );
  });
});
