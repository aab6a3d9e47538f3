import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { checkRoot } from "../../../src/app/checked/check-root.ts";
import { openPartThreads } from "../../../src/app/checked/part-threads.ts";
import { openRepository } from "../../../src/app/open-repository.ts";
import type { Files } from "./checked-world.ts";
import { alone, base, checkedInParts, cluster, compiled, plain, reader, repositoryOf } from "./checked-world.ts";

let caches = "";
beforeEach(() => {
  caches = mkdtempSync(join(tmpdir(), "sluiceway-checked-"));
  vi.stubEnv("XDG_CACHE_HOME", caches);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(caches, { recursive: true });
});

const states = (): readonly string[] =>
  readdirSync(join(caches, "sluiceway/checked")).map((name) => join(caches, "sluiceway/checked", name));

describe("a root that was checked before", () => {
  async function checkedTwice(before: Files, after: Files): Promise<{ readonly read: number }> {
    const { opened, commit, filesRead } = repositoryOf();
    commit(before);
    await checkRoot(opened, { environment: undefined });
    commit(after);
    filesRead();
    const found = await checkRoot(opened, { environment: undefined });
    const read = filesRead();
    expect(plain(found)).toEqual(plain(await compiled(opened, undefined)));
    return { read };
  }

  test("is read only where it has changed", async () => {
    expect(await checkedTwice(base, base)).toEqual({ read: 0 });
    expect(await checkedTwice(base, { ...base, "alone/3.yaml": alone(3, "20s") })).toEqual({ read: 2 });
    expect(await checkedTwice(base, { ...base, "alone/new.yaml": alone(77) })).toEqual({ read: 2 });
    const { "alone/3.yaml": moved, ...others } = base;
    expect(await checkedTwice(base, others)).toEqual({ read: 1 });
    expect(await checkedTwice(base, { ...others, "moved.yaml": moved ?? "" })).toEqual({ read: 2 });
  });

  test("is read with the pipelines that the change meets", async () => {
    expect(await checkedTwice(base, { ...base, "reader.yaml": `# changed\n${reader}` })).toEqual({ read: 3 });
  });

  test("is read as a whole when what all depend on changes, or something is wrong", async () => {
    const files = Object.keys(base).length;
    const whole = async (after: Files): Promise<void> => {
      expect((await checkedTwice(base, after)).read).toBeGreaterThanOrEqual(files - 1);
    };
    await whole({ ...base, "cluster.yaml": `${cluster}brokers: 3\n` });
    await whole({ ...base, "prod.yaml": "environment: prod\n" });
    await whole({ ...base, "alone/3.yaml": alone(3, "soon") });
    await whole({ ...base, "alone/3.yaml": alone(4) });
    const { "reader.yaml": _, "writer.yaml": __, ...unused } = base;
    await whole(unused);
  });

  test("is read as a whole where a pipeline allows a topic that it doesn't use: its name may collide with any", async () => {
    const sends = (topic: string): string =>
      `pipelineName: sender\nallowedKafkaTopics: [${topic}]\nsteps: [{ stepName: a, stepType: INITIAL_PIPELINE, outputs: [{ kafkaTopic: ${topic} }] }]\n`;
    const unused = `allowedKafkaTopics: [clicks_raw]\n${alone(3)}`;
    const both = {
      ...base,
      "cluster.yaml": cluster.replace("[shared]", "[shared, clicks.raw]"),
      "sender.yaml": sends("clicks.raw"),
    };
    const { opened, commit } = repositoryOf();
    commit({ ...both, "alone/3.yaml": unused });
    expect(plain(await checkRoot(opened, { environment: undefined }))).toMatchObject({
      ok: false,
      diagnostics: [{ code: "SLW1307" }],
    });
    await checkedTwice(both, { ...both, "alone/3.yaml": unused });
    const plainly = { ...both, "cluster.yaml": cluster, "sender.yaml": sends("shared"), "alone/3.yaml": unused };
    await checkedTwice(plainly, { ...plainly, "more.yaml": `allowedKafkaTopics: [clicks.raw]\n${alone(77)}` });
  });

  test("is compiled anew where the cache is damaged, cut off or of another program", async () => {
    const { opened, commit, filesRead } = repositoryOf();
    commit(base);
    const first = plain(await checkRoot(opened, { environment: undefined }));
    const [path = ""] = states();
    const good = readFileSync(path, "utf8");
    for (const damaged of ["", good.slice(0, -100), good.replace('"alone-3"', '"alone-4"'), "x\n{}", `${good}x`]) {
      writeFileSync(path, damaged);
      filesRead();
      expect(plain(await checkRoot(opened, { environment: undefined }))).toEqual(first);
      expect(filesRead()).toBe(Object.keys(base).length);
      expect(readFileSync(path, "utf8")).toBe(good);
    }
  });

  test("is checked where the cache can't be written at all", async () => {
    const { opened, commit } = repositoryOf();
    commit(base);
    const file = join(caches, "a-file");
    writeFileSync(file, "");
    vi.stubEnv("XDG_CACHE_HOME", file);
    expect(await checkRoot(opened, { environment: undefined })).toMatchObject({ ok: true, value: { pipelines: 32 } });
  });

  test("keeps a bounded number of states, and processes at once don't disturb each other", async () => {
    const { opened, commit } = repositoryOf();
    const environments = Array.from({ length: 60 }, (_, index) => `e${index}`);
    commit({
      "cluster.yaml": "clusterName: c\n",
      ...Object.fromEntries(environments.map((name) => [`${name}.yaml`, `environment: ${name}\n`])),
    });
    const found = await Promise.all(
      [...environments, ...environments].map((name) => checkRoot(opened, { environment: name })),
    );
    expect(found.every((result) => result.ok)).toBe(true);
    await checkRoot(opened, { environment: undefined });
    expect(states().length).toBeLessThanOrEqual(50);
    expect(states().filter((path) => path.endsWith(".draft"))).toEqual([]);
  });

  test("shows excerpts of what an earlier process found", async () => {
    const top = await mkdtemp(join(tmpdir(), "sluiceway-checked-root-"));
    try {
      const git = (...commandLine: readonly string[]): string =>
        execFileSync("git", ["-C", top, "-c", "user.name=t", "-c", "user.email=t@example.org", ...commandLine], {
          encoding: "utf8",
        });
      git("init", "--quiet");
      await mkdir(join(top, "p"));
      await writeFile(join(top, "cluster.yaml"), "clusterName: c\n");
      await writeFile(join(top, "p/a.yaml"), "pipelineName: a\nsteps: [{ stepName: unreached }]\n");
      git("add", "--all");
      git("commit", "--quiet", "--message", "A state");
      for (let run = 0; run < 2; run++) {
        const opened = await openRepository({ root: top });
        const found = await checkRoot(opened, { environment: undefined });
        await opened.repository.close();
        expect(found).toMatchObject({ ok: true, warnings: [{ code: "SLW1413" }] });
        expect(opened.textOf("p/a.yaml")).toContain("unreached");
      }
    } finally {
      await rm(top, { recursive: true });
    }
  });
});

