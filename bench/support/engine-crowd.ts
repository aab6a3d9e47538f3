import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";

const program = join(import.meta.dirname, "claims-process.mjs");

export interface CrowdOptions {
  readonly consul: string;
  readonly keyPrefix: string;
  readonly leaseMs: number;
  readonly slots: number;
  /** How many engines each process has, by process. */
  readonly processes: readonly number[];
}

interface Ownership {
  readonly kind: "acquired" | "released" | "lost";
  readonly engine: string;
  readonly slot: string;
  readonly token: number;
  readonly atMs: number;
}

/** What the engines of one process have done since they were marked. */
export interface Report {
  readonly kind: "report";
  readonly standby: number;
  readonly standbyRequests: number;
  readonly standbyWrites: number;
  readonly roles: readonly string[];
  readonly failures: readonly (readonly [string, number])[];
}

type FromProcess =
  | Ownership
  | Report
  | { readonly kind: "coordinator-elected"; readonly engine: string; readonly atMs: number }
  | { readonly kind: "done"; readonly command: string };

/** A process with some engines in it. */
export class EngineProcess {
  readonly engines: ReadonlySet<string>;
  readonly #child: ChildProcess;
  readonly #answers: ((message: FromProcess) => void)[] = [];

  constructor(engines: readonly string[], heard: (message: FromProcess) => void) {
    this.engines = new Set(engines);
    this.#child = fork(program, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    this.#child.once("exit", (code) => {
      if (code !== null) throw new Error(`a process with engines ended with ${code}`);
    });
    this.#child.on("message", (message: FromProcess) => {
      heard(message);
      for (const answer of this.#answers) answer(message);
    });
  }

  /** Resolves with the report, or when the command is carried out. */
  ask(command: string, parameters: object = {}): Promise<Report | undefined> {
    return new Promise((resolve) => {
      let report: Report | undefined;
      const answer = (message: FromProcess): void => {
        if (message.kind === "report") report = message;
        if (message.kind !== "done" || message.command !== command) return;
        this.#answers.splice(this.#answers.indexOf(answer), 1);
        resolve(report);
      };
      this.#answers.push(answer);
      this.#child.send({ command, ...parameters });
    });
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}

/** Engines in processes, and who of them has which slot, as they tell it themselves. */
export class EngineCrowd {
  readonly processes: readonly EngineProcess[];
  /** By slot; more than one only if the protocol fails. */
  readonly owners = new Map<string, Set<string>>();
  readonly changes: Ownership[] = [];
  readonly elections: string[] = [];
  /** The most engines that one slot has had at once. */
  mostOwners = 0;
  readonly #options: CrowdOptions;

  constructor(options: CrowdOptions) {
    this.#options = options;
    let first = 0;
    this.processes = options.processes.map((count) => {
      const names = Array.from({ length: count }, (_, at) => `engine-${first + at}`);
      first += count;
      return new EngineProcess(names, (message) => this.#hear(message));
    });
  }

  async open(): Promise<void> {
    const { processes: counts, consul, keyPrefix, leaseMs, slots } = this.#options;
    let first = 0;
    const digest = `sha256:${"0".repeat(64)}`;
    await Promise.all(
      this.processes.map((process, at) => {
        const count = counts[at] ?? 0;
        const world = { consul, keyPrefix, leaseMs, slots, digest, first, count };
        first += count;
        return process.ask("open", world);
      }),
    );
  }

  kill(processes: readonly EngineProcess[]): void {
    for (const process of processes) process.kill();
    const dead = new Set(processes.flatMap(({ engines }) => [...engines]));
    for (const owners of this.owners.values()) for (const owner of owners) if (dead.has(owner)) owners.delete(owner);
  }

  /** How many slots each engine has, of those that have some. */
  shares(): ReadonlyMap<string, number> {
    const shares = new Map<string, number>();
    for (const owners of this.owners.values())
      for (const owner of owners) shares.set(owner, (shares.get(owner) ?? 0) + 1);
    return shares;
  }

  /** Whether every slot has one owner, and the owners' shares are what they should be. */
  isBalanced(engines: number): boolean {
    const { slots } = this.#options;
    const owned = [...this.owners.values()].filter(({ size }) => size > 0).length;
    const shares = this.shares();
    const most = Math.max(0, ...shares.values());
    return owned === slots && most <= Math.ceil(slots / engines) && shares.size >= Math.min(slots, engines);
  }

  #hear(message: FromProcess): void {
    if (message.kind === "coordinator-elected") this.elections.push(message.engine);
    if (message.kind !== "acquired" && message.kind !== "released" && message.kind !== "lost") return;
    const owners = this.owners.get(message.slot) ?? new Set<string>();
    this.owners.set(message.slot, owners);
    if (message.kind === "acquired") owners.add(message.engine);
    else owners.delete(message.engine);
    this.changes.push(message);
    this.mostOwners = Math.max(this.mostOwners, owners.size);
  }
}
