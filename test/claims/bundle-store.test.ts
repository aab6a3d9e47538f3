import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { maxFileBytes } from "../../src/claims/bundle-files.ts";
import { createBundleStore } from "../../src/claims/bundle-store.ts";
import { maxTransactionBytes } from "../../src/claims/store.ts";
import { createEmbeddedClaimStore } from "../../src/embedded/claim-store.ts";
import type { EmbeddedClaimStore } from "../../src/embedded/claim-store.ts";
import type { BundleFile, Manifest } from "../../src/model/bundle.ts";
import { parseDigest, parsed, parseRevision } from "../../src/model/names.ts";
import type { Digest } from "../../src/model/names.ts";

function fileOf(bytes: Uint8Array): BundleFile {
  return { digest: parsed(parseDigest(`sha256:${createHash("sha256").update(bytes).digest("hex")}`)), bytes };
}

const textFile = (text: string): BundleFile => fileOf(new TextEncoder().encode(text));

/** As much of a bundle as its publication looks at. */
function bundleOf(name: string, modules: readonly Digest[] = []): BundleFile {
  const steps = modules.map((digest) => ({ processor: { kind: "module", path: "x.mjs", digest, config: {} } }));
  return textFile(JSON.stringify({ formatVersion: 1, pipeline: name, steps }));
}

const manifestOf = (files: readonly BundleFile[]): Manifest => ({
  formatVersion: 1,
  pipelines: Object.fromEntries(files.map(({ digest }, at) => [`pipeline-${at}`, digest])),
});

/** A manifest's origin that follows a version, of the n-th revision. */
const at = (version: number, revision = 0) => ({
  version,
  revision: parsed(parseRevision(revision.toString(16).padStart(40, "0"))),
});

async function filesIn(store: EmbeddedClaimStore): Promise<number> {
  return (await store.keys("bundles/")).filter((key) => key.endsWith("/head")).length;
}

describe("published files", () => {
  test("are read back whole, small and larger than one value", async () => {
    const store = createEmbeddedClaimStore();
    const bundles = createBundleStore(store);
    const files = [textFile(""), textFile("small"), fileOf(new Uint8Array(randomBytes(3 * maxTransactionBytes)))];
    await bundles.publish(files);
    for (const { digest, bytes } of files)
      expect(Buffer.compare((await bundles.readFile(digest)) ?? randomBytes(1), bytes)).toBe(0);
    expect((await store.keys("bundles/")).filter((key) => key.includes("/part-")).length).toBeGreaterThanOrEqual(5);
  });

  test("one that is not there is undefined", async () => {
    const bundles = createBundleStore(createEmbeddedClaimStore());
    expect(await bundles.readFile(textFile("x").digest)).toBeUndefined();
  });

  test("are written once", async () => {
    const store = createEmbeddedClaimStore();
    const bundles = createBundleStore(store);
    await bundles.publish([textFile("x")]);
    const before = await store.list("bundles/");
    await bundles.publish([textFile("x")]);
    expect(await store.list("bundles/")).toEqual(before);
  });

  test("a publication that broke off is completed by the next", async () => {
    const store = createEmbeddedClaimStore();
    const file = fileOf(new Uint8Array(randomBytes(3 * maxTransactionBytes)));
    const breaking = store.client();
    breaking.faults.answersToLose = 1;
    await expect(createBundleStore(breaking).publish([file])).rejects.toMatchObject({ kind: "unreachable" });
    expect(await createBundleStore(store).readFile(file.digest)).toBeUndefined();
    await createBundleStore(breaking).publish([file]);
    expect(Buffer.compare((await createBundleStore(store).readFile(file.digest))!, file.bytes)).toBe(0);
  });

  test.each([
    ["a part with other bytes", "part-0", Buffer.from("not packed"), "can't be unpacked"],
    ["a head that means nothing", "head", Buffer.from("{}"), "head can't be read"],
    ["a head that names too many parts", "head", Buffer.from('{"formatVersion":1,"parts":2}'), "part is missing"],
  ])("%s is found when they are read", async (...[, key, value, message]) => {
    const store = createEmbeddedClaimStore();
    const bundles = createBundleStore(store);
    const file = textFile("content");
    await bundles.publish([file]);
    const stored = (await store.list("bundles/")).values.find((found) => found.key.endsWith(key))!;
    await store.transact([{ kind: "set", key: stored.key, value, version: stored.version }]);
    await expect(bundles.readFile(file.digest)).rejects.toThrow(message);
  });

  test("another file's bytes under a digest are found", async () => {
    const store = createEmbeddedClaimStore();
    const bundles = createBundleStore(store);
    const [file, other] = [textFile("content"), textFile("other")];
    await bundles.publish([file, other]);
    const values = (await store.list("bundles/")).values.filter(({ key }) => key.endsWith("part-0"));
    const of = (digest: Digest): (typeof values)[number] => values.find(({ key }) => key.includes(digest.slice(7)))!;
    await store.transact([
      { kind: "set", key: of(file.digest).key, value: of(other.digest).value, version: of(file.digest).version },
    ]);
    await expect(bundles.readFile(file.digest)).rejects.toThrow("the bytes have another digest");
  });

  test("too many bytes are refused before anything is written", async () => {
    const store = createEmbeddedClaimStore();
    const large = fileOf(new Uint8Array(maxFileBytes + 1));
    await expect(createBundleStore(store).publish([large])).rejects.toMatchObject({ kind: "too-large" });
    expect(await store.keys("")).toEqual([]);
  });
});

