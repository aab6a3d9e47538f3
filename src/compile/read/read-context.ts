import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { TopicName } from "../../model/names.ts";
import { parseTopicName } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import type { AllowedTopics } from "./configuration.ts";

export interface ReadContext {
  readonly report: (found: Diagnostic) => void;
}

/** The name, or undefined after SLW1301 has been reported at `span`. */
export function readTopicName(text: string, span: Span, { report }: ReadContext): TopicName | undefined {
  const name = parseTopicName(text);
  if (name.ok) return name.value;
  // A variable that is left over was reported where it stands.
  if (!text.includes("${")) report(diagnostic("SLW1301", { name: text, problem: name.problem }, { span }));
  return undefined;
}

/** The list of topics at a path, without those whose names aren't valid. */
export function readAllowedTopics(
  names: readonly string[],
  place: { readonly document: SourceDocument; readonly path: DocumentPath },
  context: ReadContext,
): AllowedTopics {
  const allowed = new Map<TopicName, Span>();
  for (const [index, text] of names.entries()) {
    const span = place.document.spanOf([...place.path, index]);
    const name = readTopicName(text, span, context);
    if (name !== undefined && !allowed.has(name)) allowed.set(name, span);
  }
  return allowed;
}
