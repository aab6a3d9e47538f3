import { styleText } from "node:util";

/** Where a command prints: results to `out`, everything about the run itself to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Shows a result in place of the one that was shown so before; below it where `out` is no terminal. */
  show(text: string): void;
  /** Whether `err` is a terminal that can redraw a line. */
  readonly interactive: boolean;
  /** Whether colours are wanted on `out` and `err`. */
  readonly colours: boolean;
}

/** To the upper left corner, and everything from there on erased. */
const clearScreen = "\u001b[H\u001b[J";

/** The process's own terminal. Colours only on a terminal, never with NO_COLOR (no-color.org). */
export function processTerminal(): Terminal {
  const wantsColours = process.stdout.isTTY && process.env["NO_COLOR"] === undefined && process.env["TERM"] !== "dumb";
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    show: (text) => void process.stdout.write(process.stdout.isTTY ? `${clearScreen}${text}\n` : `${text}\n`),
    interactive: process.stderr.isTTY,
    colours: wantsColours,
  };
}

export type Paint = (style: "bold" | "dim" | "red" | "green" | "yellow" | "cyan", text: string) => string;

/** Styles text where the terminal wants colours. */
export const paintFor = (terminal: Terminal): Paint =>
  terminal.colours ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
