import { describe, expect, test } from "vitest";
import { commitMetadataOf } from "../../../src/model/commit-metadata.ts";
import { judgeCommit } from "../../../src/engine/slots/judge-commit.ts";

const by = (token: number, engine = "other"): string => commitMetadataOf({ engine, token });
const own = { offset: 100n, metadata: by(5, "own") };

describe("a group's offset, to the owner with token 5 that committed 100", () => {
  const cases = [
    ["its own", 100n, own.metadata, "ours"],
    ["its own, whose answer was lost", 120n, own.metadata, "ours"],
    ["its own of before, which came late", 90n, own.metadata, "regressed"],
    ["an earlier owner's late commit", 80n, by(4), "regressed"],
    ["an earlier owner's late commit, ahead", 130n, by(4), "regressed"],
    ["an earlier owner's of the same offset", 100n, by(4), "ours"],
    ["a later owner's", 80n, by(6), "superseded"],
    ["nothing at all", undefined, "", "regressed"],
    ["an operator's rewind", 0n, "", "moved"],
    ["an operator's skip ahead", 500n, "by hand", "moved"],
    ["an operator's that changes nothing", 100n, "", "ours"],
  ] as const;
  test.each(cases)("%s", (...[, offset, metadata, verdict]) => {
    expect(judgeCommit(own, { offset, metadata })).toBe(verdict);
  });
});
