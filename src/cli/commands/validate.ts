import type { CheckedRoot } from "../../app/checked/check-root.ts";
import { checkRoot } from "../../app/checked/check-root.ts";
import type { OpenedRepository } from "../../app/open-repository.ts";
import { openRepository } from "../../app/open-repository.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { githubAnnotations } from "../../diagnostics/github.ts";
import { capped } from "../../diagnostics/order.ts";
import type { SarifContext } from "../../diagnostics/sarif.ts";
import { sarifLog } from "../../diagnostics/sarif.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf } from "../exit-code.ts";
import type { RootOptions } from "../options.ts";
import { withFormat, withRoot } from "../options.ts";
import { checkoutPath } from "../reporters/checkout-path.ts";
import { diagnosticsJson, reportDiagnostics } from "../reporters/diagnostics.ts";
import type { Terminal } from "../terminal.ts";
import { paintFor } from "../terminal.ts";

interface ValidateOptions extends RootOptions {
  readonly format: "text" | "json" | "github" | "sarif";
  readonly showMerged?: boolean;
}

interface MergedReport {
  readonly text: string;
  readonly json: unknown;
}

/** What `validate` found out, for its reporters. */
interface Validation {
  readonly result: Checked<CheckedRoot>;
  readonly diagnostics: readonly Diagnostic[];
  /** With `--show-merged`, where the root is valid. */
  readonly merged: MergedReport | undefined;
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
        const result = await checkRoot(opened, { environment: options.environment });
        const merged = options.showMerged === true && result.ok ? await mergedReport(opened, options) : undefined;
        await opened.repository.close();
        const diagnostics = result.ok ? result.warnings : result.diagnostics;
        reporters[options.format](terminal, { result, diagnostics, merged, context: contextOf(opened, options) });
        return exitCodeOf(diagnostics);
      }),
    );
};

/** Loaded when it is asked for, as it needs more than `validate` does. */
async function mergedReport(
  opened: OpenedRepository,
  { environment }: ValidateOptions,
): Promise<MergedReport | undefined> {
  const { mergeRoot } = await import("../../app/compile-root.ts");
  const { mergedJson, mergedText } = await import("../reporters/merged.ts");
  const read = await mergeRoot(opened, environment);
  if (!read.ok) return undefined;
  return { text: mergedText(read.value, opened.textOf), json: mergedJson(read.value, opened.textOf) };
}

function contextOf({ folder, textOf }: OpenedRepository, { path }: RootOptions): SarifContext {
  return { textOf, pathOf: (file) => checkoutPath(file, { folder, path }), rootFile: "cluster.yaml" };
}

const reporters: Readonly<Record<ValidateOptions["format"], (terminal: Terminal, validation: Validation) => void>> = {
  text(terminal, { result, diagnostics, merged, context }) {
    if (merged !== undefined) terminal.out(merged.text);
    reportDiagnostics(terminal, diagnostics, context.textOf);
    if (result.ok) terminal.out(verdictOf(terminal, result.value));
  },
  json(terminal, { result, diagnostics, merged, context }) {
    const shown = diagnosticsJson(diagnostics, context.textOf);
    const summary = result.ok ? result.value : {};
    const documents = merged === undefined ? {} : { merged: merged.json };
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
