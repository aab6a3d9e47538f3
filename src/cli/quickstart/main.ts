import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { exitCodes } from "../exit-code.ts";
import { processTerminal } from "../terminal.ts";
import { createExampleRepository } from "./example-repository.ts";
import { quickstart } from "./quickstart.ts";

const checkout = resolve(import.meta.dirname, "../../..");
const program = new Command("quickstart")
  .description("Runs the example pipelines on real documents, in one process and without a server.")
  .option("--documents <folder>", "a folder of text files", resolve(checkout, "docs"))
  .exitOverride();

try {
  const { documents } = program.parse().opts<{ documents: string }>();
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort(new Error("received SIGINT")));
  process.exitCode = await quickstart({
    example: await createExampleRepository(resolve(checkout, "pipelines")),
    documents: resolve(documents),
    terminal: processTerminal(),
    signal: stop.signal,
  });
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
}
