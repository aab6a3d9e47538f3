import { error } from "./row.ts";

/** 40xx: servers. */
export const serverCodes = {
  SLW4001: error({
    message: (p: { address: string; reason: string }) => `Kafka can't be reached at ${p.address}: ${p.reason}`,
    explanation: "None of the brokers answered in time, or they refused the connection or the credentials.",
    example: ["error SLW4001 Kafka can't be reached at kafka:9092: connection refused"],
  }),
  SLW4002: error({
    message: (p: { address: string; reason: string }) => `Consul can't be reached at ${p.address}: ${p.reason}`,
    explanation: "Consul's HTTP API didn't answer in time, or refused the connection.",
    example: ["error SLW4002 Consul can't be reached at http://consul:8500: connection refused"],
  }),
  SLW4003: error({
    message: (p: { what: string; reason: string }) => `Kafka refused ${p.what}: ${p.reason}`,
    explanation:
      "Kafka answered, and said no: often a missing right of the principal that applies, or a limit of the broker.",
    example: ["error SLW4003 Kafka refused to create the topic legacy.documents: not authorized"],
  }),
  SLW4004: error({
    message: (p: { reason: string }) => `Consul refused a request: ${p.reason}`,
    explanation: "Consul answered, and said no: often a token without the right to write below the key prefix.",
    example: ["error SLW4004 Consul refused a request: permission denied"],
  }),
  SLW4020: error({
    message: (p: { address: string; reason: string }) =>
      `Metrics and health can't be served at ${p.address}: ${p.reason}`,
    hint: "Name another port with --http, or 0 for any that is free.",
    explanation: "Something else listens there already, or the host has no such address. The engine didn't start.",
    example: [
      "error SLW4020 Metrics and health can't be served at 127.0.0.1:9404: EADDRINUSE",
      "  hint: Name another port with --http, or 0 for any that is free.",
    ],
  }),
} as const;
