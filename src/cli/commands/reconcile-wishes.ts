import type { Command } from "commander";
import type { Wish } from "../../app/reconcile/tell-reconciler.ts";
import { askReconciler, tellReconciler } from "../../app/reconcile/tell-reconciler.ts";
import { requireRealServers, withServers } from "../../app/session.ts";
import type { Servers } from "../../app/servers.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import type { Cli } from "../cli.ts";
import type { ExitCode } from "../exit-code.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { ConnectionOptions } from "../options.ts";
import { duration, serversRequest, withConnection } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";

interface WishOptions extends ConnectionOptions {
  readonly reason?: string;
  readonly for?: number;
}

interface WishCommand {
  readonly name: string;
  readonly summary: string;
  readonly argument: readonly [string, string];
  readonly kind: Wish["kind"];
  readonly isWanted: boolean;
  /** How long it holds without `--for`, in milliseconds; undefined: until it is taken back. */
  readonly forMs?: number;
}

const onPipeline = ["[pipeline]", "a pipeline; without it all of them"] as const;

/** What operators can ask of the reconciler of a cluster. */
export const reconcileWishes: readonly WishCommand[] = [
  { name: "suspend", summary: "look, and apply nothing", argument: onPipeline, kind: "suspended", isWanted: true },
  { name: "resume", summary: "take a suspension back", argument: onPipeline, kind: "suspended", isWanted: false },
  {
    name: "unmanage",
    summary: "leave it alone altogether: no changes, no drift",
    argument: onPipeline,
    kind: "unmanaged",
    isWanted: true,
  },
  { name: "manage", summary: "take an unmanage back", argument: onPipeline, kind: "unmanaged", isWanted: false },
];

const ofDrift = ["[target]", "a pipeline, a resource or a plan step; without it everything"] as const;
const defaultHoldMs = 2 * 60 * 60 * 1_000;

export const driftWishes: readonly WishCommand[] = [
  {
    name: "hold",
    summary: "leave what differs as it is, for a time (default 2h)",
    argument: ofDrift,
    kind: "driftHolds",
    isWanted: true,
    forMs: defaultHoldMs,
  },
  { name: "release", summary: "take a hold back", argument: ofDrift, kind: "driftHolds", isWanted: false },
];

/** Adds the sub-commands that write a wish down. */
export function addWishes(parent: Command, cli: Cli, wishes: readonly WishCommand[]): void {
  for (const wish of wishes) {
    const command = withConnection(parent.command(wish.name)).summary(wish.summary).description(`${wish.summary}.`);
    command.argument(...wish.argument);
    if (wish.isWanted)
      command
        .option("--reason <text>", "why, for whoever reads the status")
        .option("--for <duration>", "how long it holds", duration);
    command.action(
      cli.action((options: WishOptions, target) =>
        withStore(cli, options, async (servers) => {
          const about = target === "" ? undefined : target;
          const { reason, for: forMs = wish.forMs } = options;
          const { kind, isWanted } = wish;
          const note = await tellReconciler(servers, { kind, target: about, isWanted, reason, forMs });
          const until = note?.untilMs === undefined ? "" : ` until ${new Date(note.untilMs).toISOString()}`;
          cli.terminal.out(`${wish.name} ${about ?? "everything"}: written down${until}`);
        }),
      ),
    );
  }
}

/** `reconcile sync`: look now. */
export function addSync(parent: Command, cli: Cli): void {
  withConnection(parent.command("sync"))
    .summary("ask the leading reconciler to look now")
    .description("Asks the leading reconciler to look at the branch and the cluster now.")
    .action(
      cli.action((options: ConnectionOptions) =>
        withStore(cli, options, async (servers) => {
          await askReconciler(servers);
          cli.terminal.out("asked");
        }),
      ),
    );
}

async function withStore(
  { terminal }: Cli,
  options: ConnectionOptions,
  work: (servers: Servers) => Promise<void>,
): Promise<ExitCode> {
  const { result, textOf } = await withServers(
    serversRequest(options),
    async (_, servers): Promise<Checked<undefined>> => {
      const real = requireRealServers(servers, "it");
      if (real.ok) await work(servers);
      return real;
    },
  );
  if (result.ok) return exitCodes.done;
  reportDiagnostics(terminal, result.diagnostics, textOf);
  return exitCodeOf(result.diagnostics);
}
