/**
 * `npm run interop`: our Protobuf codec against Confluent's own Python client, both ways, over a real registry. It needs
 * Python 3.9 or newer with venv; the client is installed into the download cache. What the client wrote becomes the
 * fixture of `test/registry/confluent-python.test.ts` with `--update`.
 */
import { deepStrictEqual } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectRegistry } from "../../src/registry/confluent/confluent-registry.ts";
import { readSchema } from "../../src/registry/confluent/stored-schema.ts";
import { parseFrame } from "../../src/registry/wire-format.ts";
import { cachedFolder } from "../infra/cache.ts";
import { findRegistry } from "../infra/registry.ts";
import { runCommand } from "../infra/run-command.ts";
import { interopCases } from "./cases.ts";

interface WrittenCase {
  readonly message: string;
  readonly json: unknown;
  readonly bytes: string;
}

const packages = ["confluent-kafka[protobuf,schemaregistry]==2.16.0", "grpcio-tools==1.76.0"];
const here = import.meta.dirname;

// A virtual environment knows its own path, so it is made in place below a folder that appears complete.
const cache = await cachedFolder("interop-confluent-kafka-2.16.0", async (folder) => {
  await runCommand("python3", ["-m", "venv", "--copies", folder]);
  await runCommand(join(folder, "bin/python"), ["-m", "pip", "install", "--quiet", ...packages]);
});
const python = join(cache, "bin/python");
const work = await mkdtemp(join(tmpdir(), "sluiceway-interop-"));
const { server } = await findRegistry(process.env);
try {
  await runCommand(python, ["-m", "grpc_tools.protoc", `-I${here}`, `--python_out=${work}`, "messages.proto"]);
  const serde = (action: "write" | "read", cases: readonly object[]): WrittenCase[] =>
    execFileSync(python, [join(here, "serde.py"), server.url, `interop-${process.pid}`, action], {
      env: { ...process.env, PYTHONPATH: work },
      input: cases.map((one) => JSON.stringify(one)).join("\n"),
      encoding: "utf8",
    })
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as WrittenCase);

  const registry = connectRegistry(server);
  const written = serde("write", interopCases);
  for (const { message, json, bytes } of written) {
    const { value } = await registry.decode(Buffer.from(bytes, "hex"));
    deepStrictEqual(value, json, `what Confluent's client wrote of ${message} is read as it was`);
  }
  const theirs = parseFrame(Buffer.from(written[0]?.bytes ?? "", "hex"))?.schemaId ?? 0;
  const schemaId = await registry.register(`interop-text-${process.pid}-value`, {
    type: "PROTOBUF",
    schema: await readFile(join(here, "messages.proto"), "utf8"),
  });
  const ours = await Promise.all(
    [schemaId, theirs].flatMap((id) =>
      interopCases.map(async ({ message, json }) => {
        const bytes = await registry.encode(id, json, { message });
        return { message, json, bytes: bytes.toString("hex") };
      }),
    ),
  );
  deepStrictEqual(
    serde("read", ours).map(({ json }) => json),
    ours.map(({ json }) => json),
    "Confluent's client reads what we wrote",
  );
  console.log(`${written.length} values of Confluent's Python client read, ${ours.length} of ours read by it`);
  if (process.argv.includes("--update")) {
    const { schema } = await readSchema(server, theirs);
    const fixture = { writtenBy: packages[0], descriptor: schema, cases: written };
    await writeFile(join(here, "confluent-python.json"), `${JSON.stringify(fixture, undefined, 2)}\n`);
  }
} finally {
  if ("kill" in server) await server.kill("SIGKILL");
  await rm(work, { recursive: true, force: true });
}
