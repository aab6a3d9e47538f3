import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("the drivers load outside of vitest, whose module loader finds names in CommonJS that Node.js doesn't", async () => {
  const program = `const { connectKafka } = await import("./src/app/kafka.ts");
    const kafka = connectKafka({ bootstrapServers: ["127.0.0.1:1"], clientId: "test" });
    await kafka.close();
    console.log("closed");`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: resolve(import.meta.dirname, "../..") });
  expect(stdout.trim()).toBe("closed");
});
