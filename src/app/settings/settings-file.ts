import { isScalar, parseDocument, visit } from "yaml";
import type { Document } from "yaml";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type * as generated from "../../model/generated/settings.ts";
import type { Span } from "../../model/span.ts";
import type { DocumentPath } from "../../source/document.ts";
import { spanInDocument } from "../../source/yaml-spans.ts";

/** A parsed settings file. */
export interface SettingsFile {
  /** Not validated yet. */
  readonly value: generated.Settings;
  readonly problems: readonly Diagnostic[];
  /** The text with every secret masked, letter by letter: what an excerpt may show. */
  readonly shownText: string;
  spanOf(path: DocumentPath, part?: "key" | "value"): Span;
}

/** Parses the text of a settings file. */
export function parseSettingsFile(file: string, text: string): SettingsFile {
  const document = parseDocument(text, { prettyErrors: false });
  const problems = document.errors.map((found) =>
    // The library's message can quote the text, and here that could be a secret: its code says enough.
    diagnostic("SLW1101", { reason: found.code }, { span: { file, start: found.pos[0], end: found.pos[1] } }),
  );
  const value: unknown = problems.length > 0 ? {} : (document.toJS({ maxAliasCount: 100 }) ?? {});
  return {
    value: value as generated.Settings,
    problems,
    shownText: problems.length > 0 ? text.replaceAll(/[^\s:]/g, "*") : masked(document, text),
    spanOf: (path, part) => spanInDocument({ document, file }, path, part),
  };
}

const secretKeys: ReadonlySet<string> = new Set(["password", "token", "username", "secret", "github", "gitlab"]);

function masked(document: Document, text: string): string {
  let shown = text;
  visit(document, {
    Pair(_, pair) {
      if (!isScalar(pair.key) || !secretKeys.has(String(pair.key.value)) || !isScalar(pair.value)) return;
      const range = pair.value.range;
      // A reference to an environment variable is no secret, and the author needs to see it.
      if (range === undefined || range === null || /^\$\{[^}]*\}$/.test(String(pair.value.value))) return;
      shown = `${shown.slice(0, range[0])}${"*".repeat(range[1] - range[0])}${shown.slice(range[1])}`;
    },
  });
  return shown;
}
