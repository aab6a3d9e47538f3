#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { runCli } from "./cli.ts";
import { commandsFor } from "./commands.ts";
import { processTerminal } from "./terminal.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};
// Whoever reads the output may have had enough of it (`sluiceway explain | head`): that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => stop.abort(new Error(`received ${signal}`)));

const commandLine = process.argv.slice(2);
process.exitCode = await runCli(commandLine, {
  definitions: await commandsFor(commandLine),
  version,
  terminal: processTerminal(),
  signal: stop.signal,
});
