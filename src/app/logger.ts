import { destination, pino } from "pino";
import type { EngineLogger } from "../engine/options.ts";

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** Structured logs as JSON lines on stderr. Fields that could hold a secret are removed wherever they stand. */
export function createLogger(level: LogLevel): EngineLogger {
  const secrets = ["password", "token", "username", "credentials", "sasl", "secret"];
  const paths = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths, remove: true },
      serializers: { note: readableNote },
    },
    destination({ dest: 2, sync: false }),
  );
}

/** A claim's token is a number that grows, no secret: it gets a name that redaction leaves alone. */
function readableNote(note: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { token, error, ...rest } = note;
  return {
    ...rest,
    ...(token === undefined ? {} : { claimToken: token }),
    ...(error instanceof Error ? { reason: error.message } : {}),
  };
}
