import { KafkaError } from "../../kafka/errors.ts";
import type { Broker } from "./broker.ts";
import type { Permissions } from "./authorizer.ts";

/** A client's way to the broker: who it is, and whether it is still open. */
export interface EmbeddedConnection {
  readonly broker: Broker;
  readonly permissions: Permissions;
  /** Aborted with a `closed` error when the client is closed. */
  readonly closed: AbortSignal;
}

/** The signal's reason as something that may be thrown. */
export function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason));
}

/** Throws `closed` when the client was closed. */
export function assertOpen(connection: EmbeddedConnection): void {
  if (connection.closed.aborted) throw reasonOf(connection.closed);
}

/** A controller whose signal is aborted by `close`, and by the owner's. */
export function closable(owner?: AbortSignal): { readonly signal: AbortSignal; close(): Promise<void> } {
  const controller = new AbortController();
  const close = (): void => controller.abort(new KafkaError("closed", "the Kafka client was closed"));
  if (owner?.aborted === true) close();
  owner?.addEventListener("abort", close, { once: true });
  return {
    signal: controller.signal,
    close: () => {
      owner?.removeEventListener("abort", close);
      close();
      return Promise.resolve();
    },
  };
}
