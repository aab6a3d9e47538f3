import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { World } from "../../chaos/support/world.ts";

export interface SettingsOptions {
  /** What Consul's keys begin with: one installation each. */
  readonly name: string;
  /** Names the file; the name unless given. */
  readonly file?: string;
  readonly bootstrapServers?: string;
  readonly consul?: string;
  readonly username?: string;
  readonly password?: string;
}

/**
 * Writes settings with one connection, `local`, and the passwords as they are: so that a password that shows up in any
 * output is found. Returns the file.
 */
export async function writeSettings(world: World, options: SettingsOptions): Promise<string> {
  const { sasl } = world.kafka;
  const username = options.username ?? "admin";
  const users = Object.entries(sasl.users).map(
    ([user, password]) => `        ${user}: { username: ${user}, password: "${password}" }`,
  );
  const file = join(world.folder, `${options.file ?? options.name}.settings.yaml`);
  const lines = [
    "engine: { modules: allow, lease: 1500ms, label: '${ENGINE_LABEL:-admin}' }",
    "connections:",
    "  local:",
    "    kafka:",
    `      bootstrap.servers: ${options.bootstrapServers ?? sasl.bootstrapServers}`,
    "      security:",
    "        protocol: SASL_PLAINTEXT",
    `        sasl: { mechanism: PLAIN, username: ${username}, password: "${options.password ?? sasl.users[username]}" }`,
    "      credentials:",
    ...users,
    `    consul: { address: '${options.consul ?? world.consul.url}', keyPrefix: ${options.name} }`,
    "",
  ];
  await writeFile(file, lines.join("\n"), { mode: 0o600 });
  return file;
}
