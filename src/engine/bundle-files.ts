import type { Bundle, BundleInput, BundleStep, RetryTier } from "../model/bundle.ts";
import { bundleFormatVersion } from "../model/bundle.ts";
import { lackingCapabilities } from "../model/engine-capabilities.ts";
import type { Digest, TopicName } from "../model/names.ts";
import { matchesDigest } from "./processors/modules/module-store.ts";
import { Refusal } from "./refusal.ts";

/** How many bundles are remembered: those of the slots and of the manifest before, on any but the largest clusters. */
const maxRemembered = 256;

/** Bundles by digest, verified when they are read and then remembered. */
export class BundleFiles {
  readonly #readFile: (digest: Digest) => Promise<Uint8Array>;
  readonly #bundles = new Map<Digest, Bundle>();

  constructor(readFile: (digest: Digest) => Promise<Uint8Array>) {
    this.#readFile = readFile;
  }

  /** Rejects with a `Refusal` for a bundle that this engine can't run, or with what reading it gave. */
  async load(digest: Digest): Promise<Bundle> {
    const known = this.#bundles.get(digest);
    if (known !== undefined) return known;
    const bundle = parseBundle(await this.#readFile(digest), digest);
    if (this.#bundles.size >= maxRemembered) this.#forgetOldest();
    this.#bundles.set(digest, bundle);
    return bundle;
  }

  #forgetOldest(): void {
    const oldest = this.#bundles.keys().next();
    if (oldest.done !== true) this.#bundles.delete(oldest.value);
  }
}

function parseBundle(bytes: Uint8Array, digest: Digest): Bundle {
  if (!matchesDigest(bytes, digest))
    throw new Refusal("corrupt-bundle", `the bundle's bytes don't have the digest ${digest}`);
  const bundle = parseJson(bytes, digest);
  if (bundle.formatVersion !== bundleFormatVersion)
    throw new Refusal(
      "incompatible-bundle",
      `the bundle has format ${String(bundle.formatVersion)}, this engine reads ${bundleFormatVersion}`,
    );
  const { needs } = bundle as Bundle;
  const lacking = lackingCapabilities(needs ?? []);
  if (lacking.length > 0)
    throw new Refusal("incompatible-bundle", `the bundle needs what this engine doesn't have: ${lacking.join(", ")}`);
  for (const step of (bundle as Bundle).steps) fusedSteps(bundle as Bundle, step);
  return bundle as Bundle;
}

/** The digest says that the compiler wrote it; the format's version says which members it has. */
function parseJson(bytes: Uint8Array, digest: Digest): { readonly formatVersion?: unknown } {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    if (value !== null && typeof value === "object") return value;
  } catch {
    // Said below, with the digest.
  }
  throw new Refusal("corrupt-bundle", `the bundle ${digest} is not a JSON object`);
}

/** The step that reads a topic, and how. A topic has at most one reading step per pipeline (design, section 4). */
export interface ReadingStep {
  readonly step: BundleStep;
  readonly input: BundleInput;
}

export function readingStepOf(bundle: Bundle, topic: TopicName): ReadingStep | undefined {
  for (const step of bundle.steps) {
    const input = step.inputs.find((candidate) => candidate.topic === topic);
    if (input !== undefined) return { step, input };
  }
  return undefined;
}

/**
 * A step and all that run in one process behind it (transport INTERNAL), each once and before those that it hands records
 * to. Throws a `Refusal` where they form a circle or one of them is missing: the compiler lets neither through.
 */
export function fusedSteps(bundle: Bundle, first: BundleStep): readonly BundleStep[] {
  const done = new Set<BundleStep>();
  const open = new Set<BundleStep>();
  const visit = (step: BundleStep): void => {
    if (done.has(step)) return;
    if (open.has(step)) throw new Refusal("corrupt-bundle", `step ${step.name} hands its records to itself`);
    open.add(step);
    for (const { targetStep } of step.internalOutputs ?? []) {
      const target = bundle.steps.find((candidate) => candidate.name === targetStep);
      if (target === undefined)
        throw new Refusal("corrupt-bundle", `step ${step.name} hands records to ${targetStep}, which isn't there`);
      visit(target);
    }
    open.delete(step);
    done.add(step);
  };
  visit(first);
  return [...done].toReversed();
}

/** Every topic that a step may write. */
export function writtenTopicsOf(step: BundleStep): readonly TopicName[] {
  const retryTopics = tiersOf(step).map(({ topic }) => topic);
  const outputs = step.outputs.map((output) => output.topic);
  return [...new Set([...outputs, step.deadLetterTopic, step.errorTopic, ...retryTopics])];
}

/** The retry topics of a step, in the order in which a record goes through them. */
export function tiersOf({ retry: { tiers } }: BundleStep): readonly RetryTier[] {
  return tiers === undefined || tiers.order === "block" ? [] : tiers.topics;
}
