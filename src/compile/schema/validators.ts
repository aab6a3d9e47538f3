import type { ErrorObject } from "ajv";
import * as processors from "../generated/validators/builtin-processors.ts";
import * as remote from "../generated/validators/remote-processors.ts";
import { approval } from "../generated/validators/approval.ts";
import { cluster } from "../generated/validators/cluster.ts";
import { environment } from "../generated/validators/environment.ts";
import { pipeline } from "../generated/validators/pipeline.ts";
import { policy } from "../generated/validators/policy.ts";
import { settings } from "../generated/validators/settings.ts";
import { test } from "../generated/validators/test.ts";
import type { BuiltinProcessorName } from "../../model/builtin-processors.ts";
import type { RemoteProcessorKind } from "../../model/remote-processors.ts";

/** What a schema exists for: the kinds of documents, and the settings. */
export type SchemaKind = "cluster" | "pipeline" | "environment" | "policy" | "approval" | "test" | "settings";

/** As Ajv makes them: the errors of the last value are the function's. */
interface Validator {
  (value: unknown): boolean;
  errors?: readonly ErrorObject[] | null;
}

const validators = { cluster, pipeline, environment, policy, approval, test, settings } as Readonly<
  Record<SchemaKind, Validator>
>;
/** Processors whose `config` has a schema: builtin ones, and those in other processes. */
export type ConfiguredProcessor = BuiltinProcessorName | RemoteProcessorKind;

const configValidators = { ...processors, ...remote } as Readonly<Record<ConfiguredProcessor, Validator>>;

/** Every violation of a schema by a value, as Ajv reports it (with the schema that was violated). */
export function schemaErrors(kind: SchemaKind, value: unknown): readonly ErrorObject[] {
  return errorsOf(validators[kind], value);
}

/** The same for the `config` of a processor. */
export function configErrors(processor: ConfiguredProcessor, config: unknown): readonly ErrorObject[] {
  return errorsOf(configValidators[processor], config);
}

function errorsOf(validator: Validator, value: unknown): readonly ErrorObject[] {
  return validator(value) ? [] : (validator.errors ?? []);
}
