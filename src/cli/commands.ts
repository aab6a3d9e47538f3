import type { CommandDefinition } from "./cli.ts";
import { engineCommand } from "./commands/engine.ts";
import { ingestCommand } from "./commands/ingest.ts";
import { initCommand } from "./commands/init.ts";
import { statusCommand } from "./commands/status.ts";
import { tailCommand } from "./commands/tail.ts";
import { validateCommand } from "./commands/validate.ts";

/** Every command, in the order of the help. */
export const commands: readonly CommandDefinition[] = [
  initCommand,
  validateCommand,
  engineCommand,
  ingestCommand,
  tailCommand,
  statusCommand,
];
