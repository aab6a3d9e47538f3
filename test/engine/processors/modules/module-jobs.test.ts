import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ModuleJob } from "../../../../src/engine/processors/modules/module-jobs.ts";
import { ModuleJobs } from "../../../../src/engine/processors/modules/module-jobs.ts";

const jobOf = (name: string): ModuleJob => ({ place: { step: name } }) as unknown as ModuleJob;
const send = (jobs: ModuleJobs): readonly (readonly [number, ModuleJob])[] => [...jobs.next()];

describe("the jobs of a module's thread", () => {
  test("are sent at once, in order", () => {
    const jobs = new ModuleJobs();
    const given = ["a", "b"].map(jobOf);
    for (const job of given) jobs.add(job);
    expect(send(jobs).map(([, job]) => job)).toEqual(given);
    expect(send(jobs)).toEqual([]);
  });

  test("of a thread that ended, the only one is to blame", () => {
    const jobs = new ModuleJobs();
    const only = jobOf("a");
    jobs.add(only);
    send(jobs);
    expect(jobs.threadEnded()).toBe(only);
    expect(jobs.size).toBe(0);
  });

  test("of a thread that was replaced are sent again, all of them", () => {
    const jobs = new ModuleJobs();
    const [stuck, other] = [jobOf("a"), jobOf("b")];
    jobs.add(stuck);
    jobs.add(other);
    send(jobs);
    expect(jobs.drop(stuck)).toBe(1);
    jobs.threadReplaced();
    expect(send(jobs).map(([, job]) => job)).toEqual([other]);
  });

  test("whatever happens, the one that ends threads is found, is blamed once, and every other one is answered", () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }),
        fc.array(fc.nat(9), { maxLength: 100 }),
        (areDeadly, moves) => {
          const jobs = new ModuleJobs();
          const deadly = new Map(areDeadly.map((isDeadly, index) => [jobOf(String(index)), isDeadly]));
          const waiting = [...deadly.keys()];
          const underWay = new Map<number, ModuleJob>();
          const answered: ModuleJob[] = [];
          const blamed: ModuleJob[] = [];
          const pump = (): void => {
            for (const [id, job] of send(jobs)) underWay.set(id, job);
          };
          const step = (move: number): void => {
            if (move < 4 && waiting.length > 0) {
              jobs.add(waiting.shift()!);
              pump();
              return;
            }
            const [id, job] = [...underWay][move % Math.max(1, underWay.size)] ?? [];
            if (id === undefined || job === undefined) return;
            if (deadly.get(job) === true) {
              underWay.clear();
              const culprit = jobs.threadEnded();
              if (culprit !== undefined) blamed.push(culprit);
            } else {
              underWay.delete(id);
              answered.push(jobs.ended(id)!);
            }
            pump();
          };
          for (const move of moves) step(move);
          for (let round = 0; round < 1_000 && (waiting.length > 0 || jobs.size > 0); round += 1) step(round % 10);
          expect(jobs.size).toBe(0);
          expect(new Set(blamed)).toEqual(new Set([...deadly].filter(([, is]) => is).map(([job]) => job)));
          expect(blamed).toHaveLength(new Set(blamed).size);
          expect(answered).toHaveLength(deadly.size - blamed.length);
        },
      ),
    );
  });
});
