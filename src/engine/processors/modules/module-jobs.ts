import type { Attempt, Emission } from "../processor.ts";
import type { FetchedRecord } from "../../../kafka/reader.ts";
import type { ProcessorPlace } from "../processor.ts";

/** A record that a thread is to process, and who waits for it. */
export interface ModuleJob {
  readonly record: FetchedRecord;
  readonly place: ProcessorPlace;
  readonly attempt: Attempt;
  readonly resolve: (emissions: readonly Emission[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The jobs of one thread. When a thread ends by itself, one of its records is to blame, but which? Where several were
 * under way, each is tried once more, alone, before anything else: the one with which the thread ends again is it. The
 * others are none the worse for their neighbour. Pure.
 */
export class ModuleJobs {
  readonly #underWay = new Map<number, ModuleJob>();
  readonly #waiting: ModuleJob[] = [];
  /** How many of those that wait are suspects, which go first and alone. */
  #suspects = 0;
  #isAlone = false;
  #lastId = 0;

  get size(): number {
    return this.#underWay.size + this.#waiting.length;
  }

  add(job: ModuleJob): void {
    this.#waiting.push(job);
  }

  /** What is to be sent to the thread now. */
  *next(): Iterable<readonly [id: number, job: ModuleJob]> {
    for (;;) {
      if (this.#isAlone && this.#underWay.size > 0) return;
      const isSuspect = this.#suspects > 0;
      if (isSuspect && this.#underWay.size > 0) return;
      const job = this.#waiting.shift();
      if (job === undefined) return;
      this.#isAlone = isSuspect;
      if (isSuspect) this.#suspects -= 1;
      this.#lastId += 1;
      this.#underWay.set(this.#lastId, job);
      yield [this.#lastId, job];
    }
  }

  /** The job of an answer; undefined where nobody waits for it any more. */
  ended(id: number): ModuleJob | undefined {
    const job = this.#underWay.get(id);
    this.#underWay.delete(id);
    return job;
  }

  find(id: number): ModuleJob | undefined {
    return this.#underWay.get(id);
  }

  /** The id under which the job is under way; undefined where it has not been sent. */
  idOf(job: ModuleJob): number | undefined {
    for (const [id, one] of this.#underWay) if (one === job) return id;
    return undefined;
  }

  /** Nobody waits for the job any more. The id under which it is under way, where it is. */
  drop(job: ModuleJob): number | undefined {
    const id = this.idOf(job);
    if (id !== undefined) {
      this.#underWay.delete(id);
      return id;
    }
    const at = this.#waiting.indexOf(job);
    if (at < 0) return undefined;
    this.#waiting.splice(at, 1);
    if (at < this.#suspects) this.#suspects -= 1;
    return undefined;
  }

  /** Everything under way, for its time to begin anew. */
  underWay(): Iterable<ModuleJob> {
    return this.#underWay.values();
  }

  /** The thread has ended by itself: the job that is to blame, where there is no doubt; else all of them are suspects. */
  threadEnded(): ModuleJob | undefined {
    const jobs = [...this.#underWay.values()];
    this.#underWay.clear();
    this.#isAlone = false;
    if (jobs.length === 1) return jobs[0];
    this.#waiting.unshift(...jobs);
    this.#suspects += jobs.length;
    return undefined;
  }

  /** The thread was ended because of a job that was dropped: the others had no part in it. */
  threadReplaced(): void {
    const jobs = [...this.#underWay.values()];
    this.#underWay.clear();
    this.#isAlone = false;
    // Behind the suspects, whose doubt isn't resolved by this.
    this.#waiting.splice(this.#suspects, 0, ...jobs);
  }

  /** Takes everything that is left. */
  clear(): readonly ModuleJob[] {
    const left = [...this.#underWay.values(), ...this.#waiting];
    this.#underWay.clear();
    this.#waiting.length = 0;
    this.#suspects = 0;
    return left;
  }
}
