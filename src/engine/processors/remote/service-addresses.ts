import type { ServiceDirectory, ServiceInstance } from "../../../claims/services.ts";
import type { Clock } from "../../../model/clock.ts";
import { TargetUnavailableError } from "../../failures/failure-class.ts";

/** What the directory said is asked for again after so long. */
const maxAgeMs = 5_000;

/** The addresses of one service, in turn. What was known goes on while the directory can't be asked. */
export class ServiceAddresses {
  readonly #service: string;
  readonly #directory: ServiceDirectory | undefined;
  readonly #clock: Clock;
  #known: readonly ServiceInstance[] = [];
  #askedAtMs: number | undefined;
  #asking: Promise<void> | undefined;
  #turn = 0;

  constructor(service: string, directory: ServiceDirectory | undefined, clock: Clock) {
    this.#service = service;
    this.#directory = directory;
    this.#clock = clock;
  }

  /** The next instance, as host:port. Rejects with a `TargetUnavailableError` where there is none. */
  async next(): Promise<string> {
    const isOld = this.#askedAtMs === undefined || this.#clock.monotonicMs() - this.#askedAtMs > maxAgeMs;
    if (isOld || this.#known.length === 0)
      await (this.#asking ??= this.#ask().finally(() => (this.#asking = undefined)));
    this.#turn += 1;
    const instance = this.#known[this.#turn % Math.max(1, this.#known.length)];
    if (instance === undefined)
      throw new TargetUnavailableError(`the service ${this.#service} has no instance whose checks pass`);
    return instance.host.includes(":") ? `[${instance.host}]:${instance.port}` : `${instance.host}:${instance.port}`;
  }

  /** An instance didn't answer: the directory may know better by now. */
  doubt(): void {
    this.#askedAtMs = undefined;
  }

  async #ask(): Promise<void> {
    try {
      if (this.#directory === undefined) throw new Error("there is no directory of services");
      this.#known = await this.#directory.instances(this.#service);
      this.#askedAtMs = this.#clock.monotonicMs();
    } catch (cause) {
      if (this.#known.length > 0) return;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new TargetUnavailableError(`the service ${this.#service} can't be looked up: ${reason}`, { cause });
    }
  }
}
