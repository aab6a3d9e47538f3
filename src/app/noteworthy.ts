import type { EngineEvent } from "../engine/events.ts";

/** What somebody at the terminal wants to know of what an engine tells. */
export function noteworthy(event: EngineEvent): string | undefined {
  if (isOffsetSet(event)) return offsetSet(event);
  switch (event.kind) {
    case "slot-refused":
    case "slot-waiting":
      return `${event.slot.topic}/${event.slot.partition}: ${event.reason}: ${event.message}`;
    case "record-dead-lettered":
      return `dead letter: ${event.slot.topic}/${event.slot.partition}@${event.offset} in ${event.step}: ${event.message}`;
    case "data-loss":
      return `data loss: ${event.slot.topic}/${event.slot.partition} from ${event.from} to ${event.to}`;
    case "pipeline-unavailable":
      return `${event.pipeline}: ${event.reason}: ${event.message}`;
    case "topic-missing":
      return `${event.pipeline}: the topic ${event.topic} is missing`;
    case "slot-paused":
    case "slot-started":
    case "slot-recovered":
    case "release-incomplete":
      return undefined;
  }
}

type OffsetSet = Extract<EngineEvent, { readonly kind: "offset-moved" | "commit-repaired" }>;

const isOffsetSet = (event: EngineEvent): event is OffsetSet =>
  event.kind === "offset-moved" || event.kind === "commit-repaired";

function offsetSet(event: OffsetSet): string {
  const what = `the offset of ${event.topic}/${event.slot.partition}`;
  return event.kind === "offset-moved"
    ? `${what} was set from ${event.from} to ${event.to}: it goes on there`
    : `${what} was ${event.found ?? "gone"}: it is ${event.offset} again`;
}
