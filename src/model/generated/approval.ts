/** Generated from schemas/ by `npm run generate`; do not edit. */

/**
 * Somebody's yes to one plan step exactly as it was planned, for a time. `sluiceway plan` prints such documents, ready to commit.
 */
export interface Approval {
  /**
   * The id of the plan step that is approved, as the plan shows it, or `guard/shrunken-state`.
   */
  approval: string;
  /**
   * The digest of the plan step's before and after: another change of the same thing isn't approved.
   */
  digest: string;
  /**
   * The time (ISO 8601, with its zone; a date alone is midnight UTC) from which it doesn't hold any more.
   */
  expires: string;
  /**
   * Who approves, as free text. Who may merge can approve: the review says whether that is true.
   */
  by: string;
  /**
   * Why it is right, as free text.
   */
  reason?: string;
  /**
   * Where it holds; without it in every environment, and without one.
   *
   * Items: An environment's name.
   */
  environments?: string[];
}
