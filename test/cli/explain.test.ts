import { describe, expect, test } from "vitest";
import { codes } from "../../src/diagnostics/codes.ts";
import { cli } from "./support.ts";

describe("sluiceway explain", () => {
  test("shows everything that the table says about a code", async () => {
    const { exitCode, out, err } = await cli("explain", "SLW1401");
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
    const { explanation, example } = codes.SLW1401;
    expect(out.split("\n\n")).toEqual([
      'error SLW1401: The pipeline "<pipeline>" has no step "<target>"',
      explanation,
      ["Example:", ...example.map((line) => `  ${line}`)].join("\n"),
    ]);
    expect((await cli("explain", "SLW1309")).out).toMatch(/^warning SLW1309: /);
    expect((await cli("explain", "SLW1106")).out).toContain("\n\nHint: Rename one of the two, or remove it.\n\n");
  });

  test("takes a code in small letters or without its letters", async () => {
    const { out } = await cli("explain", "SLW1401");
    expect((await cli("explain", "slw1401")).out).toBe(out);
    expect((await cli("explain", "1401")).out).toBe(out);
  });

  test("lists every code once, in order, without one", async () => {
    const { exitCode, out } = await cli("explain");
    expect(exitCode).toBe(0);
    const listed = [...out.matchAll(/^ {2}(SLW\d{4}) {2}(error|warning) /gm)].map((line) => line[1]);
    expect(listed).toEqual(Object.keys(codes).toSorted());
    expect(out).toContain("10xx: reading the repository\n  SLW1001  error    There is no cluster.yaml in <root>");
  });

  test("as JSON: one code, or all", async () => {
    const one: unknown = JSON.parse((await cli("explain", "1401", "--format", "json")).out);
    expect(one).toMatchObject({ code: "SLW1401", severity: "error", explanation: codes.SLW1401.explanation });
    const all = JSON.parse((await cli("explain", "--format", "json")).out) as unknown[];
    expect(all).toHaveLength(Object.keys(codes).length);
    expect(all).toContainEqual(one);
  });

  test("an unknown code is wrong usage, with the code that may have been meant", async () => {
    const near = await cli("explain", "SLW14O1");
    expect(near).toMatchObject({ exitCode: 64, out: "" });
    expect(near.err).toBe('error: there is no code "SLW14O1". Did you mean "SLW1401"?');
    const far = await cli("explain", "constructor");
    expect(far).toMatchObject({ exitCode: 64, out: "" });
    expect(far.err).toBe('error: there is no code "constructor". `sluiceway explain` lists all codes.');
    expect((await cli("explain", "SLW9999")).exitCode).toBe(64);
    expect((await cli("explain", "\u001b[2J")).err).not.toContain("\u001b");
  });
});
