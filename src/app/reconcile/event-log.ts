import { capped } from "../../diagnostics/order.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnosticToJson } from "../../diagnostics/render.ts";
import type { TextOf } from "../../plan/to-json.ts";
import type { ReconcileEvent } from "../../reconcile/loop/events.ts";
import { mostListed } from "../../reconcile/loop/describe-round.ts";

/** An event as a line of JSON for machines: diagnostics with lines and columns, never more than a hundred. */
export function eventJson(event: ReconcileEvent, { timeMs, textOf }: { timeMs: number; textOf: TextOf }): string {
  const { kind, ...rest } = event;
  const plain = (_: string, value: unknown): unknown =>
    Array.isArray(value) && value.some(isDiagnostic)
      ? capped(value as Diagnostic[], mostListed).map((one) => diagnosticToJson(one, textOf))
      : isDiagnostic(value)
        ? diagnosticToJson(value, textOf)
        : value;
  return JSON.stringify({ time: new Date(timeMs).toISOString(), event: kind, ...rest }, plain);
}

/** What has a span with offsets hasn't been made plain yet. */
const isDiagnostic = (value: unknown): value is Diagnostic =>
  typeof value === "object" &&
  value !== null &&
  "code" in value &&
  "severity" in value &&
  "message" in value &&
  !("place" in value);
