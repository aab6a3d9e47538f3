import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cachedFolder } from "./cache.ts";
import { runCommand } from "./run-command.ts";

const aptSources = "/etc/apt/sources.list.d/debian.sources";

/** The last Debian release with a package `consul`, from the mirrors that this machine already uses. */
async function bullseyeSources(): Promise<string> {
  const text = await readFile(aptSources, "utf8").catch((error: unknown) => {
    throw new Error(`no consul on the PATH and no ${aptSources} to fetch Debian's package with`, { cause: error });
  });
  const main = text.split(/\n\s*\n/).filter((stanza) => /^Suites:/m.test(stanza) && !/-security/.test(stanza));
  return main
    .map((stanza) => stanza.replace(/^Suites:.*$/m, "Suites: bullseye").replace(/^Components:.*$/m, "Components: main"))
    .join("\n\n");
}

async function fetchDebianConsul(folder: string): Promise<void> {
  const apt = join(folder, "apt");
  await mkdir(join(apt, "sources"), { recursive: true });
  await mkdir(join(apt, "lists", "partial"), { recursive: true });
  await mkdir(join(apt, "cache", "archives", "partial"), { recursive: true });
  await writeFile(join(apt, "sources", "debian.sources"), `${await bullseyeSources()}\n`);
  // Folders of its own: the machine's package lists stay as they are, and no rights on them are needed.
  const options = [
    ["Dir::Etc::SourceList", "/dev/null"],
    ["Dir::Etc::SourceParts", join(apt, "sources")],
    ["Dir::State::Lists", join(apt, "lists")],
    ["Dir::Cache", join(apt, "cache")],
    ["Acquire::Languages", "none"],
  ].flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  await runCommand("apt-get", ["-qq", ...options, "update"]);
  await runCommand("apt-get", ["-qq", ...options, "download", "consul"], apt);
  const archive = (await readdir(apt)).find((name) => name.endsWith(".deb"));
  if (archive === undefined) throw new Error("apt-get downloaded no package consul");
  await runCommand("dpkg-deb", ["-x", join(apt, archive), join(apt, "package")]);
  await rename(join(apt, "package", "usr", "bin", "consul"), join(folder, "consul"));
  await rm(apt, { recursive: true, force: true });
}

/** The version's first two numbers as one, 1.22 as 1.22 and 1.8 as 1.08. */
export async function consulVersion(program: string): Promise<number> {
  const said = await runCommand(program, ["version"]);
  const version = /v(\d+)\.(\d+)/.exec(said);
  if (version === null) throw new Error(`${program} doesn't say its version`);
  return Number(version[1]) + Number(version[2]) / 100;
}

/** The `consul` to run: the one on the PATH, else Debian's package from the cache. */
export async function consulProgram(): Promise<string> {
  const onPath = await consulVersion("consul").catch(() => undefined);
  if (onPath !== undefined) return "consul";
  return join(await cachedFolder("consul-bullseye", fetchDebianConsul), "consul");
}
