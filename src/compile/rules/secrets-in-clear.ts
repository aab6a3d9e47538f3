import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { holdsCredentials, isSecretKey, isVariable } from "../../diagnostics/secrets.ts";
import type { DocumentPath, Documents, SourceDocument } from "../../source/document.ts";
import { pathText } from "../schema/path-text.ts";

/**
 * Secrets that stand in a document: values of keys such as `password`, URLs with a password, private keys. Every
 * document is looked at, those of other environments and those that are wrong otherwise too: whoever can read the
 * repository can read them. Points at the key, and never says the value.
 */
export function* secretsInClear({ documents }: Documents): Iterable<Diagnostic> {
  for (const document of documents) yield* secretsIn(document.value, { document, path: [] });
}

interface Place {
  readonly document: SourceDocument;
  readonly path: DocumentPath;
}

function* secretsIn(value: unknown, { document, path }: Place): Iterable<Diagnostic> {
  if (typeof value === "string" && holdsCredentials(value)) yield found({ document, path });
  if (typeof value !== "object" || value === null) return;
  const members: Iterable<readonly [string | number, unknown]> = Array.isArray(value)
    ? value.entries()
    : Object.entries(value);
  for (const [key, member] of members) {
    const place = { document, path: [...path, key] };
    const isSecret = typeof key === "string" && isSecretKey(key) && [member].flat().some(isLiteral);
    // At the key: the items of a list of secrets stand on lines that an excerpt doesn't know to be secret.
    if (isSecret) yield found(place);
    else yield* secretsIn(member, place);
  }
}

const found = ({ document, path }: Place): Diagnostic =>
  diagnostic("SLW1112", { path: pathText(path) }, { span: document.spanOf(path, "key") });

function isLiteral(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && value !== "" && !isVariable(value));
}
