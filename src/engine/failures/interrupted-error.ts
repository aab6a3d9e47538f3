/** The slot stopped while a record was being processed: the record belongs to the next owner. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
}
