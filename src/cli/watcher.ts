import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { reportDiagnostics } from "./reporters/diagnostics.ts";
import type { Terminal } from "./terminal.ts";

/** How something that is looked at again and again is printed. */
export interface Watched<T> {
  readonly format: "text" | "json";
  readonly textOf: (value: T) => string;
  readonly dataOf: (value: T) => string;
}

export interface Watcher<T> {
  readonly onLook: (value: T) => void;
  readonly onOutage: (found: Diagnostic) => void;
}

/** Shows what differs from what is shown: a text in place of the last, or a line of JSON. */
export function watcherOf<T>(terminal: Terminal, { format, textOf, dataOf }: Watched<T>): Watcher<T> {
  let before: string | undefined;
  return {
    onLook(value) {
      const text = format === "json" ? dataOf(value) : textOf(value);
      if (text === before) return;
      before = text;
      if (format === "json") terminal.out(text);
      else terminal.show(text);
    },
    onOutage(found) {
      if (before !== undefined) reportDiagnostics(terminal, [found], () => undefined);
      // After an outage it is shown again even where nothing has changed; the outage itself once.
      before = undefined;
    },
  };
}
