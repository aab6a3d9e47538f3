/**
 * The one table of codes. A code is never reused and its meaning never changes; `docs/errors.md` documents each one
 * and a test holds the two together. Ranges: 10xx source, 11xx documents and schemas, 12xx variables, 13xx topics and
 * permissions, 14xx structure of pipelines, 15xx processors and modules, 20xx plan, 30xx apply, 40xx servers,
 * 70xx settings and usage.
 */
import { pipelineCodes } from "./codes/pipeline.ts";
import { operationCodes } from "./codes/operation.ts";
import { sourceCodes } from "./codes/source.ts";
import { topicCodes } from "./codes/topic.ts";

export const codes = { ...sourceCodes, ...topicCodes, ...pipelineCodes, ...operationCodes } as const;

export type DiagnosticCode = keyof typeof codes;
/** The parameters that a code's message needs. */
export type DiagnosticParameters<C extends DiagnosticCode> = Parameters<(typeof codes)[C]["message"]>[0];
