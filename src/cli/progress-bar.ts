import type { Terminal } from "./terminal.ts";

/** A line that shows how far something is, redrawn in place on a terminal and printed once at the end elsewhere. */
export interface ProgressBar {
  update(done: number, note?: string): void;
  /** Draws the bar for the last time, with how much was done in the end. */
  finish(done: number, note?: string): void;
}

const cells = 28;
const redrawMs = 80;

/** A progress bar of `total` units on the terminal's `err`. */
export function progressBar(terminal: Terminal, label: string, total: number): ProgressBar {
  let drawnAtMs = 0;
  let done = 0;
  const line = (note: string): string => {
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const filled = Math.round(share * cells);
    return `${label} [${"█".repeat(filled)}${"░".repeat(cells - filled)}] ${done}/${total}${note === "" ? "" : ` ${note}`}`;
  };
  return {
    update(nowDone, note = "") {
      done = nowDone;
      const nowMs = performance.now();
      if (!terminal.interactive || nowMs - drawnAtMs < redrawMs) return;
      drawnAtMs = nowMs;
      process.stderr.write(`\r\u001b[2K${line(note)}`);
    },
    finish(nowDone, note = "") {
      done = nowDone;
      if (terminal.interactive) process.stderr.write("\r\u001b[2K");
      terminal.err(line(note));
    },
  };
}
