/**
 * The one table of codes. A code is never reused and its meaning never changes. Each row says everything about its
 * code: severity, message, hint, explanation and an example; `docs/errors.md` is generated from it (`npm run generate`)
 * and `sluiceway explain` prints it.
 */
import { approvalCodes } from "./codes/approval.ts";
import { archiveCodes } from "./codes/archive.ts";
import { cleanupCodes } from "./codes/cleanup.ts";
import { groupCodes } from "./codes/group.ts";
import { controlCodes } from "./codes/control.ts";
import { deadLetterCodes } from "./codes/dead-letter.ts";
import { importCodes } from "./codes/import.ts";
import { operateCodes } from "./codes/operate.ts";
import { pipelineCodes } from "./codes/pipeline.ts";
import { planCodes } from "./codes/plan.ts";
import { policyCodes } from "./codes/policy.ts";
import { processorCodes } from "./codes/processor.ts";
import { reconcileCodes } from "./codes/reconcile.ts";
import type { CodeRow } from "./codes/row.ts";
import { registryCodes } from "./codes/registry.ts";
import { serverCodes } from "./codes/server.ts";
import { settingsCodes } from "./codes/settings.ts";
import { slotCodes } from "./codes/slots.ts";
import { sourceCodes } from "./codes/source.ts";
import { testCodes } from "./codes/test.ts";
import { topicCodes } from "./codes/topic.ts";
import { variableCodes } from "./codes/variable.ts";

export const codes = {
  ...sourceCodes,
  ...variableCodes,
  ...topicCodes,
  ...pipelineCodes,
  ...processorCodes,
  ...policyCodes,
  ...testCodes,
  ...importCodes,
  ...planCodes,
  ...approvalCodes,
  ...registryCodes,
  ...groupCodes,
  ...cleanupCodes,
  ...archiveCodes,
  ...operateCodes,
  ...slotCodes,
  ...serverCodes,
  ...reconcileCodes,
  ...deadLetterCodes,
  ...controlCodes,
  ...settingsCodes,
} as const;

export type DiagnosticCode = keyof typeof codes;
/** The parameters that a code's message needs. */
export type DiagnosticParameters<C extends DiagnosticCode> = Parameters<(typeof codes)[C]["message"]>[0];

/** What the codes with the same first two digits are about, in order. */
const codeRanges: Readonly<Record<string, string>> = {
  SLW10: "reading the repository",
  SLW11: "documents and their schemas",
  SLW12: "variables",
  SLW13: "names and permissions of topics",
  SLW14: "the structure of pipelines",
  SLW15: "processors and modules",
  SLW16: "policies of the team",
  SLW18: "tests of pipelines",
  SLW19: "importing other configurations",
  SLW20: "plan; groups and topics beside it",
  SLW30: "apply",
  SLW31: "topics, by hand",
  SLW40: "servers",
  SLW50: "following a branch",
  SLW60: "dead letters",
  SLW61: "pausing, and moving offsets",
  SLW70: "settings and usage",
};

/** One code for people: the message with its parameters by name, `The pipeline "<pipeline>" has no step "<target>"`. */
export interface ExplainedCode extends Omit<CodeRow<never>, "message"> {
  readonly code: DiagnosticCode;
  readonly form: string;
}

/** Every code in order, under what its range is about. */
export function explainedCodes(): readonly { readonly about: string; readonly codes: readonly ExplainedCode[] }[] {
  const all = (Object.keys(codes) as DiagnosticCode[]).toSorted();
  return Object.entries(codeRanges).map(([range, about]) => ({
    about: `${range.slice(3)}xx: ${about}`,
    codes: all.filter((code) => code.startsWith(range)).map(explainedCode),
  }));
}

function explainedCode(code: DiagnosticCode): ExplainedCode {
  const { message, ...row }: Omit<CodeRow<never>, "message"> & { readonly message: unknown } = codes[code];
  const namesOfParameters: unknown = new Proxy({}, { get: (_, name) => `<${String(name)}>` });
  return { code, ...row, form: (message as (parameters: unknown) => string)(namesOfParameters) };
}
