import type { Export, Import } from "es-module-lexer/js";
import { parse } from "es-module-lexer/js";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../model/span.ts";

/** A module's text, and the place that names it as a processor. */
interface Module {
  readonly path: string;
  readonly source: string;
  readonly usedAt: Span;
}

/**
 * Why a module can't be shipped: it isn't UTF-8 or JavaScript, imports something that engines don't have, or
 * doesn't export the function `process` that they call. Only
 * `node:` imports are allowed, dynamic ones only of literal names (design, section 8). The diagnostic points at
 * `usedAt`, with the import as related place.
 */
export function moduleProblem(path: string, bytes: Uint8Array, usedAt: Span): Diagnostic | undefined {
  const source = decode(bytes);
  if (source === undefined) return diagnostic("SLW1505", { path, reason: "it isn't valid UTF-8" }, { span: usedAt });
  const module = { path, source, usedAt };
  const lexed = lex(module);
  if (!lexed.ok) return lexed.problem;
  const refused = lexed.imports.map((found) => importProblem(found, module)).find((problem) => problem !== undefined);
  if (refused !== undefined) return refused;
  return lexed.exports.some(mayBeProcess) ? undefined : diagnostic("SLW1507", { path }, { span: usedAt });
}

/** Whether an export is the function that engines call, as far as can be told without running the module. */
function mayBeProcess(found: Export): boolean {
  return found.type === "reexport-all" || found.name === "process";
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

type Lexed =
  | { readonly ok: true; readonly imports: readonly Import[]; readonly exports: readonly Export[] }
  | { readonly ok: false; readonly problem: Diagnostic };

function lex({ path, source, usedAt }: Module): Lexed {
  try {
    const [imports, exports] = parse(source);
    return { ok: true, imports, exports };
  } catch (error) {
    // The lexer says with `idx` how far it came.
    const stop = error instanceof Error && "idx" in error && typeof error.idx === "number" ? [error.idx] : [];
    const related = stop.map((start) => ({
      message: "is where reading it stops",
      span: { file: path, start, end: start + 1 },
    }));
    const reason = "it isn't a JavaScript module";
    return { ok: false, problem: diagnostic("SLW1505", { path, reason }, { span: usedAt, related }) };
  }
}

function importProblem(found: Import, { path, source, usedAt }: Module): Diagnostic | undefined {
  if (found.type === "import-meta") return undefined;
  const related = [{ message: "is the import", span: { file: path, start: found.start, end: found.end } }];
  const place = { span: usedAt, related };
  const { specifier } = found;
  if (specifier === undefined || (found.type === "dynamic" && found.glob))
    return diagnostic("SLW1506", { path, expression: source.slice(found.start, found.end).trim() }, place);
  return specifier.startsWith("node:") ? undefined : diagnostic("SLW1503", { path, specifier }, place);
}
