import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LoadedSettings } from "../../src/app/settings/load-settings.ts";
import { loadSettings } from "../../src/app/settings/load-settings.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluiceway-settings-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function load(
  text: string,
  options: { readonly connection?: string; readonly environment?: Record<string, string> } = {},
): Promise<LoadedSettings> {
  const file = join(folder, "sluiceway.settings.yaml");
  await writeFile(file, text);
  return loadSettings({ file, required: true, connection: options.connection, environment: options.environment ?? {} });
}

const codesOf = ({ checked }: LoadedSettings): readonly string[] =>
  (checked.ok ? checked.warnings : checked.diagnostics).map((found) => found.code);

describe("settings", () => {
  test("without servers everything is embedded, and without a file too", async () => {
    const absent = await loadSettings({
      file: join(folder, "no"),
      required: false,
      connection: undefined,
      environment: {},
    });
    expect(absent.checked).toMatchObject({ ok: true, value: { servers: undefined, engine: { modules: "deny" } } });
    expect((await load("engine: { modules: allow }")).checked).toMatchObject({
      ok: true,
      value: { servers: undefined, engine: { modules: "allow", leaseMs: 5000 } },
    });
  });

  test("a missing file that was named is an error", async () => {
    const missing = await loadSettings({
      file: join(folder, "no"),
      required: true,
      connection: undefined,
      environment: {},
    });
    expect(codesOf(missing)).toEqual(["SLW7001"]);
  });

  test("a connection is laid over the top level, and only its variables have to be set", async () => {
    const text = [
      "kafka: { producers: { default: { linger.ms: 10 } } }",
      "connections:",
      "  local:",
      "    kafka: { bootstrap.servers: '${BROKERS}', producers: { default: { retries: '${RETRIES:-7}' } } }",
      "    consul: { address: 'http://127.0.0.1:8500' }",
      "  other: { consul: { address: '${UNSET}' } }",
    ].join("\n");
    const { checked } = await load(text, { connection: "local", environment: { BROKERS: "a:1, b:2" } });
    expect(checked).toMatchObject({
      ok: true,
      value: {
        servers: { kafka: { bootstrapServers: ["a:1", "b:2"] }, consul: { keyPrefix: "sluiceway" } },
        producers: { default: { lingerMs: 10, retries: 7 } },
      },
    });
    expect(codesOf(await load(text, { connection: "other" }))).toEqual(["SLW7002"]);
    expect(codesOf(await load(text, { connection: "nowhere" }))).toEqual(["SLW7003"]);
  });

  test("Kafka without Consul is an error, not silently embedded", async () => {
    expect(codesOf(await load("kafka: { bootstrap.servers: 'a:1' }"))).toEqual(["SLW7006"]);
  });

  test("the specification's keys without meaning here are accepted and said", async () => {
    expect(codesOf(await load("kafka: { consumers: { default: { session.timeout.ms: 30000 } } }"))).toEqual([
      "SLW7004",
    ]);
  });

  test("a secret is in no diagnostic and masked in the text that excerpts quote", async () => {
    const text = [
      "kafka:",
      "  security: { protocol: SASL_SSL, sasl: { mechanism: PLAYN, username: crawler, password: hunter2 } }",
    ].join("\n");
    const loaded = await load(text);
    expect(codesOf(loaded)).not.toEqual([]);
    expect(JSON.stringify(loaded)).not.toMatch(/hunter2|crawler/);
    expect(loaded.shownText).toContain("password: *******");
  });

  test("a secret on a line that isn't YAML is not shown either", async () => {
    const loaded = await load("kafka: { security: { sasl: { password: hunter2 } }");
    expect(codesOf(loaded)).toEqual(["SLW1101"]);
    expect(JSON.stringify(loaded)).not.toContain("hunter2");
  });
});
