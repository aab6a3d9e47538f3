import type { FetchedRecord } from "../../kafka/reader.ts";
import type { Clock } from "../../model/clock.ts";
import type { Intake, SlotIntake } from "../slots/slot-intake.ts";
import type { RetriedRecord } from "./retried-record.ts";
import { restoredRecord } from "./retried-record.ts";

export interface TierIntakeOptions {
  readonly intake: SlotIntake;
  readonly delayMs: number;
  readonly clock: Clock;
  /** The first record has become due. */
  readonly onDue: () => void;
}

/** The first record of a tier, and when it may be processed. */
interface Head {
  readonly fetched: FetchedRecord;
  readonly record: RetriedRecord;
  isDue: boolean;
}

/**
 * Reads a retry topic: gives each record, as it was where it was first read, once it is due. One delay a topic, so the
 * first record is the first to be due (design, section 7). It waits the smaller of the time until it is due and the
 * tier's delay: clocks of engines may differ by any amount, and no record waits longer than the tier says.
 */
export class TierIntake implements Intake {
  readonly #options: TierIntakeOptions;
  readonly #ended = new AbortController();
  #head: Head | undefined;

  constructor(options: TierIntakeOptions) {
    this.#options = options;
  }

  get position(): bigint {
    return this.#options.intake.position;
  }

  get highWatermark(): bigint | undefined {
    return this.#options.intake.highWatermark;
  }

  /** 0 while the first record isn't due. */
  get buffered(): number {
    return this.#look()?.isDue === true ? this.#options.intake.buffered : 0;
  }

  get nextOffset(): bigint {
    return this.#options.intake.nextOffset;
  }

  peek(): FetchedRecord | undefined {
    return this.#options.intake.peek();
  }

  shift(): RetriedRecord | undefined {
    if (this.buffered === 0) return undefined;
    const record = this.#head?.record;
    this.#head = undefined;
    this.#options.intake.shift();
    return record;
  }

  end(): void {
    this.#ended.abort(new Error("the tier isn't read any more"));
    this.#options.intake.end();
  }

  #look(): Head | undefined {
    const { intake, clock, delayMs, onDue } = this.#options;
    const fetched = intake.peek();
    if (fetched === undefined || fetched === this.#head?.fetched) return fetched && this.#head;
    const record = restoredRecord(fetched, intake);
    const waitMs = Math.max(0, Math.min(record.retry.dueMs - clock.wallMs(), delayMs));
    const head = { fetched, record, isDue: waitMs === 0 };
    this.#head = head;
    if (!head.isDue)
      clock.sleep(waitMs, this.#ended.signal).then(
        () => {
          head.isDue = true;
          onDue();
        },
        () => undefined,
      );
    return head;
  }
}