describe("the manifest", () => {
  test("is empty before the first, and moves by compare-and-set", async () => {
    const bundles = createBundleStore(createEmbeddedClaimStore());
    expect(await bundles.readManifest()).toEqual({ manifest: { formatVersion: 1, pipelines: {} }, version: 0 });
    const files = [bundleOf("a"), bundleOf("b")];
    await bundles.publish(files);
    expect(await bundles.publishManifest(manifestOf(files), at(0))).toBe(true);
    const { manifest, version } = await bundles.readManifest();
    expect(manifest).toEqual(manifestOf(files));
    expect(await bundles.publishManifest(manifestOf(files.slice(1)), at(0))).toBe(false);
    expect(await bundles.publishManifest(manifestOf(files.slice(1)), at(version))).toBe(true);
  });

  test("names only what is published: bundles, and the modules that they run", async () => {
    const bundles = createBundleStore(createEmbeddedClaimStore());
    const module = textFile("export default 1");
    const bundle = bundleOf("a", [module.digest]);
    await expect(bundles.publishManifest(manifestOf([bundle]), at(0))).rejects.toThrow(bundle.digest);
    await bundles.publish([bundle]);
    await expect(bundles.publishManifest(manifestOf([bundle]), at(0))).rejects.toThrow(module.digest);
    await bundles.publish([module]);
    expect(await bundles.publishManifest(manifestOf([bundle]), at(0))).toBe(true);
  });

  test("knows the revision with which each file came, whatever manifests name it later", async () => {
    const bundles = createBundleStore(createEmbeddedClaimStore());
    const [stays, changes, changed] = [bundleOf("stays"), bundleOf("changes"), bundleOf("changed")];
    await bundles.publish([stays, changes]);
    expect(await bundles.readOrigins()).toEqual(new Map());
    await bundles.publishManifest(manifestOf([stays, changes]), at(0, 1));
    await bundles.publish([changed]);
    await bundles.publishManifest(manifestOf([stays, changed]), at((await bundles.readManifest()).version, 2));
    const origin = (revision: number) => at(0, revision).revision;
    expect(await bundles.readOrigins()).toEqual(
      new Map([
        [stays.digest, origin(1)],
        [changes.digest, origin(1)],
        [changed.digest, origin(2)],
      ]),
    );
  });

  test("what the last twenty don't need is collected, modules with their bundles", async () => {
    const store = createEmbeddedClaimStore();
    const bundles = createBundleStore(store);
    const module = textFile("export default 1");
    const first = bundleOf("first", [module.digest]);
    await bundles.publish([module, first]);
    await bundles.publishManifest(manifestOf([first]), at(0));
    for (let revision = 0; revision < 19; revision += 1) {
      const next = bundleOf(`revision ${revision}`);
      await bundles.publish([next]);
      expect(await bundles.publishManifest(manifestOf([next]), at((await bundles.readManifest()).version))).toBe(true);
    }
    expect([await filesIn(store), await bundles.readFile(module.digest)]).toEqual([21, module.bytes]);
    const last = bundleOf("last");
    await bundles.publish([last]);
    await bundles.publishManifest(manifestOf([last]), at((await bundles.readManifest()).version));
    expect(await filesIn(store)).toBe(20);
    expect([await bundles.readFile(module.digest), await bundles.readFile(first.digest)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(await bundles.readFile(last.digest)).toEqual(last.bytes);
  });

  test("is watched: at once when it has moved, else when it moves or the wait is over", async () => {
    const bundles = createBundleStore(createEmbeddedClaimStore());
    const file = bundleOf("a");
    await bundles.publish([file]);
    const watching = bundles.watchManifest(0, { waitMs: 60_000 });
    await bundles.publishManifest(manifestOf([file]), at(0));
    const { manifest, version } = await watching;
    expect(manifest).toEqual(manifestOf([file]));
    expect((await bundles.watchManifest(0, { waitMs: 60_000 })).version).toBe(version);
    expect((await bundles.watchManifest(version, { waitMs: 20 })).version).toBe(version);
  });

  test("who follows it hears at once that topics have more partitions, again and again", async () => {
    const store = createEmbeddedClaimStore();
    const bundles = createBundleStore(store);
    const file = bundleOf("search");
    await bundles.publish([file]);
    await bundles.publishManifest(manifestOf([file]), at(0));
    const { version } = await bundles.readManifest();
    for (let time = 0; time < 3; time += 1) {
      let isHeard = false;
      const watching = bundles.watchManifest(version, { waitMs: 600_000 }).then((found) => {
        isHeard = true;
        return found;
      });
      await new Promise((resolve) => setImmediate(resolve));
      expect(isHeard).toBe(false);
      await bundles.announcePartitions();
      expect(await watching).toEqual({ manifest: manifestOf([file]), version });
    }
  });

  test("one that can't be read is an error, not an empty one", async () => {
    const store = createEmbeddedClaimStore();
    const value = new TextEncoder().encode('{"formatVersion":2,"pipelines":{}}');
    await store.transact([{ kind: "set", key: "manifest", value, version: 0 }]);
    await expect(createBundleStore(store).readManifest()).rejects.toThrow("format");
  });
});
