#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { runCli } from "./cli.ts";
import { commands } from "./commands.ts";
import { processTerminal } from "./terminal.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => stop.abort(new Error(`received ${signal}`)));

process.exitCode = await runCli(process.argv.slice(2), {
  definitions: commands,
  version,
  terminal: processTerminal(),
  signal: stop.signal,
});
