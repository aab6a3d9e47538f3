import { parse } from "es-module-lexer/js";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../model/span.ts";

/**
 * Why a module can't be shipped: it isn't UTF-8 or JavaScript, or imports something that engines don't have. Only
 * `node:` imports are allowed, and dynamic imports only of texts (design, section 8). The diagnostic points at
 * `usedAt`, with the import as related place.
 */
export function moduleProblem(path: string, bytes: Uint8Array, usedAt: Span): Diagnostic | undefined {
  let source: string;
  try {
    source = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return diagnostic("SLW1505", { path, reason: "it isn't valid UTF-8" }, { span: usedAt });
  }
  try {
    const [imports] = parse(source);
    for (const found of imports) {
      if (found.type === "import-meta") continue;
      const isAllowed = found.specifier?.startsWith("node:") === true && !(found.type === "dynamic" && found.glob);
      if (isAllowed) continue;
      const specifier = found.specifier ?? source.slice(found.start, found.end).trim();
      const related = [{ message: "is the import", span: { file: path, start: found.start, end: found.end } }];
      return diagnostic("SLW1503", { path, specifier }, { span: usedAt, related });
    }
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
    return diagnostic("SLW1505", { path, reason }, { span: usedAt });
  }
}
