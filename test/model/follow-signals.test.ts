import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { followSignals } from "../../src/model/follow-signals.ts";

describe("a signal that follows others", () => {
  test("is aborted with the reason of the first one", () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const { signal } = followSignals([one.signal, undefined, two.signal]);
    expect(signal.aborted).toBe(false);
    const reason = new Error("two");
    two.abort(reason);
    one.abort(new Error("one"));
    expect(signal.reason).toBe(reason);
  });

  test("is aborted at once where one already is", () => {
    const reason = new Error("before");
    expect(followSignals([new AbortController().signal, AbortSignal.abort(reason)]).signal.reason).toBe(reason);
  });

  test("leaves nothing behind after its release", () => {
    const source = new AbortController();
    const { signal, release } = followSignals([source.signal]);
    expect(getEventListeners(source.signal, "abort")).toHaveLength(1);
    release();
    expect(getEventListeners(source.signal, "abort")).toHaveLength(0);
    source.abort();
    expect(signal.aborted).toBe(false);
  });
});
