import type { DocumentPath } from "../../source/document.ts";

/**
 * What the language will have but this version has not. Such a thing is not an unknown key: whoever wrote it read the
 * design right, and is told so.
 */
const keys: Readonly<Record<string, string>> = {
  "steps[].threads": "threads (several threads a step)",
  "steps[].concurrency": "concurrency (lanes within a partition)",
  "steps[].delivery": "delivery (exactly once)",
  "steps[].schema": "schema (payload schemas)",
  "steps[].retry.tiers": "retry.tiers (retry topics)",
  "steps[].retry.order": "retry.order (the order of retry topics)",
  "steps[].processor.http": "processor.http (HTTP processors)",
  "steps[].processor.grpc": "processor.grpc (gRPC processors)",
  "defaults.threads": "threads (several threads a step)",
  "defaults.concurrency": "concurrency (lanes within a partition)",
  "defaults.delivery": "delivery (exactly once)",
  "defaults.retry.tiers": "retry.tiers (retry topics)",
  "defaults.retry.order": "retry.order (the order of retry topics)",
  "naming.migrateFrom": "naming.migrateFrom (the change of the prefix)",
};

const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "steps[].ordering": { key: "ordering: key", none: "ordering: none" },
  "steps[].inputs[].type": { INTERNAL: "type: INTERNAL", GRPC: "type: GRPC" },
  "steps[].outputs[].type": { INTERNAL: "type: INTERNAL", GRPC: "type: GRPC" },
};

const objects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "steps[].start": { fromGroup: "start: { fromGroup }" },
  "steps[].inputs[].start": { fromGroup: "start: { fromGroup }" },
  "defaults.start": { fromGroup: "start: { fromGroup }" },
};

/** The name of the planned feature that an unknown key asks for, or undefined. */
export function unsupportedKey(path: DocumentPath): string | undefined {
  return lookUp(keys, shapeOf(path));
}

/** The name of the planned feature that a refused value asks for, or undefined. */
export function unsupportedValue(path: DocumentPath, value: unknown): string | undefined {
  const shape = shapeOf(path);
  if (typeof value === "string") return lookUp(lookUp(values, shape) ?? {}, value);
  if (typeof value !== "object" || value === null) return undefined;
  const known = lookUp(objects, shape) ?? {};
  return Object.keys(value)
    .map((key) => lookUp(known, key))
    .find((feature) => feature !== undefined);
}

function shapeOf(path: DocumentPath): string {
  return path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[]` : text === "" ? part : `${text}.${part}`),
    "",
  );
}

function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
