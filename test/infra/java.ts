import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";

interface Jdk {
  readonly home: string;
  readonly major: number;
}

function childrenOf(folder: string, below = ""): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, below)) : [];
}

function javaHomes(): string[] {
  const named = Object.entries(process.env)
    .filter(([name]) => name.startsWith("JAVA_HOME"))
    .map(([, home]) => home ?? "");
  const onPath = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "java"))
    .filter((java) => existsSync(java))
    .map((java) => dirname(dirname(realpathSync(java))));
  return [
    ...named,
    ...onPath,
    ...childrenOf("/usr/lib/jvm"),
    ...childrenOf("/opt/java"),
    ...childrenOf(join(homedir(), ".sdkman/candidates/java")),
    ...childrenOf("/Library/Java/JavaVirtualMachines", "Contents/Home"),
  ];
}

function readJdk(home: string): Jdk | undefined {
  const release = join(home, "release");
  if (!existsSync(join(home, "bin", "java")) || !existsSync(release)) return undefined;
  const version = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(release, "utf8"));
  return version === null ? undefined : { home, major: Number(version[1]) };
}

/** The `java` program of the oldest installed JDK that is at least `major`: the closest to what the server was tested on. */
export function findJava(major: number): string {
  const installed = javaHomes()
    .map(readJdk)
    .filter((jdk) => jdk !== undefined)
    .sort((a, b) => a.major - b.major);
  const chosen = installed.find((jdk) => jdk.major >= major);
  if (chosen === undefined) {
    const versions = [...new Set(installed.map((jdk) => jdk.major))].join(", ");
    throw new Error(`no JDK ${major} or newer is installed (found: ${versions || "none"})`);
  }
  return join(chosen.home, "bin", "java");
}
