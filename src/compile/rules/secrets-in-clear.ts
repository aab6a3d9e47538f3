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
export function secretsInClear({ documents }: Documents): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const document of documents) collect(document.value, { document, path: [], found });
  return found;
}

interface Place {
  readonly document: SourceDocument;
  /** Of the value that is looked at: one list for the whole document, as hardly a value is a secret. */
  readonly path: (string | number)[];
  readonly found: Diagnostic[];
}

function collect(value: unknown, place: Place): void {
  if (typeof value === "string" && holdsCredentials(value)) place.found.push(secretAt(place));
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) value.forEach((item, index) => collectAt(index, item, place));
  else for (const [key, member] of Object.entries(value)) collectAt(key, member, place);
}

function collectAt(key: string | number, member: unknown, place: Place): void {
  place.path.push(key);
  const isSecret = typeof key === "string" && isSecretKey(key) && [member].flat().some(isLiteral);
  // At the key: the items of a list of secrets stand on lines that an excerpt doesn't know to be secret.
  if (isSecret) place.found.push(secretAt(place));
  else collect(member, place);
  place.path.pop();
}

function secretAt({ document, path }: Place): Diagnostic {
  const place: DocumentPath = [...path];
  return diagnostic("SLW1112", { path: pathText(place) }, { span: document.spanOf(place, "key") });
}

function isLiteral(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && value !== "" && !isVariable(value));
}
