import type { ExplainedCode } from "../../diagnostics/codes.ts";
import { explainedCodes } from "../../diagnostics/codes.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodes } from "../exit-code.ts";
import type { FormatOptions } from "../options.ts";
import { withFormat } from "../options.ts";
import { renderCodeList, renderExplanation } from "../reporters/explanation.ts";
import { paintFor } from "../terminal.ts";

/** `sluiceway explain`: what a code means. Needs neither a root nor a server. */
export const explainCommand: CommandDefinition = (program, { terminal, action }) => {
  withFormat(program.command("explain").argument("[code]", "a code such as SLW1401; without one, all are listed"))
    .summary("say what a code of a finding means")
    .description("Shows the meaning of a code with an example, or the list of all codes. Needs no server.")
    .action(
      action(async ({ format }: FormatOptions, code) => {
        const ranges = explainedCodes();
        const all = ranges.flatMap((range) => range.codes);
        const named = all.find((row) => row.code === normalCode(code));
        if (code !== "" && named === undefined) {
          terminal.err(`error: ${refusalOf(code, all)}`);
          return exitCodes.usage;
        }
        const paint = paintFor(terminal);
        if (format === "json") terminal.out(JSON.stringify(named ?? all, undefined, 2));
        else terminal.out(named === undefined ? renderCodeList(ranges, paint) : renderExplanation(named, paint));
        return exitCodes.done;
      }),
    );
};

/** `slw1401` and `1401` mean SLW1401. */
function normalCode(text: string): string {
  const trimmed = text.trim().toUpperCase();
  return /^\d+$/.test(trimmed) ? `SLW${trimmed}` : trimmed;
}

function refusalOf(code: string, all: readonly ExplainedCode[]): string {
  const known = all.map((row) => row.code);
  const hint = didYouMean(normalCode(code), known) ?? "`sluiceway explain` lists all codes.";
  return `there is no code ${JSON.stringify(code)}. ${hint}`;
}
