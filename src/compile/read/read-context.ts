import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { TopicName } from "../../model/names.ts";
import { parseTopicName } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import type { AllowedTopics } from "./configuration.ts";
import type { Naming } from "./naming.ts";
import { renamedTopic } from "./naming.ts";

export interface ReadContext {
  readonly report: (found: Diagnostic) => void;
}

export interface NamingContext extends ReadContext {
  readonly naming: Naming;
}

/**
 * The name, or undefined after SLW1301 has been reported at `span`. A name under the prefix before the migration counts
 * as the one under the new prefix, and SLW1317 says so.
 */
export function readTopicName(text: string, span: Span, { report, naming }: NamingContext): TopicName | undefined {
  const name = parseTopicName(text);
  if (!name.ok) {
    // A variable that is left over was reported where it stands.
    if (!text.includes("${")) report(diagnostic("SLW1301", { name: text, problem: name.problem }, { span }));
    return undefined;
  }
  const renamed = renamedTopic(name.value, naming);
  if (renamed === undefined) return name.value;
  report(diagnostic("SLW1317", { topic: text, renamed }, { span, hint: `Write "${renamed}".` }));
  const current = parseTopicName(renamed);
  return current.ok ? current.value : undefined;
}

/** The list of topics at a path, without those whose names aren't valid. */
export function readAllowedTopics(
  names: readonly string[],
  place: { readonly document: SourceDocument; readonly path: DocumentPath },
  context: NamingContext,
): AllowedTopics {
  const allowed = new Map<TopicName, Span>();
  for (const [index, text] of names.entries()) {
    const span = place.document.spanOf([...place.path, index]);
    const name = readTopicName(text, span, context);
    if (name !== undefined && !allowed.has(name)) allowed.set(name, span);
  }
  return allowed;
}
