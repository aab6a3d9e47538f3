import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Desired } from "../../model/desired.ts";
import type { ReadPayloadSchema } from "../payloads/payload-schema.ts";
import type { Configuration } from "../read/configuration.ts";

/** What a rule judges: the configuration with every name resolved, and what it is lowered to. */
interface RuleSubject {
  readonly configuration: Configuration;
  readonly desired: Desired;
  readonly readSchema: ReadPayloadSchema;
}

/** One rule over the whole configuration: gives what it finds wrong, in any order. */
export type Rule = (subject: RuleSubject) => Iterable<Diagnostic>;
