import type { CompiledRoot } from "../../app/compile-root.ts";
import { compileRoot } from "../../app/compile-root.ts";
import { openRepository } from "../../app/open-repository.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { FormatOptions, RootOptions } from "../options.ts";
import { withFormat, withRoot } from "../options.ts";
import { diagnosticsJson, reportDiagnostics } from "../reporters/diagnostics.ts";
import { paintFor } from "../terminal.ts";

/** `sluiceway validate`: compile, and say what is wrong. Needs no server. */
export const validateCommand: CommandDefinition = (program, { terminal, action }) => {
  withFormat(withRoot(program.command("validate")))
    .summary("check a configuration root")
    .description("Compiles a configuration root and shows every error with its place. Needs no server.")
    .action(
      action(async (options: RootOptions & FormatOptions) => {
        const opened = await openRepository(options);
        const result = await compileRoot(opened, options.environment);
        await opened.repository.close();
        const diagnostics = result.ok ? result.warnings : result.diagnostics;
        if (options.format === "json") {
          const shown = diagnosticsJson(diagnostics, opened.textOf);
          const summary = result.ok ? { revision: result.value.revision, ...countsIn(result.value) } : {};
          terminal.out(JSON.stringify({ ok: result.ok, ...summary, diagnostics: shown }, undefined, 2));
          return exitCodeOf(result.ok ? [] : diagnostics);
        }
        reportDiagnostics(terminal, diagnostics, opened.textOf);
        if (!result.ok) return exitCodeOf(diagnostics);
        const { pipelines, topics } = countsIn(result.value);
        const paint = paintFor(terminal);
        terminal.out(
          `${paint("green", "valid")}: ${pipelines} ${pipelines === 1 ? "pipeline" : "pipelines"}, ${topics} topics (revision ${result.value.revision.slice(0, 12)})`,
        );
        return exitCodes.done;
      }),
    );
};

const countsIn = ({
  compiled: { desired },
}: CompiledRoot): { readonly pipelines: number; readonly topics: number } => ({
  pipelines: desired.pipelines.length,
  topics: desired.topics.length,
});
