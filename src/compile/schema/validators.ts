import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parseDuration, parseRetention } from "../../model/duration.ts";
import {
  approvalSchema,
  clusterSchema,
  environmentSchema,
  pipelineSchema,
  policySchema,
  settingsSchema,
  testSchema,
} from "../generated/schemas.ts";
import { parseStartPosition } from "../start-position.ts";

/** What a schema exists for: the kinds of documents, and the settings. */
export type SchemaKind = "cluster" | "pipeline" | "environment" | "policy" | "approval" | "test" | "settings";

const schemas: Readonly<Record<SchemaKind, Readonly<Record<string, unknown>>>> = {
  cluster: clusterSchema,
  pipeline: pipelineSchema,
  environment: environmentSchema,
  policy: policySchema,
  approval: approvalSchema,
  test: testSchema,
  settings: settingsSchema,
};

const validators = new Map<SchemaKind, ValidateFunction>();

/** Every violation of a schema by a value, as Ajv reports it (with the schema that was violated). */
export function schemaErrors(kind: SchemaKind, value: unknown): readonly ErrorObject[] {
  const validator = validators.get(kind) ?? compileSchema(schemas[kind]);
  validators.set(kind, validator);
  return validator(value) ? [] : (validator.errors ?? []);
}

/** A validator that reports every violation, with our own formats and editors' keywords known. */
export function compileSchema(schema: Readonly<Record<string, unknown>>): ValidateFunction {
  const ajv = new Ajv2020({
    allErrors: true,
    // The schemas are our own, and tests hold them to the standard's; doing so here takes longer than to compile them.
    meta: false,
    validateSchema: false,
    verbose: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    formats: {
      "sluiceway-duration": (text) => parseDuration(text).ok,
      "sluiceway-retention": (text) => parseRetention(text).ok,
      "sluiceway-start": (text) => parseStartPosition(text).ok,
      "sluiceway-time": (text) => !Number.isNaN(Date.parse(text)),
      // Checked by their patterns; the format says which parse function explains a refusal.
      "cluster-name": true,
      "pipeline-name": true,
      "step-name": true,
    },
  });
  return ajv.addKeyword("patternErrorMessage").addKeyword("errorMessage").compile(schema);
}
