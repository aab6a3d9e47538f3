/** Generated from schemas/ by `npm run generate`; do not edit. */

/**
 * What differs in one environment: overlays of the cluster and of pipelines, and the connection that is used.
 */
export interface Environment {
  /**
   * The environment's name, chosen with `--environment`.
   */
  environment: string;
  /**
   * What the environment is for, for people.
   */
  description?: string;
  /**
   * Which of the settings' connections this environment uses.
   */
  connection?: string;
  /**
   * Merged over the cluster document (JSON merge patch; `topics` are matched by their name, null removes a key).
   */
  cluster?: {
    [k: string]: unknown;
  };
  /**
   * By pipeline name: merged over that pipeline's document (JSON merge patch; steps, inputs and outputs are matched by their names, null removes a key).
   */
  pipelines?: {
    /**
     * Merged over the pipeline's document.
     */
    [k: string]: {
      [k: string]: unknown;
    };
  };
}
