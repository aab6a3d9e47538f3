import type * as generated from "../../model/generated/settings.ts";
import type { LoopTiming } from "../../reconcile/loop/timing.ts";
import { defaultTiming } from "../../reconcile/loop/timing.ts";
import type { GitAccess } from "../../source/git/access.ts";
import { durationMs } from "./connection.ts";

/** How a repository is followed: what isn't declared has its default. Secrets never leave this object. */
export interface ReconcileSettings {
  readonly access: GitAccess;
  readonly timing: LoopTiming;
  readonly leaseMs: number;
  /** Undefined: the reconciler doesn't listen. */
  readonly listen: { readonly host: string; readonly port: number } | undefined;
  readonly webhooks: { readonly github: string | undefined; readonly gitlab: string | undefined };
  readonly events: { readonly url: string; readonly secret: string | undefined } | undefined;
}

const defaultLeaseMs = 10_000;

/** Completes the checked settings. */
export function completeReconcile(declared: generated.Reconcile): ReconcileSettings {
  const { git = {}, listen, webhooks = {}, events } = declared;
  const ms = (duration: string | number | undefined, otherwise: number): number =>
    duration === undefined ? otherwise : durationMs(duration);
  return {
    access: git,
    timing: {
      ...defaultTiming,
      pollMs: ms(declared.poll, defaultTiming.pollMs),
      driftMs: ms(declared.drift, defaultTiming.driftMs),
      confirmMs: ms(declared.confirm, defaultTiming.confirmMs),
    },
    leaseMs: ms(declared.lease, defaultLeaseMs),
    listen: listen === undefined ? undefined : { host: listen.host ?? "127.0.0.1", port: listen.port },
    webhooks: { github: webhooks.github, gitlab: webhooks.gitlab },
    events: events === undefined ? undefined : { url: events.url, secret: events.secret },
  };
}
