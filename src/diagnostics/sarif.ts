import type { Span } from "../model/span.ts";
import type { ExplainedCode } from "./codes.ts";
import { explainedCodes } from "./codes.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { rangeOf } from "./position.ts";
import type { ReportContext } from "./report-context.ts";

interface SarifMessage {
  readonly text: string;
  readonly markdown?: string;
}

interface SarifLocation {
  readonly id?: number;
  readonly message?: SarifMessage;
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region?: Readonly<Record<"startLine" | "startColumn" | "endLine" | "endColumn", number>>;
  };
}

interface SarifRule {
  readonly id: string;
  readonly shortDescription: SarifMessage;
  readonly fullDescription: SarifMessage;
  readonly help: SarifMessage;
  readonly defaultConfiguration: { readonly level: Severity };
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: Severity;
  readonly message: SarifMessage;
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations?: readonly SarifLocation[];
}

/** The parts of a SARIF 2.1.0 log that are written here. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly SarifRule[] } };
    readonly columnKind: "utf16CodeUnits";
    readonly results: readonly SarifResult[];
  }[];
}

export interface SarifContext extends ReportContext {
  /** The file for what has no place of its own: GitHub's code scanning requires a location of every result. */
  readonly rootFile: string;
}

/** Diagnostics as a log of one run: each code of the table is a rule with its help. Source: OASIS SARIF 2.1.0. */
export function sarifLog(diagnostics: readonly Diagnostic[], context: SarifContext): SarifLog {
  const rules = explainedCodes().flatMap(({ codes }) => codes);
  const indexes = new Map(rules.map(({ code }, index) => [code, index]));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Sluiceway", rules: rules.map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((found) => ({
          ruleId: found.code,
          ruleIndex: indexes.get(found.code) ?? -1,
          ...resultOf(found, context),
        })),
      },
    ],
  };
}

function ruleOf({ code, severity, form, explanation, hint, example }: ExplainedCode): SarifRule {
  const paragraphs = [explanation, ...(hint === undefined ? [] : [`Hint: ${hint}`])];
  return {
    id: code,
    shortDescription: { text: literal(form) },
    fullDescription: { text: literal(explanation) },
    help: {
      text: literal([...paragraphs, example.join("\n")].join("\n\n")),
      markdown: literal([...paragraphs, ["```text", ...example, "```"].join("\n")].join("\n\n")),
    },
    defaultConfiguration: { level: severity },
  };
}

function resultOf(found: Diagnostic, context: SarifContext): Omit<SarifResult, "ruleId" | "ruleIndex"> {
  const text = found.hint === undefined ? found.message : `${found.message}\nHint: ${found.hint}`;
  const place = found.span === undefined ? wholeFile(context.rootFile, context) : locationOf(found.span, context);
  return {
    level: found.severity,
    message: { text: literal(text) },
    locations: [place],
    ...(found.related === undefined
      ? {}
      : {
          relatedLocations: found.related.map(({ message, span }, id) => ({
            id,
            message: { text: literal(message) },
            ...locationOf(span, context),
          })),
        }),
  };
}

function locationOf(span: Span, context: ReportContext): SarifLocation {
  const { physicalLocation } = wholeFile(span.file, context);
  const text = context.textOf(span.file);
  if (text === undefined) return { physicalLocation };
  const { start, end } = rangeOf(text, span);
  const region = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
  return { physicalLocation: { ...physicalLocation, region } };
}

const wholeFile = (file: string, { pathOf }: ReportContext): SarifLocation => ({
  physicalLocation: { artifactLocation: { uri: pathOf(file).split("/").map(encodeURIComponent).join("/") } },
});

/** Braces stand for themselves when they are doubled (section 3.11.5, placeholders). */
const literal = (text: string): string => text.replaceAll(/[{}]/g, "$&$&");
