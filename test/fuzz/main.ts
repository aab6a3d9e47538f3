/**
 * `npm run fuzz`: compiles 1,000,000 inputs. `npm run fuzz -- --runs=50000 --seed=7` does fewer, or repeats a run. It works
 * in rounds, each with the next seed, so that a failure can be repeated by its round alone.
 */
import { fuzz } from "./fuzz.ts";

const roundSize = 10_000;

function option(name: string, otherwise: number): number {
  const text = process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
  return text === undefined ? otherwise : Number(text);
}

const runs = option("runs", 1_000_000);
const first = option("seed", Date.now() % 1_000_000_000);
const begin = performance.now();
for (let done = 0; done < runs; done += roundSize) {
  const seed = first + done / roundSize;
  const size = Math.min(roundSize, runs - done);
  console.log(`seed ${seed}: ${size} inputs (${done} done in ${Math.round((performance.now() - begin) / 1000)} s)`);
  fuzz({ runs: size, seed });
}
console.log(`fuzz: ${runs} inputs, no failure, in ${Math.round((performance.now() - begin) / 1000)} s`);
