import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { cachedFolder } from "./cache.ts";

describe("cachedFolder", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "sluiceway-cache-"));
    vi.stubEnv("XDG_CACHE_HOME", root);
  });

  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true, force: true });
  });

  const write = (text: string) => (folder: string) => {
    writeFileSync(join(folder, "file"), text);
    return Promise.resolve();
  };

  test("fills the folder once", async () => {
    await cachedFolder("thing", write("first"));
    const folder = await cachedFolder("thing", write("second"));
    expect(folder).toBe(join(root, "sluiceway", "thing"));
    expect(readFileSync(join(folder, "file"), "utf8")).toBe("first");
  });

  test("leaves nothing of a download that failed, so that the next run tries again", async () => {
    const broken = async (folder: string): Promise<void> => {
      await write("half")(folder);
      throw new Error("connection lost");
    };
    await expect(cachedFolder("thing", broken)).rejects.toThrow("connection lost");
    expect(readdirSync(join(root, "sluiceway"))).toEqual([]);
    expect(existsSync(await cachedFolder("thing", write("whole")))).toBe(true);
  });

  test("gives two runs that fill it at once the same complete folder", async () => {
    let release = (): void => undefined;
    const bothFill = new Promise<void>((resolve) => (release = resolve));
    const slow = cachedFolder("thing", async (folder) => {
      await bothFill;
      await write("slow")(folder);
    });
    const quick = await cachedFolder("thing", write("quick"));
    release();
    expect(await slow).toBe(quick);
    expect(readFileSync(join(quick, "file"), "utf8")).toBe("quick");
    expect(readdirSync(join(root, "sluiceway"))).toEqual(["thing"]);
  });
});
