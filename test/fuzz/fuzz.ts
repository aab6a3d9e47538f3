import * as fc from "fast-check";
import { checkInput } from "./check-input.ts";
import { inputs } from "./inputs.ts";

/** Compiles that many inputs; throws with the smallest one that fails, and the seed that repeats it. */
export function fuzz({ runs, seed }: { readonly runs: number; readonly seed: number }): void {
  fc.assert(fc.property(inputs, checkInput), { numRuns: runs, seed });
}
