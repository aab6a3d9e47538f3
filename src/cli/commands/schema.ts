import { existsSync } from "node:fs";
import { join } from "node:path";
import { writeSchemas } from "../../app/editor/write-schemas.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodes } from "../exit-code.ts";

interface SchemaOptions {
  readonly root?: string;
}

/** `sluiceway schema`: lets editors complete and check the documents of a root. */
export const schemaCommand: CommandDefinition = (program, { terminal, action }) => {
  program
    .command("schema")
    .summary("let editors complete and check documents")
    .description(
      "Writes the JSON Schemas into .sluiceway/schemas of a root, and into each YAML file the line by which editors find its schema.",
    )
    .option("-r, --root <folder>", "configuration root (default: here, or ./pipelines)")
    .action(
      action(async ({ root = defaultRoot() }: SchemaOptions) => {
        if (!existsSync(join(root, "cluster.yaml"))) {
          terminal.err(
            `error: ${root} is no configuration root: it has no cluster.yaml. \`sluiceway init\` makes one.`,
          );
          return exitCodes.invalid;
        }
        for (const { path, outcome } of await writeSchemas(root)) terminal.out(`${outcome.padEnd(9)}  ${path}`);
        return exitCodes.done;
      }),
    );
};

const defaultRoot = (): string =>
  !existsSync("cluster.yaml") && existsSync(join("pipelines", "cluster.yaml")) ? "pipelines" : ".";