const topics = ["shared", "t.x", "yappy.pipeline.p0.step.a.output", "yappy.pipeline.p1.step.b.input", "t_x"] as const;
/** All but the last, which collides with the second. */
const usual = topics.slice(0, -1);
/** A pipeline that uses them all, or the cluster's list would hold topics that nobody uses. */
const hub = JSON.stringify({
  pipelineName: "hub",
  allowedKafkaTopics: usual,
  steps: [
    {
      stepName: "a",
      stepType: "INITIAL_PIPELINE",
      outputs: usual.map((kafkaTopic) => ({ name: kafkaTopic, kafkaTopic })),
    },
  ],
});
const nameOfFile = { "a.yaml": "p0", "b.yaml": "p1", "c.yaml": "p0_step_a", "d/e.yaml": "p2" } as const;
const paths = Object.keys(nameOfFile) as (keyof typeof nameOfFile)[];
const names = ["p0", "p1", "p0_step_a", "p2", "p3"] as const;
const someTopics: fc.Arbitrary<readonly string[]> = fc.uniqueArray(fc.constantFrom(...usual, ...usual, ...topics), {
  maxLength: 2,
});
const noTopics: fc.Arbitrary<readonly string[]> = fc.constant([]);

/** A pipeline that is valid more often than not. */
const pipelineText = fc
  .record({
    name: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, fc.constantFrom(...names)),
    steps: fc.constantFrom(["a", "b"], ["b", "a"], ["a", "step_a"]),
    writes: fc.oneof({ weight: 2, arbitrary: noTopics }, someTopics),
    reads: fc.oneof({ weight: 2, arbitrary: noTopics }, someTopics),
    isEntry: fc.constantFrom(true, true, false),
    lists: fc.constantFrom("used", "used", "used", "used", "used", "none", "all"),
    timeout: fc.constantFrom("10s", "20s", "soon"),
  })
  .map(({ name, steps: [first = "", second = ""], writes, reads, isEntry, lists, timeout }) => {
    const used = [...new Set([...writes, ...reads])];
    const allowed = lists === "used" ? used : topics;
    return (nameOfPath: string): string =>
      JSON.stringify({
        pipelineName: name ?? nameOfPath,
        ...(lists === "none" || used.length === 0 ? {} : { allowedKafkaTopics: allowed }),
        steps: [
          {
            stepName: first,
            ...(isEntry ? { stepType: "INITIAL_PIPELINE" } : {}),
            ...(timeout === "soon" ? {} : { timeout }),
            outputs: [{ targetStep: second }, ...writes.map((kafkaTopic) => ({ name: kafkaTopic, kafkaTopic }))],
          },
          { stepName: second, inputs: [{ type: "KAFKA" }, ...reads.map((kafkaTopic) => ({ kafkaTopic }))] },
        ],
      });
  });

