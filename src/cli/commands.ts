import type { CommandDefinition } from "./cli.ts";

/** Every command, in the order of the help. Loaded when it is asked for: the clients of the servers take a second. */
const commands: Readonly<Record<string, () => Promise<CommandDefinition>>> = {
  init: async () => (await import("./commands/init.ts")).initCommand,
  validate: async () => (await import("./commands/validate.ts")).validateCommand,
  test: async () => (await import("./commands/test.ts")).testCommand,
  schema: async () => (await import("./commands/schema.ts")).schemaCommand,
  graph: async () => (await import("./commands/graph.ts")).graphCommand,
  explain: async () => (await import("./commands/explain.ts")).explainCommand,
  plan: async () => (await import("./commands/plan.ts")).planCommand,
  approve: async () => (await import("./commands/approve.ts")).approveCommand,
  apply: async () => (await import("./commands/apply.ts")).applyCommand,
  reconcile: async () => (await import("./commands/reconcile.ts")).reconcileCommand,
  drift: async () => (await import("./commands/drift.ts")).driftCommand,
  engine: async () => (await import("./commands/engine.ts")).engineCommand,
  up: async () => (await import("./commands/up.ts")).upCommand,
  ingest: async () => (await import("./commands/ingest.ts")).ingestCommand,
  import: async () => (await import("./commands/import.ts")).importCommand,
  tail: async () => (await import("./commands/tail.ts")).tailCommand,
  admin: async () => (await import("./commands/admin.ts")).adminCommand,
  pause: async () => (await import("./commands/control.ts")).pauseCommand,
  resume: async () => (await import("./commands/control.ts")).resumeCommand,
  "reset-offsets": async () => (await import("./commands/control.ts")).resetOffsetsCommand,
  "dead-letters": async () => (await import("./commands/dead-letters.ts")).deadLettersCommand,
  topics: async () => (await import("./commands/topics.ts")).topicsCommand,
  status: async () => (await import("./commands/status.ts")).statusCommand,
  slots: async () => (await import("./commands/slots.ts")).slotsCommand,
};

/** The definition of the command that a command line names; of all commands where it names none, for the help. */
export async function commandsFor(commandLine: readonly string[]): Promise<readonly CommandDefinition[]> {
  const [name = ""] = commandLine;
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return Promise.all(load === undefined ? Object.values(commands).map((each) => each()) : [load()]);
}
