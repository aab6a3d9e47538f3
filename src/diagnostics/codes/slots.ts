import { error } from "./row.ts";

/** 302x: what operators ask of slots and engines. */
export const slotCodes = {
  SLW3020: error({
    message: (p: { slot: string; known: string }) => `There is no slot "${p.slot}"; slots: ${p.known}`,
    hint: "A slot is named as `sluiceway slots` shows it: <topic>/<partition>.",
    explanation:
      "A slot is one partition of a topic that a published pipeline reads. Nothing was changed. Where several pipelines read the partition, `--pipeline` says whose slot is meant.",
    example: [
      'error SLW3020 There is no slot "orders/7"; slots: orders/0, orders/1',
      "  hint: A slot is named as `sluiceway slots` shows it: <topic>/<partition>.",
    ],
  }),
  SLW3021: error({
    message: (p: { engine: string; known: string }) => `No engine "${p.engine}" takes part; engines: ${p.known}`,
    hint: "Name an engine by its label or its id, as `sluiceway slots` shows them.",
    explanation: "The engine is neither in Consul's catalogue nor has it a lease. Nothing was changed.",
    example: [
      'error SLW3021 No engine "rack-9" takes part; engines: rack-1, rack-2',
      "  hint: Name an engine by its label or its id, as `sluiceway slots` shows them.",
    ],
  }),
  SLW3022: error({
    message: (p: { name: string; candidates: string }) => `"${p.name}" can mean several; say which: ${p.candidates}`,
    hint: "Engines may share a label and pipelines a topic: an engine's id, or --pipeline, tells them apart.",
    explanation:
      "The command would change one engine's slots, or one pipeline's, and the name fits more. Nothing was changed.",
    example: [
      'error SLW3022 "rack-1" can mean several; say which: 4f0c…, 9a1b…',
      "  hint: Engines may share a label and pipelines a topic: an engine's id, or --pipeline, tells them apart.",
    ],
  }),
  SLW3023: error({
    message: (p: { what: string; seconds: number; state: string }) =>
      `${p.what} was not confirmed within ${p.seconds} s: ${p.state}`,
    hint: "The wish stands, and is carried out when that is possible; --undo takes it back.",
    explanation:
      "What an operator asks for is carried out by the coordinator and the engines, and counts as done when the new holder's own claim says so. That did not happen in the time. An engine may still be finishing what it has in flight, or there may be no coordinator.",
    example: [
      "error SLW3023 The move of orders/3 to rack-2 was not confirmed within 60 s: rack-1 holds it, there is no coordinator",
      "  hint: The wish stands, and is carried out when that is possible; --undo takes it back.",
    ],
  }),
  SLW3024: error({
    message: (p: { engine: string }) =>
      `${p.engine} is the only engine that may have slots: draining it would stop everything`,
    hint: "Start another engine first, or stop this one: it hands its slots over as it ends.",
    explanation: "No other engine takes part, or all others are drained. Nothing was changed.",
    example: [
      "error SLW3024 rack-1 is the only engine that may have slots: draining it would stop everything",
      "  hint: Start another engine first, or stop this one: it hands its slots over as it ends.",
    ],
  }),
} as const;
