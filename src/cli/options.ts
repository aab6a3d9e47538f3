import type { Command } from "commander";
import { InvalidArgumentError, Option } from "commander";
import { parseDuration } from "../model/duration.ts";
import type { ServersRequest } from "../app/session.ts";

/** Options of every command that reads a configuration root. */
export interface RootOptions {
  readonly root?: string;
  readonly path?: string;
  readonly ref?: string;
  readonly environment?: string;
}

export interface SettingsOptions {
  readonly settings?: string;
}

export interface FormatOptions {
  readonly format: "text" | "json";
}

/** `--root`, `--path`, `--ref`, `--environment`. */
export function withRoot(command: Command): Command {
  return command
    .option("-r, --root <folder|url>", "configuration root: a folder or a Git URL (default: here, or ./pipelines)")
    .option("--path <folder>", "the root's folder within the repository")
    .option("--ref <ref>", "read this branch, tag or commit instead of the saved files")
    .option("-e, --environment <name>", "apply this environment's overlays and use its connection");
}

/** `--settings`. */
export function withSettings(command: Command): Command {
  return command.option("--settings <file>", "settings file (default: sluiceway.settings.yaml in the root, or here)");
}

/** Options of commands that need servers and no configuration root. */
export interface ConnectionOptions extends SettingsOptions {
  readonly connection?: string;
}

/** `--settings`, `--connection`. */
export function withConnection(command: Command): Command {
  return withSettings(command).option("--connection <name>", "a connection of the settings (default: their top level)");
}

/** Which servers `--settings` and `--connection` mean. */
export const serversRequest = (options: ConnectionOptions): ServersRequest => ({
  settings: options.settings ?? "sluiceway.settings.yaml",
  named: options.settings !== undefined,
  connection: options.connection,
});

/** `--format`: text, JSON, and what else a command offers. */
export function withFormat(command: Command, others: readonly string[] = []): Command {
  const formats = ["text", "json", ...others];
  return command.addOption(new Option("--format <format>", "output format").choices(formats).default("text"));
}

/** The values of an option that may be given several times. */
export const collected = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** `--target`. */
export function withTargets(command: Command): Command {
  const what = "only this plan step, pipeline or topic, with what it waits for (repeatable)";
  return command.option("--target <name>", what, collected, []);
}

/** The milliseconds of an option that says how long. */
export function duration(text: string): number {
  const parsed = parseDuration(text);
  if (!parsed.ok) throw new InvalidArgumentError(parsed.problem);
  return parsed.value;
}

/** The value of an option that counts something; anything but a whole number is wrong usage. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It has to be a whole number.");
  return Number(text);
}
