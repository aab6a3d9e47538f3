import { InvalidArgumentError, Option } from "commander";
import type { LogLevel } from "../../app/logger.ts";
import { runEngine } from "../../app/run-engine.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { ConnectionOptions } from "../options.ts";
import { serversRequest, wholeNumber, withConnection } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";

interface EngineOptions extends ConnectionOptions {
  readonly drain: number;
  readonly http?: { readonly host: string; readonly port: number };
  readonly logLevel: LogLevel;
}

/** A port, or host:port. */
function httpAddress(text: string): { readonly host: string; readonly port: number } {
  const [, host = "127.0.0.1", port = ""] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? [];
  if (port === "" || Number(port) > 65_535) throw new InvalidArgumentError("It has to be a port, or host:port.");
  return { host: host.replaceAll(/^\[|\]$/g, ""), port: Number(port) };
}

/** `sluiceway engine`: run what is published, until SIGTERM. */
export const engineCommand: CommandDefinition = (program, { terminal, action, signal }) => {
  withConnection(program.command("engine"))
    .summary("run an engine")
    .description(
      "Claims slots in Consul and runs the pipelines that were applied, until SIGINT or SIGTERM; then hands its slots over.",
    )
    .option("--drain <seconds>", "how long the hand-over at the end may take", wholeNumber, 30)
    .option(
      "--http <address>",
      "serve /metrics and /health at [host:]port; 127.0.0.1 unless a host is named",
      httpAddress,
    )
    .addOption(
      new Option("--log-level <level>", "what to log")
        .choices(["debug", "info", "warn", "error", "silent"])
        .default("info"),
    )
    .action(
      action(async (options: EngineOptions) => {
        const { result, textOf } = await runEngine({
          ...serversRequest(options),
          logLevel: options.logLevel,
          http: options.http,
          drainMs: options.drain * 1000,
          signal,
        });
        reportDiagnostics(terminal, result.ok ? result.warnings : result.diagnostics, textOf);
        if (!result.ok) return exitCodeOf(result.diagnostics);
        const { stats, stopped, label } = result.value;
        terminal.out(
          `${label}: ${stats.recordsIn} records in, ${stats.recordsOut} out, ${stats.deadLetters} dead letters`,
        );
        for (const { topic, partition } of stopped.abandoned)
          terminal.out(`not handed over in time: ${topic}/${partition}; its last records may be delivered twice`);
        return exitCodes.done;
      }),
    );
};
