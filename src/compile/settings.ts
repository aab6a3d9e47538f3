import type { SchemaProblem } from "./schema/schema-problem.ts";
import { schemaProblems } from "./schema/schema-problem.ts";

/**
 * Every violation of `schemas/settings.schema.json` by the value of a settings file whose environment variables are
 * resolved. Make a diagnostic with `problem.at(document.spanOf(problem.path, problem.part))`. No text holds a value of
 * the file; an excerpt of a settings file would, so render these without one.
 */
export function checkSettings(value: unknown): readonly SchemaProblem[] {
  return schemaProblems("settings", value);
}
