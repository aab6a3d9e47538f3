import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

const checkout = resolve(import.meta.dirname, "../..");
const action = join(checkout, ".github/actions/plan");
const marker = "<!-- sluiceway plan: production -->";

interface Comment {
  readonly id: number;
  body: string;
}

/** A stand-in of GitHub's API of comments, which refuses what GitHub would. */
const comments: Comment[] = [];
const requests: string[] = [];
const server = createServer((request, response) => {
  void answer(request).then(([code, value]) => {
    response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(value));
  });
});

async function answer(request: IncomingMessage): Promise<readonly [number, unknown]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = "", url = "", headers } = request;
  requests.push(`${method} ${url}`);
  if (headers.authorization !== "Bearer t0ken" || headers.accept !== "application/vnd.github+json") return [401, {}];
  const listed = /^\/repos\/team\/pipelines\/issues\/7\/comments\?per_page=100&page=(\d+)$/.exec(url);
  if (method === "GET" && listed !== null) return [200, comments.slice((Number(listed[1]) - 1) * 100).slice(0, 100)];
  return written(method, url, (JSON.parse(Buffer.concat(chunks).toString()) as { body: string }).body);
}

function written(method: string, url: string, body: string): readonly [number, unknown] {
  if (typeof body !== "string" || body === "" || body.length > 65_536) return [422, {}];
  if (method === "POST" && url === "/repos/team/pipelines/issues/7/comments") {
    comments.push({ id: comments.length + 1, body });
    return [201, {}];
  }
  const patched = /^\/repos\/team\/pipelines\/issues\/comments\/(\d+)$/.exec(url);
  const found = comments.find(({ id }) => String(id) === patched?.[1]);
  if (method !== "PATCH" || found === undefined) return [404, {}];
  found.body = body;
  return [200, {}];
}

let folder: string;
beforeAll(() => new Promise<void>((done) => server.listen(0, "127.0.0.1", done)));
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(async () => {
  comments.length = 0;
  requests.length = 0;
  folder = await mkdtemp(join(tmpdir(), "sluiceway-action-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
}

function run(program: readonly string[], environment: Readonly<Record<string, string>>, input = ""): Promise<Ran> {
  const [name = "", ...rest] = program;
  return new Promise((done) => {
    const child = execFile(name, rest, { cwd: folder, env: { ...process.env, ...environment } }, (error, out, err) => {
      done({ code: error === null ? 0 : Number(error.code), out: `${out}${err}` });
    });
    child.stdin?.end(input);
  });
}

const comment = (text: string): Promise<Ran> =>
  run(
    [process.execPath, join(action, "comment.mjs")],
    {
      GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      GITHUB_REPOSITORY: "team/pipelines",
      GITHUB_TOKEN: "t0ken",
      PULL_REQUEST: "7",
      COMMENT_ID: "production",
      DETAILS_URL: "https://ci.example.org/1",
    },
    text,
  );

test("one comment: written once, changed when the plan changes, left alone when it doesn't", async () => {
  for (let id = 1; id <= 100; id += 1) comments.push({ id, body: "somebody else's" });
  expect(await comment("### 1 to create")).toMatchObject({ code: 0 });
  expect(comments.at(-1)?.body).toBe(`${marker}\n### 1 to create`);
  await comment("### 2 to create");
  await comment("### 2 to create");
  expect(comments).toHaveLength(101);
  expect(comments.at(-1)?.body).toBe(`${marker}\n### 2 to create`);
  expect(requests.filter((one) => !one.startsWith("GET"))).toHaveLength(2);
});

test("a plan that is too long is cut at a line, closes what it opened, and says where the rest is", async () => {
  const line = `- \`+ create topic ${"x".repeat(80)}\`\n`;
  const long = `### Many\n\n<details><summary>1000 safe</summary>\n\n${line.repeat(1_000)}\n</details>`;
  expect(await comment(long)).toMatchObject({ code: 0 });
  const [{ body } = { body: "" }] = comments;
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body.split("<details>").length).toBe(body.split("</details>").length);
  expect(body).toMatch(/\n\n… the rest is too long for a comment: \[all of it\]\(https:\/\/ci\.example\.org\/1\)$/);
});

test("what GitHub refuses fails the step, without the token in the output", async () => {
  const refused = await run(
    [process.execPath, join(action, "comment.mjs")],
    {
      GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      GITHUB_REPOSITORY: "team/pipelines",
      GITHUB_TOKEN: "wrong-t0ken",
      PULL_REQUEST: "7",
    },
    "x",
  );
  expect(refused.code).not.toBe(0);
  expect(refused.out).not.toContain("wrong-t0ken");
});

async function plan(): Promise<Ran & { readonly markdown: string; readonly outputs: string }> {
  const outputs = join(folder, "outputs");
  const ran = await run(["bash", join(action, "plan.sh")], {
    SLUICEWAY: `${process.execPath} --import ${join(checkout, "node_modules/tsx/dist/loader.mjs")} ${join(checkout, "src/cli/main.ts")}`,
    ROOT: "pipelines",
    GITHUB_OUTPUT: outputs,
    XDG_CACHE_HOME: join(folder, "cache"),
  });
  const [markdown, said] = await Promise.all(
    [join(folder, "sluiceway-plan.md"), outputs].map((file) => readFile(file, "utf8")),
  );
  return { ...ran, markdown: markdown ?? "", outputs: said ?? "" };
}

test("the shell step plans, says against what, and says what is invalid on its line", async () => {
  await cp(join(checkout, "pipelines"), join(folder, "pipelines"), { recursive: true });
  const planned = await plan();
  expect(planned).toMatchObject({ code: 0, outputs: "exit-code=2\n" });
  expect(planned.markdown).toMatch(/^### .*create/);
  expect(planned.markdown).toContain("Planned against an empty cluster");
  expect(JSON.parse(await readFile(join(folder, "sluiceway-plan.json"), "utf8"))).toMatchObject({ formatVersion: 1 });

  await writeFile(join(folder, "pipelines/broken.yaml"), "pipelineName: broken\nstpes: []\n");
  const broken = await plan();
  expect(broken.outputs).toContain("exit-code=1\n");
  expect(broken.out).toContain("::error file=pipelines/broken.yaml,line=2");
  expect(broken.markdown).toContain("The configuration is invalid");
}, 60_000);
