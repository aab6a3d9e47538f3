import type { EngineEvent } from "./events.ts";
import type { EngineLogger, EngineOptions } from "./options.ts";

type Level = keyof EngineLogger;

const levels: Readonly<Record<EngineEvent["kind"], Level>> = {
  "slot-started": "info",
  "slot-paused": "info",
  "slot-waiting": "warn",
  "slot-recovered": "info",
  "slot-refused": "error",
  "record-dead-lettered": "warn",
  "data-loss": "error",
  "release-incomplete": "warn",
  "offset-moved": "warn",
  "commit-repaired": "warn",
  "pipeline-unavailable": "warn",
  "topic-missing": "warn",
};

/** Logs each event and hands it on. Offsets are logged as text: JSON has no integers of their size. */
export function eventLog({ logger, onEvent, engineId, label }: EngineOptions): (event: EngineEvent) => void {
  return (event) => {
    const { slot, kind, ...rest } = { slot: undefined, ...event };
    const fields = Object.fromEntries(
      Object.entries({ ...slot, ...rest }).map(([key, value]) => [
        key,
        typeof value === "bigint" ? String(value) : value,
      ]),
    );
    logger[levels[kind]]({ event: kind, engine: engineId, label, ...fields }, kind.replaceAll("-", " "));
    onEvent?.(event);
  };
}
