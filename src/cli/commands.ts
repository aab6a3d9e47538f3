import type { CommandDefinition } from "./cli.ts";
import { initCommand } from "./commands/init.ts";
import { validateCommand } from "./commands/validate.ts";

/** Every command, in the order of the help. */
export const commands: readonly CommandDefinition[] = [initCommand, validateCommand];
