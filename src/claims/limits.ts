import { invariant } from "../model/invariant.ts";
import { StoreError, maxOperationsPerTransaction, maxTransactionBytes } from "./store.ts";
import type { StoreOperation } from "./store.ts";

/** Rejects, with kind `too-large`, a transaction that some driver could not carry; every driver asks it first. */
export function checkLimits(operations: readonly StoreOperation[]): void {
  const keys = new Set(operations.map((operation) => operation.key));
  invariant(keys.size === operations.length, "a key occurs once in a transaction");
  if (operations.length > maxOperationsPerTransaction)
    throw new StoreError(
      "too-large",
      `a transaction has at most ${maxOperationsPerTransaction} operations, this one has ${operations.length}`,
    );
  const bytes = operations.reduce((sum, operation) => sum + bytesOf(operation), 0);
  if (bytes > maxTransactionBytes)
    throw new StoreError(
      "too-large",
      `the values of a transaction have at most ${maxTransactionBytes} bytes together, these have ${bytes}`,
    );
}

function bytesOf(operation: StoreOperation): number {
  return operation.kind === "set" ? operation.value.byteLength : 0;
}
