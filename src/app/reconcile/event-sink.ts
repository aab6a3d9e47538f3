import { createHmac } from "node:crypto";
import type { ReconcileSettings } from "../settings/reconcile.ts";

/** Where events are sent. */
export interface EventSink {
  send(line: string): void;
  /** Waits for what is under way, for a moment. */
  close(): Promise<void>;
}

const timeoutMs = 5_000;
const mostWaiting = 100;

/**
 * Sends each event as a POST, one after the other. One that isn't taken is dropped, and so are the oldest when too many
 * wait: the log has them all, and a sink that is down must not hold up a reconciler.
 */
export function eventSink(settings: ReconcileSettings["events"]): EventSink {
  if (settings === undefined) return { send: () => undefined, close: async () => undefined };
  const { url, secret } = settings;
  const waiting: string[] = [];
  let sending: Promise<void> | undefined;
  const post = async (body: string): Promise<void> => {
    const signature =
      secret === undefined
        ? {}
        : { "x-sluiceway-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` };
    const headers = { "content-type": "application/json", ...signature };
    await fetch(url, { method: "POST", body, headers, signal: AbortSignal.timeout(timeoutMs) }).catch(() => undefined);
  };
  const drain = async (): Promise<void> => {
    for (let line = waiting.shift(); line !== undefined; line = waiting.shift()) await post(line);
    sending = undefined;
  };
  return {
    send(line) {
      waiting.push(line);
      if (waiting.length > mostWaiting) waiting.shift();
      sending ??= drain();
    },
    close: async () => sending,
  };
}
