import { Option } from "commander";
import { compileRoot } from "../../app/compile-root.ts";
import type { PipelineGraph } from "../../app/graph/pipeline-graph.ts";
import { pipelineGraph } from "../../app/graph/pipeline-graph.ts";
import { svgText } from "../../app/graph/svg.ts";
import { dotText, mermaidText } from "../../app/graph/text-formats.ts";
import { openRepository } from "../../app/open-repository.ts";
import { bundlesOf } from "../../app/session.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { RootOptions } from "../options.ts";
import { withRoot } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";

interface GraphOptions extends RootOptions {
  readonly format: keyof typeof formats;
}

const formats = {
  mermaid: mermaidText,
  dot: dotText,
  svg: svgText,
  json: (graph: PipelineGraph): string => JSON.stringify(graph, undefined, 2),
} as const;

/** `sluiceway graph`: who passes records to whom, as a picture. Needs no server. */
export const graphCommand: CommandDefinition = (program, { terminal, action }) => {
  withRoot(program.command("graph").argument("[pipeline]", "only this pipeline, and the topics that it shares"))
    .summary("draw the pipelines")
    .description("Draws pipelines, their steps and the topics between them. Needs no server.")
    .addOption(new Option("--format <format>", "output format").choices(Object.keys(formats)).default("mermaid"))
    .action(
      action(async (options: GraphOptions, pipeline) => {
        const opened = await openRepository(options);
        const root = await compileRoot(opened, options.environment);
        await opened.repository.close();
        if (!root.ok) {
          reportDiagnostics(terminal, root.diagnostics, opened.textOf);
          return exitCodeOf(root.diagnostics);
        }
        const all = bundlesOf(root.value.compiled);
        const bundles = pipeline === "" ? all : all.filter((bundle) => bundle.pipeline === pipeline);
        if (bundles.length === 0 && pipeline !== "") {
          terminal.err(`error: there is no pipeline "${pipeline}": ${all.map((bundle) => bundle.pipeline).join(", ")}`);
          return exitCodes.usage;
        }
        terminal.out(formats[options.format](pipelineGraph(bundles)));
        return exitCodes.done;
      }),
    );
};
