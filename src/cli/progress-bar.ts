import type { Terminal } from "./terminal.ts";

/** How far something is; the total may grow while it goes on. */
interface Progress {
  readonly done: number;
  readonly total: number;
  readonly note?: string;
}

/** A line that shows how far something is, redrawn in place on a terminal and printed once at the end elsewhere. */
export interface ProgressBar {
  update(progress: Progress): void;
  finish(progress: Progress): void;
}

const cells = 28;
const redrawMs = 80;
const clearLine = "\r\u001b[2K";

/** A progress bar on the terminal's `err`. What comes quicker than it is redrawn shows a moment later. */
export function progressBar(terminal: Terminal, label: string): ProgressBar {
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  let latest: Progress | undefined;
  let redraw: NodeJS.Timeout | undefined;
  const draw = (): void => {
    redraw = undefined;
    if (latest === undefined) return;
    drawnAtMs = performance.now();
    process.stderr.write(`${clearLine}${barLine(label, latest)}`);
  };
  return {
    update(progress) {
      latest = progress;
      if (!terminal.interactive || redraw !== undefined) return;
      const waitMs = drawnAtMs + redrawMs - performance.now();
      if (waitMs <= 0) draw();
      else redraw = setTimeout(draw, waitMs).unref();
    },
    finish(progress) {
      clearTimeout(redraw);
      latest = undefined;
      if (terminal.interactive) process.stderr.write(clearLine);
      terminal.err(barLine(label, progress));
    },
  };
}

function barLine(label: string, { done, total, note }: Progress): string {
  const filled = Math.round((total === 0 ? 1 : Math.min(1, done / total)) * cells);
  const bar = `${"█".repeat(filled)}${"░".repeat(cells - filled)}`;
  return `${label} [${bar}] ${done}/${total}${note === undefined ? "" : ` ${note}`}`;
}
