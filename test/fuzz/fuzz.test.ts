import { test } from "vitest";
import { fuzz } from "./fuzz.ts";

const runs = 20_000;
const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 1_000_000_000);

test(
  `the compiler refuses any input in good order (seed ${seed}; FUZZ_SEED=${seed} repeats it)`,
  { timeout: 300_000 },
  () => {
    console.log(`fuzz: ${runs} inputs, seed ${seed}`);
    fuzz({ runs, seed });
  },
);
