import { importCluster } from "../../app/import-cluster.ts";
import { requireRealServers, withServers } from "../../app/session.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { ConnectionOptions } from "../options.ts";
import { serversRequest, withConnection } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";

interface ImportOptions extends ConnectionOptions {
  readonly name: string;
}

/** `sluiceway import cluster`: begin with what is there. */
export const importCommand: CommandDefinition = (program, { terminal, action }) => {
  const parent = program.command("import").summary("write documents for what exists");
  withConnection(parent.command("cluster"))
    .argument("[folder]", "the configuration root to write cluster.yaml into", ".")
    .summary("write cluster.yaml for the topics of a cluster")
    .description(
      "Declares the topics that exist as they are, so that the next plan is empty, and notes ACLs and groups. Writes nothing to the cluster, and never over a file.",
    )
    .option("--name <clusterName>", "the document's clusterName", "imported")
    .action(
      action(async (options: ImportOptions, folder) => {
        const { result, textOf } = await withServers(serversRequest(options), async (_, servers) => {
          const real = requireRealServers(servers, "sluiceway import cluster");
          return real.ok ? importCluster(servers, { folder, clusterName: options.name }) : real;
        });
        if (!result.ok) {
          reportDiagnostics(terminal, result.diagnostics, textOf);
          return exitCodeOf(result.diagnostics);
        }
        const { file, declared, noted } = result.value;
        terminal.out(`${file}: ${declared} topics declared, ${noted} noted in comments`);
        terminal.out("Next: add --root and run sluiceway plan, which shows no changes.");
        return exitCodes.done;
      }),
    );
};
