// One plan, and the apply of the first plan steps of some kinds where asked, with the built product in a process of its
// own. Compiling is not measured here; connecting to the servers, reading the record of revisions and reading earlier
// revisions is part of a plan.
const dist = new URL("../../dist/", import.meta.url);
const load = (path) => import(new URL(path, dist));
const [{ withSession }, { clusterOf, planSession }, { applyRevision }] = await Promise.all([
  load("app/session.js"),
  load("app/plan-root.js"),
  load("reconcile/reconcile.js"),
]);
const { request, apply } = JSON.parse(process.argv[2]);

// As in src/reconcile/observe.ts: what is declared, and what decides about data.
const keysOf = ({ topics }) => {
  const declared = topics.flatMap(({ configs }) => Object.keys(configs));
  return [...new Set([...declared, "cleanup.policy", "retention.bytes", "retention.ms"])];
};

const seconds = async (work) => {
  const begin = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - begin) / 1000 };
};

const { result } = await withSession(request, async (session) => {
  const planned = await seconds(() => planSession(session));
  if (!planned.value.ok) return planned.value;
  const revision = planned.value.value;
  const report = {
    seconds: planned.seconds,
    steps: revision.plan.steps.length,
    topics: revision.observed.topics.length,
    acls: revision.observed.acls?.length ?? 0,
    keys: keysOf(revision.desired),
  };
  if (apply === undefined) return { ok: true, value: report, warnings: [] };
  const ofKind = revision.plan.steps.filter(({ change }) => change.kind === apply.kind).slice(0, apply.count);
  const steps = ofKind.map((step) => ({ ...step, dependsOn: [] }));
  const part = { ...revision, plan: { ...revision.plan, steps, hasChanges: true } };
  const applied = await seconds(() => applyRevision(part, clusterOf(session.servers)));
  const changes = applied.value.outcomes.flatMap(({ kind, step }) => (kind === "done" ? [step.change] : []));
  return { ok: true, value: { ...report, seconds: applied.seconds, changes }, warnings: [] };
});
if (!result.ok) {
  console.error(result.diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  process.exitCode = 1;
} else console.log(JSON.stringify(result.value));
