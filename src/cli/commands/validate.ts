import type { CheckedRoot } from "../../app/checked/check-root.ts";
import { checkRoot } from "../../app/checked/check-root.ts";
import { mergeRoot } from "../../app/compile-root.ts";
import type { OpenedRepository } from "../../app/open-repository.ts";
import { openRepository } from "../../app/open-repository.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { githubAnnotations } from "../../diagnostics/github.ts";
import { capped } from "../../diagnostics/order.ts";
import type { SarifContext } from "../../diagnostics/sarif.ts";
import { sarifLog } from "../../diagnostics/sarif.ts";
import type { SourceDocument } from "../../source/document.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf } from "../exit-code.ts";
import type { RootOptions } from "../options.ts";
import { withFormat, withRoot } from "../options.ts";
import { checkoutPath } from "../reporters/checkout-path.ts";
import { diagnosticsJson, reportDiagnostics } from "../reporters/diagnostics.ts";
import { mergedJson, mergedText } from "../reporters/merged.ts";
import type { Terminal } from "../terminal.ts";
import { paintFor } from "../terminal.ts";

interface ValidateOptions extends RootOptions {
  readonly format: "text" | "json" | "github" | "sarif";
  readonly showMerged?: boolean;
}

/** What `validate` found out, for its reporters. */
interface Validation {
  readonly result: Checked<CheckedRoot>;
  readonly diagnostics: readonly Diagnostic[];
  /** With `--show-merged`, where the root is valid. */
  readonly merged: readonly SourceDocument[] | undefined;
  readonly context: SarifContext;
}

/** `sluiceway validate`: compile, and say what is wrong. Needs no server. */
export const validateCommand: CommandDefinition = (program, { terminal, action }) => {
  withFormat(withRoot(program.command("validate")), ["github", "sarif"])
    .summary("check a configuration root")
    .description("Compiles a configuration root and shows every error with its place. Needs no server.")
    .option(
      "--show-merged",
      "print the documents with the environment's overlays, each value with its place, as YAML or JSON",
    )
    .action(
      action(async (options: ValidateOptions) => {
        const opened = await openRepository(options);
        const result = await checkRoot(opened, options.environment);
        const isShown = options.showMerged === true && result.ok;
        const read = isShown ? await mergeRoot(opened, options.environment) : undefined;
        const merged = read?.ok === true ? read.value : undefined;
        await opened.repository.close();
        const diagnostics = result.ok ? result.warnings : result.diagnostics;
        reporters[options.format](terminal, { result, diagnostics, merged, context: contextOf(opened, options) });
        return exitCodeOf(diagnostics);
      }),
    );
};

function contextOf({ folder, textOf }: OpenedRepository, { path }: RootOptions): SarifContext {
  return { textOf, pathOf: (file) => checkoutPath(file, { folder, path }), rootFile: "cluster.yaml" };
}

const reporters: Readonly<Record<ValidateOptions["format"], (terminal: Terminal, validation: Validation) => void>> = {
  text(terminal, { result, diagnostics, merged, context }) {
    if (merged !== undefined) terminal.out(mergedText(merged, context.textOf));
    reportDiagnostics(terminal, diagnostics, context.textOf);
    if (result.ok) terminal.out(verdictOf(terminal, result.value));
  },
  json(terminal, { result, diagnostics, merged, context }) {
    const shown = diagnosticsJson(diagnostics, context.textOf);
    const summary = result.ok ? result.value : {};
    const documents = merged === undefined ? {} : { merged: mergedJson(merged, context.textOf) };
    terminal.out(JSON.stringify({ ok: result.ok, ...summary, ...documents, diagnostics: shown }, undefined, 2));
  },
  github(terminal, { result, diagnostics, context }) {
    if (diagnostics.length > 0) terminal.out(githubAnnotations(capped(diagnostics), context));
    if (result.ok) terminal.out(verdictOf(terminal, result.value));
  },
  sarif(terminal, { diagnostics, context }) {
    terminal.out(JSON.stringify(sarifLog(diagnostics, context), undefined, 2));
  },
};

function verdictOf(terminal: Terminal, { revision, pipelines, topics }: CheckedRoot): string {
  const noun = pipelines === 1 ? "pipeline" : "pipelines";
  const valid = paintFor(terminal)("green", "valid");
  return `${valid}: ${pipelines} ${noun}, ${topics} topics (revision ${revision.slice(0, 12)})`;
}
