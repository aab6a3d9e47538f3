import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** What Git servers prove themselves with; without one of them its calls are refused. */
export interface WebhookSecrets {
  readonly github: string | undefined;
  readonly gitlab: string | undefined;
}

/** What a call of a Git server is: `push` asks for a look; `other` is genuine and asks for nothing. */
export type HookVerdict =
  | { readonly kind: "push" | "other"; readonly delivery: string }
  | { readonly kind: "forged" | "unknown-sender" };

/** The bytes of the body are signed, not what they mean: they have to be checked as they came. */
export function judgeHook(headers: IncomingHttpHeaders, body: Buffer, secrets: WebhookSecrets): HookVerdict {
  const signature = headers["x-hub-signature-256"];
  const token = headers["x-gitlab-token"];
  if (typeof signature === "string" && secrets.github !== undefined) {
    const expected = `sha256=${createHmac("sha256", secrets.github).update(body).digest("hex")}`;
    if (!isSame(signature, expected)) return { kind: "forged" };
    return genuine(textOf(headers["x-github-event"]), textOf(headers["x-github-delivery"]), body);
  }
  if (typeof token === "string" && secrets.gitlab !== undefined) {
    if (!isSame(token, secrets.gitlab)) return { kind: "forged" };
    const delivery = headers["idempotency-key"] ?? headers["x-gitlab-webhook-uuid"] ?? headers["x-gitlab-event-uuid"];
    return genuine(textOf(headers["x-gitlab-event"]), textOf(delivery), body);
  }
  return { kind: "unknown-sender" };
}

const pushes = /^(?:push|create|delete|push hook|tag push hook)$/i;

function genuine(event: string, delivery: string, body: Buffer): HookVerdict {
  // A sender that numbers nothing is known by what it says.
  const id = delivery === "" ? createHash("sha256").update(body).digest("hex") : delivery;
  return { kind: pushes.test(event) ? "push" : "other", delivery: id };
}

const textOf = (header: string | string[] | undefined): string => (typeof header === "string" ? header : "");

/** Takes the same time wherever two texts begin to differ, and whatever their lengths. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Deliveries that were seen before; the oldest are forgotten. */
export class SeenDeliveries {
  readonly #seen = new Set<string>();
  readonly #most: number;

  constructor(most = 10_000) {
    this.#most = most;
  }

  /** Whether this is the first time; from then on it isn't. */
  isFirst(delivery: string): boolean {
    if (this.#seen.has(delivery)) return false;
    this.#seen.add(delivery);
    const [oldest] = this.#seen;
    if (this.#seen.size > this.#most && oldest !== undefined) this.#seen.delete(oldest);
    return true;
  }
}
