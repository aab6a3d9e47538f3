import { setTimeout as delay } from "node:timers/promises";

/** Repeats `attempt` until it doesn't throw; after `withinMs` its last error stands. */
export async function eventually<T>(attempt: () => Promise<T>, withinMs = 10_000): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(50);
    }
  }
}
