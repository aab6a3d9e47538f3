import { Option } from "commander";
import { runTests } from "../../app/testing/run-tests.ts";
import { githubAnnotations } from "../../diagnostics/github.ts";
import { capped } from "../../diagnostics/order.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { RootOptions } from "../options.ts";
import { withRoot } from "../options.ts";
import { checkoutPath } from "../reporters/checkout-path.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { countsText, junitXml, outcomeText, testsJson } from "../reporters/tests.ts";

interface TestOptions extends RootOptions {
  readonly format: "text" | "json" | "junit" | "github";
}

/** `sluiceway test`: the documents with `test:`, run on an embedded broker by the real engine. */
export const testCommand: CommandDefinition = (program, { terminal, action, signal }) => {
  withRoot(program.command("test").argument("[filter]", "only tests whose name or file contains this"))
    .summary("run the tests of pipelines")
    .description(
      "Runs the documents with `test:` of a configuration root, each on an embedded broker of its own. Needs no server. Runs the root's modules.",
    )
    .addOption(
      new Option("--format <format>", "output format").choices(["text", "json", "junit", "github"]).default("text"),
    )
    .action(
      action(async (options: TestOptions, filter) => {
        const isText = options.format === "text" || options.format === "github";
        const { result, textOf, folder } = await runTests({
          ...options,
          filter: filter === "" ? undefined : filter,
          signal,
          onOutcome: (outcome, ownTextOf) => {
            if (isText) terminal.out(outcomeText(terminal, outcome, ownTextOf));
          },
        });
        const pathOf = (file: string): string => checkoutPath(file, { folder, path: options.path });
        const context = { textOf, pathOf };
        if (!result.ok) {
          if (options.format === "github") terminal.out(githubAnnotations(capped(result.diagnostics), context));
          else reportDiagnostics(terminal, result.diagnostics, textOf);
          return exitCodeOf(result.diagnostics);
        }
        const failures = result.value.flatMap((outcome) => outcome.failures.map((failure) => failure.diagnostic));
        if (options.format === "json") terminal.out(testsJson(result.value, textOf));
        else if (options.format === "junit") terminal.out(junitXml(result.value, context));
        else terminal.out(countsText(terminal, result.value));
        if (options.format === "github" && failures.length > 0)
          terminal.out(githubAnnotations(capped(failures), context));
        return failures.length === 0 ? exitCodes.done : exitCodes.invalid;
      }),
    );
};
