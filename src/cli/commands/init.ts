import { initialize } from "../../app/init.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodes } from "../exit-code.ts";

/** `sluiceway init`: a configuration root that runs as it is. */
export const initCommand: CommandDefinition = (program, { terminal, action }) => {
  program
    .command("init")
    .argument("[folder]", "where to write it", ".")
    .summary("write a starter configuration root")
    .description("Writes a cluster file, a pipeline, an environment and settings. Files that exist are left alone.")
    .action(
      action(async (_options: object, folder) => {
        for (const { path, outcome } of await initialize(folder)) terminal.out(`${outcome.padEnd(7)} ${path}`);
        const root = folder === "." ? "" : ` --root ${folder}`;
        terminal.out(`\nNext: sluiceway validate${root}, then sluiceway up${root} --documents <folder of texts>`);
        return exitCodes.done;
      }),
    );
};
