import type { EngineEvent } from "../engine/events.ts";

/** What somebody at the terminal wants to know of what an engine tells. */
export function noteworthy(event: EngineEvent): string | undefined {
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
