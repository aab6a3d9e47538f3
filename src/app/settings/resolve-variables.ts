import type { DocumentPath } from "../../source/document.ts";

/** An environment variable that the settings name and nobody set. */
interface MissingVariable {
  readonly variable: string;
  readonly path: DocumentPath;
}

export interface Resolution {
  readonly value: unknown;
  readonly missing: readonly MissingVariable[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const reference = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/**
 * Replaces `${NAME}` and `${NAME:-default}` in every string of a settings value; `$${` is a literal `${`. The
 * results stay strings: the settings' schema says which of them are numbers.
 */
export function resolveVariables(value: unknown, environment: Environment): Resolution {
  const missing: MissingVariable[] = [];
  const text = (template: string, path: DocumentPath): string => {
    return template.replace(reference, (whole, name: string | undefined, fallback: string | undefined) => {
      if (name === undefined) return "${";
      const found = environment[name] ?? fallback;
      if (found === undefined) missing.push({ variable: name, path });
      return found ?? whole;
    });
  };
  const walk = (node: unknown, path: DocumentPath): unknown => {
    if (typeof node === "string") return text(node, path);
    if (Array.isArray(node)) return node.map((item, index) => walk(item, [...path, index]));
    if (node === null || typeof node !== "object") return node;
    return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, walk(member, [...path, key])]));
  };
  return { value: walk(value, []), missing };
}
