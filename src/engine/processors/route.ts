import type { FetchedRecord } from "../../kafka/reader.ts";
import { ProcessingError } from "../failures/processing-error.ts";
import { hasValue } from "./has-value.ts";
import type { Processor } from "./processor.ts";
import { decodeJson } from "./text.ts";

export interface RouteConfig {
  readonly header?: string;
  /** Names of members, joined by dots: `document.type`. */
  readonly field?: string;
  readonly routes: Readonly<Record<string, string>>;
  readonly otherwise?: string;
}

/**
 * Sends each record, unchanged, to the output that is named for its header or field; what has no route goes to
 * `otherwise`, and without that to the dead letters. By field, tombstones go to every output: they have none.
 */
export function createRoute({ header, field, routes, otherwise }: RouteConfig): Processor {
  const outputs = new Map(Object.entries(routes));
  const members = field?.split(".") ?? [];
  return {
    process(record) {
      const hasField = hasValue(record);
      if (header === undefined && !hasField) return [record];
      const found =
        header === undefined ? (hasField ? fieldOf(record.value, members) : undefined) : headerOf(record, header);
      const output = (found === undefined ? undefined : outputs.get(found)) ?? otherwise;
      if (output === undefined)
        throw new ProcessingError(
          "RouteError",
          `no route is named for this ${header === undefined ? "field" : "header"}`,
        );
      return [{ key: record.key, value: record.value, headers: record.headers, output }];
    },
  };
}

/** Of several headers of one name, the last. */
function headerOf({ headers }: FetchedRecord, name: string): string | undefined {
  return headers.findLast(({ key }) => key.toString("utf8") === name)?.value.toString("utf8");
}

/** The text of a member of the JSON value; undefined where there is none, or it is a mapping, a list or null. */
function fieldOf(value: Buffer, members: readonly string[]): string | undefined {
  let place = decodeJson(value);
  for (const member of members) {
    if (typeof place !== "object" || place === null || !Object.hasOwn(place, member)) return undefined;
    place = (place as Readonly<Record<string, unknown>>)[member];
  }
  if (typeof place === "string") return place;
  return typeof place === "number" || typeof place === "boolean" ? String(place) : undefined;
}
