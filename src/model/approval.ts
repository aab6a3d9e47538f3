import type { Digest } from "./names.ts";
import type { Span } from "./span.ts";

/** Somebody's yes to one plan step as it was when they saw it. */
export interface Approval {
  readonly step: string;
  /** Of the plan step that was seen; undefined approves what is planned now, as whoever applies it has just seen. */
  readonly digest?: Digest;
  /** By the wall clock; undefined for an approval that is given with the apply itself. */
  readonly expiresMs?: number;
  /** Who gave it. */
  readonly by: string;
  readonly reason?: string;
  /** Where it is written, for one in a document. */
  readonly places?: ApprovalPlaces;
}

/** Where the parts of an approval in a document stand. */
export interface ApprovalPlaces {
  readonly step: Span;
  readonly digest: Span;
  readonly expires: Span;
}
