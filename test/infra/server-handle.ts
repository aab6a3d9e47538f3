/** A server that a test run has started and may therefore break. */
export interface ServerHandle {
  readonly way: "docker" | "local";
  /** The process to look at; undefined while it is down. */
  readonly pid: number | undefined;
  /** Ends it in its own orderly way, by force after 10 s. Its data stays for `restart`. */
  stop(): Promise<void>;
  /** Sends the signal. Resolves after the process's end for SIGKILL, SIGTERM and SIGINT, at once for others (SIGSTOP, SIGCONT). */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Ends it if it is up, starts it on the same ports and data, and waits until it answers. */
  restart(): Promise<void>;
}

/** One object with the server's address and the handle on its process. */
export function withHandle<Address extends object>(address: Address, handle: ServerHandle): Address & ServerHandle {
  return {
    ...address,
    way: handle.way,
    get pid() {
      return handle.pid;
    },
    stop: () => handle.stop(),
    kill: (signal) => handle.kill(signal),
    restart: () => handle.restart(),
  };
}

/** Whether a process is expected to be gone after this signal. */
export function endsProcess(signal: NodeJS.Signals): boolean {
  return signal === "SIGKILL" || signal === "SIGTERM" || signal === "SIGINT";
}

const pollMs = 100;

/** Asks until an answer comes. Gives up with the last failure after `withinMs`, or with `died()`'s at once. */
export async function untilAnswers(
  ask: () => Promise<void>,
  withinMs: number,
  died: () => Error | undefined = () => undefined,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const end = died();
      if (end !== undefined) throw end;
      if (Date.now() > deadline) throw new Error(`no answer within ${withinMs / 1000} s`, { cause: error });
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
