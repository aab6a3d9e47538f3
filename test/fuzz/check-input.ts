import { codes } from "../../src/diagnostics/codes.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { compileBytes, findingsOf, renderedBytes } from "../compile/compile-text.ts";
import type { Root } from "./corpus.ts";

/** No input may take longer, in time of the processor: the machine may be busy. */
const limitMs = 1000;

/** Findings about what a root doesn't have, which therefore has no place. */
const placeless = ["SLW1001", "SLW1107", "SLW1110"];

/** Throws where the compiler throws, takes too long, or refuses a root without a code and a place inside of it. */
export function checkInput(root: Root): void {
  const findings = compileInTime(root);
  for (const found of findings) {
    if (codes[found.code] === undefined) throw new Error(`there is no code ${found.code}`);
    if (!placeless.includes(found.code)) checkPlace(found, root);
  }
}

/** A slow run counts only if it is slow again: garbage may have been collected. */
function compileInTime(root: Root): readonly Diagnostic[] {
  for (let attempt = 1; ; attempt++) {
    const begin = process.cpuUsage();
    const result = compileBytes(root.files, root.environment);
    renderedBytes(result, root.files);
    const used = process.cpuUsage(begin);
    const ms = (used.user + used.system) / 1000;
    if (ms <= limitMs) return findingsOf(result);
    if (attempt === 3) throw new Error(`compiling took ${Math.round(ms)} ms`);
  }
}

function checkPlace({ code, span }: Diagnostic, { files }: Root): void {
  if (span === undefined) throw new Error(`${code} has no place`);
  const bytes = files.get(span.file);
  if (bytes === undefined) throw new Error(`${code} is in ${span.file}, which isn't there`);
  const isInside = 0 <= span.start && span.start <= span.end && span.end <= bytes.length;
  if (!isInside) throw new Error(`${code} is at ${span.start}..${span.end} of ${bytes.length}`);
}
