import type { ServiceError } from "@grpc/grpc-js";
import type { GrpcCaller } from "./grpc-caller.ts";
import type { ProcessRequest, ProcessResponse } from "./messages.ts";
import { targetError } from "./messages.ts";

interface Pending {
  readonly resolve: (response: ProcessResponse) => void;
  readonly reject: (error: Error) => void;
}

type Duplex = ReturnType<GrpcCaller["stream"]>;

/** One call over which the records of one slot go; it is made again when it has ended. */
export class GrpcStream {
  readonly #caller: () => Promise<GrpcCaller>;
  readonly #pending = new Map<number, Pending>();
  #sequence = 0;
  #call: Promise<Duplex> | undefined;

  constructor(caller: () => Promise<GrpcCaller>) {
    this.#caller = caller;
  }

  /** Rejects as `GrpcCaller.process` does, or when the signal is aborted: the answer is then dropped. */
  async process(requestOf: (sequence: number) => ProcessRequest, signal: AbortSignal): Promise<ProcessResponse> {
    const call = await (this.#call ??= this.#open());
    this.#sequence = (this.#sequence + 1) >>> 0;
    const sequence = this.#sequence;
    return new Promise((resolve, reject) => {
      this.#pending.set(sequence, { resolve, reject });
      signal.addEventListener("abort", () => this.#take(sequence)?.reject(signal.reason as Error), { once: true });
      call.write(requestOf(sequence));
    });
  }

  async #open(): Promise<Duplex> {
    try {
      const caller = await this.#caller();
      const call = caller.stream();
      call.on("data", (response: ProcessResponse) => this.#take(response.sequence ?? 0)?.resolve(response));
      call.on("error", (error: ServiceError) => this.#ended(caller.errorOf(error)));
      call.on("end", () => this.#ended(targetError("retriable", "the service ended the call")));
      return call;
    } catch (error) {
      this.#call = undefined;
      throw error;
    }
  }

  #take(sequence: number): Pending | undefined {
    const pending = this.#pending.get(sequence);
    this.#pending.delete(sequence);
    return pending;
  }

  #ended(error: Error): void {
    this.#call = undefined;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(error);
  }
}
