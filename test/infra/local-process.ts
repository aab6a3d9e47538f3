import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { forgetPid, notePid } from "./run-folder.ts";
import { endsProcess, untilAnswers } from "./server-handle.ts";
import type { ServerHandle } from "./server-handle.ts";

export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Where it runs and where its output goes, into `output.log`. */
  readonly folder: string;
  /** Resolves when the server answers. */
  readonly ask: () => Promise<void>;
}

const startWithinMs = 60_000;
const stopWithinMs = 10_000;

/** A server that is a child process of this one. */
export class LocalProcess implements ServerHandle {
  readonly way = "local";
  readonly #spec: ProcessSpec;
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();

  private constructor(spec: ProcessSpec) {
    this.#spec = spec;
  }

  /** Starts the process and waits until it answers. A start that fails leaves nothing behind. */
  static async start(spec: ProcessSpec): Promise<LocalProcess> {
    const server = new LocalProcess(spec);
    await server.#launch();
    return server;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async stop(): Promise<void> {
    if (this.#child === undefined) return;
    // A stopped process would leave SIGTERM waiting.
    this.#child.kill("SIGCONT");
    this.#child.kill("SIGTERM");
    const force = setTimeout(() => this.#child?.kill("SIGKILL"), stopWithinMs);
    await this.#ended;
    clearTimeout(force);
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    this.#child?.kill(signal);
    if (endsProcess(signal)) await this.#ended;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.#launch();
  }

  async #launch(): Promise<void> {
    const { name, command, args, folder, ask } = this.#spec;
    const log = join(folder, "output.log");
    const output = openSync(log, "a", 0o600);
    // In a process group of its own, so that the terminal's Ctrl-C doesn't take it from the tests that are still ending.
    const child = spawn(command, args, { cwd: folder, detached: true, stdio: ["ignore", output, output] });
    closeSync(output);
    this.#child = child;
    let died: Error | undefined;
    this.#ended = new Promise((resolve) => {
      const end = (reason: string): void => {
        died = new Error(
          `${name} ended while it started (${reason}): ${readFileSync(log, "utf8").trim().slice(-1500)}`,
        );
        this.#child = undefined;
        resolve();
      };
      child.once("error", (error) => end(error.message));
      child.once("exit", (code, signal) => {
        if (child.pid !== undefined) forgetPid(child.pid);
        end(String(signal ?? code));
      });
    });
    if (child.pid !== undefined) notePid(child.pid);
    try {
      await untilAnswers(ask, startWithinMs, () => died);
    } catch (error) {
      await this.kill("SIGKILL");
      throw error;
    }
  }
}