const clusterText = fc.constantFrom(
  ...[usual, usual, usual, topics, topics.slice(2)].flatMap((allowed) =>
    [topics.slice(0, 1), []].map((declared) =>
      JSON.stringify({
        clusterName: "c",
        allowedKafkaTopics: allowed,
        topics: declared.filter((name) => allowed.includes(name)).map((name) => ({ name })),
      }),
    ),
  ),
);
const environmentText = fc.constantFrom(
  "environment: prod\n",
  "environment: prod\ncluster: { topicDefaults: { partitions: 3 } }\n",
  "environment: prod\npipelines: { p0: { defaults: { timeout: 5s } } }\n",
);

/** A change of one file; without a text it is removed. */
const edit: fc.Arbitrary<readonly [path: string, text: string | undefined]> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc
      .tuple(fc.constantFrom(...paths), pipelineText)
      .map(([path, text]) => [path, text(nameOfFile[path])] as const),
  },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom("a.yaml", "b.yaml", "d/e.yaml", "m.mjs"), fc.constant(undefined)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("cluster.yaml"), clusterText) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("prod.yaml"), environmentText) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("m.mjs"), fc.constant("export const process = (record) => record;\n")) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom("a.yaml", "b.yaml"), fc.constantFrom("[", "# nothing\n", "test: t\n")),
  },
);

