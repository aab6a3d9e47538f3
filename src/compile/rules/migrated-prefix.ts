import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Rule } from "./rule.ts";

/** A prefix is migrated from another one. */
export const migratedPrefix: Rule = function* ({ configuration }) {
  const { document, naming } = configuration.cluster;
  if (naming.migrateFrom !== naming.prefix) return;
  yield diagnostic("SLW1318", { prefix: naming.prefix }, { span: document.spanOf(["naming", "migrateFrom"]) });
};
