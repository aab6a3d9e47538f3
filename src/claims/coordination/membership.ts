/**
 * Membership: which engines there are, standby engines included, without a write to the key-value store (design,
 * section 6, point 4). In Consul it is a service of the catalogue with a slow check that the engine itself passes at
 * its agent; what the agent hears again and again goes no further than the agent.
 */

/** An engine as it presents itself. */
export interface Member {
  readonly engine: string;
  /** The configured name, for people. */
  readonly label: string;
  /** Where it runs, if the settings say so. */
  readonly zone?: string;
  /** Host and port of the engine's HTTP endpoint, if it has one. */
  readonly address?: string;
  /** Whether it runs modules of the configuration's repository. */
  readonly modules: boolean;
  /** One more after each lease that it lost, which tells a coordinator that it is back. */
  readonly incarnation: number;
}

/** The engines that passed their check, at one version of the catalogue. */
export interface MemberListing {
  readonly members: readonly Member[];
  readonly version: number;
}

/** Rejects with a `StoreError`, as the claims store does. */
export interface Membership {
  /** Registers the engine, or says anew what has changed; counts as a beat. */
  join(member: Member): Promise<void>;
  /** The engine lives: at least once in `memberTtlMs`. Rejects with kind `other` where it is not registered any more. */
  beat(engine: string): Promise<void>;
  /** Takes the engine out at once. */
  leave(engine: string): Promise<void>;
  /** The members when they differ from that version, or after `waitMs`; may resolve early and unchanged. */
  watch(options: {
    readonly sinceVersion: number;
    readonly waitMs: number;
    readonly signal?: AbortSignal;
  }): Promise<MemberListing>;
  close(): Promise<void>;
}

/** Without a beat for so long an engine is no member any more. */
export const memberTtlMs = 30_000;