describe("a root that is checked in parts", () => {
  const overlay = "environment: prod\npipelines: { alone-7: { defaults: { timeout: 5s } } }\n";

  async function inParts(files: Files, environment?: string): Promise<object | undefined> {
    const { opened, commit } = repositoryOf();
    commit(files);
    const parts = await checkedInParts(opened, environment, { filesOfPart: 5, threads: undefined });
    if (parts !== undefined) expect(plain(await compiled(opened, environment))).toMatchObject(parts);
    return parts;
  }

  test("is judged as a whole is, where pipelines meet across parts and environments overlay some", async () => {
    expect(await inParts(base)).toMatchObject({ value: { pipelines: 32 } });
    expect(await inParts({ ...base, "prod.yaml": overlay }, "prod")).toMatchObject({ value: { pipelines: 32 } });
    const lonely = "pipelineName: lonely\nsteps: [{ stepName: unreached }]\n";
    const found = await inParts({ ...base, "alone/1.yaml": lonely });
    expect(found).toMatchObject({ warnings: [{ code: "SLW1413" }] });
  });

  test("is left to a whole compilation where something is wrong, or concerns all", async () => {
    const { "alone/7.yaml": _, ...others } = base;
    const missing = { ...others, "prod.yaml": overlay };
    const twice = { ...base, "z.yaml": alone(3) };
    const { "reader.yaml": __, "writer.yaml": ___, ...unused } = base;
    const renamed = { ...base, "cluster.yaml": `${cluster}naming: { prefix: "", migrateFrom: "yappy." }\n` };
    const tested = { ...base, "test.yaml": "test: t\npipeline: alone-3\n" };
    for (const files of [missing, twice, unused, renamed, tested]) expect(await inParts(files)).toBeUndefined();
  });

  test("is the same from threads", async () => {
    const thread = new URL("../../../src/app/checked/part-thread.ts", import.meta.url);
    const loader = new URL("../../../node_modules/tsx/dist/esm/api/index.mjs", import.meta.url);
    const program = join(caches, "thread.mjs");
    writeFileSync(program, `import { register } from "${loader.href}"; register(); await import("${thread.href}");`);
    const threads = openPartThreads(undefined, pathToFileURL(program));
    const { opened, commit } = repositoryOf();
    commit({ ...base, "alone/1.yaml": "pipelineName: lonely\nsteps: [{ stepName: unreached }]\n" });
    const alike = await checkedInParts(opened, undefined, { filesOfPart: 5, threads: undefined });
    const found = await checkedInParts(opened, undefined, { filesOfPart: 5, threads });
    await threads?.close();
    expect(threads, "a machine with one core has none").toBeDefined();
    expect(found).toEqual(alike);
    expect(found).toMatchObject({ value: { pipelines: 32 }, warnings: [{ code: "SLW1413" }] });
  });
});

test("after any edits the findings and counts are those of a whole compilation", { timeout: 120_000 }, async () => {
  let [quick, inParts] = [0, 0];
  const property = fc.asyncProperty(
    clusterText,
    fc.array(fc.array(edit, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 8 }),
    fc.record({
      environment: fc.constantFrom(undefined, "prod"),
      filesOfPart: fc.integer({ min: 1, max: 3 }),
      maxUnsaved: fc.constantFrom(0, 1, 16),
    }),
    async (first, commits, { environment, filesOfPart, maxUnsaved }) => {
      const { opened, commit, filesRead } = repositoryOf();
      let files: Record<string, string> = { "cluster.yaml": first, "prod.yaml": "environment: prod\n" };
      for (let index = 0; index < 3; index++) files[`alone/${index}.yaml`] = alone(index);
      files["hub.yaml"] = hub;
      for (const edits of [[], ...commits]) {
        const before = files;
        for (const [path, text] of edits) {
          const { [path]: _, ...others } = files;
          files = text === undefined ? others : { ...others, [path]: text };
        }
        commit(files);
        filesRead();
        const found = await checkRoot(opened, { environment, filesOfPart, maxUnsaved });
        if (found.ok && filesRead() < Object.keys(files).length) quick += 1;
        const whole = plain(await compiled(opened, environment));
        expect(plain(found)).toEqual(whole);
        const parts = await checkedInParts(opened, environment, { filesOfPart, threads: undefined });
        if (parts !== undefined) {
          inParts += 1;
          expect(whole).toMatchObject(parts);
        }
        // As an author would: nearly everything later would be wrong too.
        if (!found.ok) files = before;
      }
      rmSync(join(caches, "sluiceway"), { recursive: true, force: true });
    },
  );
  await fc.assert(property, { numRuns: 140 });
  expect(quick, "the quick way was taken").toBeGreaterThanOrEqual(30);
  expect(inParts, "parts gave an answer").toBeGreaterThanOrEqual(60);
});
