import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import { memberOf } from "../schema/path-text.ts";

/** What is merged over a document: a part of an environment document. */
export interface Overlay {
  readonly document: SourceDocument;
  readonly path: DocumentPath;
  readonly value: unknown;
}

/** Where a merged value comes from: everything below, except what `children` says otherwise. */
interface Origin {
  readonly document: SourceDocument;
  readonly path: DocumentPath;
  readonly children: ReadonlyMap<string | number, Origin>;
}

interface Merged {
  readonly value: unknown;
  readonly origin: Origin;
}

/**
 * A document with an overlay merged over it: a JSON merge patch (RFC 7396), except that items of lists of mappings
 * are matched by their names. Places of overlaid values, and of removed keys, are in the overlay's document.
 */
export function overlaid(base: SourceDocument, overlay: Overlay): SourceDocument {
  const merged = merge({ value: base.value, origin: originOf(base, []) }, overlay);
  return {
    kind: base.kind,
    file: base.file,
    value: merged.value,
    spanOf: (path, part) => {
      let origin = merged.origin;
      let depth = 0;
      for (; depth < path.length; depth++) {
        const child = origin.children.get(path[depth] ?? "");
        if (child === undefined) break;
        origin = child;
      }
      return origin.document.spanOf([...origin.path, ...path.slice(depth)], part);
    },
  };
}

function originOf(document: SourceDocument, path: DocumentPath): Origin {
  return { document, path, children: new Map() };
}

function merge(base: Merged, patch: Overlay): Merged {
  if (isMapping(patch.value)) return mergeMappings(base, patch, patch.value);
  if (isListOfMappings(patch.value) && isListOfMappings(base.value)) return mergeLists(base.value, base, patch);
  return { value: patch.value, origin: originOf(patch.document, patch.path) };
}

function mergeMappings(base: Merged, patch: Overlay, patchValue: Mapping): Merged {
  const isMerged = isMapping(base.value);
  const members = new Map(isMerged ? Object.entries(base.value as Mapping) : []);
  const children = new Map(isMerged ? base.origin.children : []);
  for (const [key, value] of Object.entries(patchValue)) {
    const below = { document: patch.document, path: [...patch.path, key], value };
    if (value === null) {
      members.delete(key);
      children.set(key, originOf(below.document, below.path));
      continue;
    }
    const merged = merge(isMerged ? memberAt(base, key) : nothing(below), below);
    members.set(key, merged.value);
    children.set(key, merged.origin);
  }
  const origin = isMerged ? base.origin : originOf(patch.document, patch.path);
  return { value: Object.fromEntries(members), origin: { ...origin, children } };
}

function mergeLists(baseItems: readonly Mapping[], base: Merged, patch: Overlay): Merged {
  const items: unknown[] = [...baseItems];
  const children = new Map(base.origin.children);
  for (const [index, value] of (patch.value as readonly Mapping[]).entries()) {
    const below = { document: patch.document, path: [...patch.path, index], value };
    const found = baseItems.findIndex((item) => isSameItem(item, value));
    const place = found === -1 ? items.length : found;
    const merged = merge(found === -1 ? nothing(below) : memberAt(base, found), below);
    items[place] = merged.value;
    children.set(place, merged.origin);
  }
  return { value: items, origin: { ...base.origin, children } };
}

function memberAt(base: Merged, key: string | number): Merged {
  const origin = base.origin.children.get(key) ?? originOf(base.origin.document, [...base.origin.path, key]);
  return { value: memberOf(base.value, key), origin };
}

function nothing(place: Overlay): Merged {
  return { value: undefined, origin: originOf(place.document, place.path) };
}

const identifyingMembers = ["stepName", "name", "targetStep", "sourceStep", "kafkaTopic"] as const;

/** The first name that the patch's item has decides; an item without any matches the one without any. */
function isSameItem(item: Mapping, patchItem: Mapping): boolean {
  const member = identifyingMembers.find((name) => patchItem[name] !== undefined);
  return member === undefined
    ? identifyingMembers.every((name) => item[name] === undefined)
    : item[member] === patchItem[member];
}

type Mapping = Readonly<Record<string, unknown>>;

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOfMappings(value: unknown): value is readonly Mapping[] {
  return Array.isArray(value) && value.every(isMapping);
}
