import { importFiles } from "../../app/import/import-files.ts";
import { importCluster } from "../../app/import-cluster.ts";
import { requireRealServers, withServers } from "../../app/session.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { ConnectionOptions } from "../options.ts";
import { serversRequest, withConnection } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";

interface ClusterOptions extends ConnectionOptions {
  readonly name: string;
}

interface YappyOptions {
  readonly output: string;
}

/** `sluiceway import`: begin with what is there. */
export const importCommand: CommandDefinition = (program, cli) => {
  const parent = program.command("import").summary("write documents for what exists");
  defineCluster(parent, cli);
  defineYappy(parent, cli);
};

/** `sluiceway import cluster`: the topics of a cluster. */
const defineCluster: CommandDefinition = (parent, { terminal, action }) => {
  withConnection(parent.command("cluster"))
    .argument("[folder]", "the configuration root to write cluster.yaml into", ".")
    .summary("write cluster.yaml for the topics of a cluster")
    .description(
      "Declares the topics that exist as they are, so that the next plan is empty, and notes each ACL and group with what would make it a pipeline's. Writes nothing to the cluster, and never over a file.",
    )
    .option("--name <clusterName>", "the document's clusterName", "imported")
    .action(
      action(async (options: ClusterOptions, folder) => {
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

/** `sluiceway import yappy`: the original engine's configuration. */
const defineYappy: CommandDefinition = (parent, { terminal, action }) => {
  parent
    .command("yappy")
    .argument(
      "<file...>",
      "the original engine's PipelineClusterConfig as JSON; several files are parts of one cluster",
    )
    .summary("write documents for the original engine's JSON")
    .description("Writes YAML documents, and names everything that has no equivalent with its path in the JSON.")
    .requiredOption("-o, --output <folder>", "the new configuration root; files that exist are never overwritten")
    .action(
      action(async ({ output }: YappyOptions, _, named) => {
        const { result, textOf } = await importFiles({ files: named, output });
        if (!result.ok) {
          reportDiagnostics(terminal, result.diagnostics, textOf);
          return exitCodeOf(result.diagnostics);
        }
        const { files, notes, findings } = result.value;
        for (const path of files) terminal.out(`created  ${path}`);
        if (notes.length > 0) terminal.out("\nnot taken over as it was:");
        for (const { path, note } of notes) terminal.out(`  ${path}: ${note}`);
        reportDiagnostics(terminal, findings, textOf);
        return exitCodeOf(findings);
      }),
    );
};
