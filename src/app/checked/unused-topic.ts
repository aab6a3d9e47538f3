import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

/** The topic that no pipeline uses, as a warning says; it can be untrue where pipelines were left out. */
export function unusedTopicOf({ code, message }: Diagnostic): string | undefined {
  return code === "SLW1309" ? (/"([^"]+)"/.exec(message)?.[1] ?? "") : undefined;
}
