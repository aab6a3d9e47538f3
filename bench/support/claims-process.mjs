// Many engines in one process, each with an identity, a membership, a watch and connections of its own; what they share
// is the process and the thread that renews their leases. They own slots and do nothing with them. Driven by messages.
import { connectConsul, connectMembership } from "../../dist/app/claims.js";
import { openRenewals } from "../../dist/app/renewals/open-renewals.js";
import { createSlotManager } from "../../dist/claims/slot-manager.js";
import { machineClock } from "../../dist/embedded/machine-clock.js";
import { slotKey } from "../../dist/model/slot.js";

/** A connection of its own, whose requests are counted. */
function counted(target, counts, writes) {
  return new Proxy(target, {
    get: (of, name) => {
      const value = of[name];
      if (typeof value !== "function") return value;
      return (...parameters) => {
        counts.requests += 1;
        if (writes.has(name)) counts.writes += 1;
        return value.apply(of, parameters);
      };
    },
  });
}

/** Passing a check stays between engine and agent; of the store only transactions write. */
const storeWrites = new Set(["transact"]);
const catalogueWrites = new Set(["join", "leave"]);

function engineOf(world, renewals, number) {
  const id = `engine-${number}`;
  const counts = { requests: 0, writes: 0, failures: new Map() };
  const consul = { address: world.consul, keyPrefix: world.keyPrefix };
  const slots = Array.from({ length: world.slots }, (_, partition) => ({
    slot: { pipeline: "bench", topic: `pipeline.bench.step.a-${partition % 10}.input`, partition },
    digest: world.digest,
  }));
  const tell = (kind, held) =>
    process.send({ kind, engine: id, slot: slotKey(held.slot), token: held.token, atMs: Date.now() });
  const owner = {
    committedToken: () => Promise.resolve(0),
    acquired: (held) => tell("acquired", held),
    release: (held) => {
      tell("released", held);
      return Promise.resolve();
    },
    lost: (held) => tell("lost", held),
  };
  const manager = createSlotManager({
    store: counted(connectConsul(consul), counts, storeWrites),
    membership: counted(connectMembership(consul), counts, catalogueWrites),
    clock: machineClock,
    owner,
    label: id,
    engineId: id,
    leaseMs: world.leaseMs,
    needsSlots: (needed) => needed && manager.setSlots(slots),
    openLease: (lease) => renewals.open(lease),
    note: ({ kind, error, loss }) => {
      const text =
        error instanceof Error ? `${kind}: ${error.message}` : loss === undefined ? kind : `${kind}: ${loss}`;
      if (error !== undefined || loss !== undefined) counts.failures.set(text, (counts.failures.get(text) ?? 0) + 1);
      if (kind === "coordinator-elected") process.send({ kind, engine: id, atMs: Date.now() });
    },
  });
  return { id, manager, counts };
}

let engines = [];
let marked = new Set();

const commands = {
  open(world) {
    const renewals = openRenewals({ address: world.consul, keyPrefix: world.keyPrefix }, { hangMs: 30_000 });
    engines = Array.from({ length: world.count }, (_, at) => engineOf(world, renewals, world.first + at));
  },
  start() {
    for (const { manager } of engines) manager.start();
  },
  mark() {
    marked = new Set(engines.filter(({ manager }) => manager.role() === "standby"));
    for (const { counts } of engines) Object.assign(counts, { requests: 0, writes: 0 });
  },
  report() {
    const standby = engines.filter((engine) => marked.has(engine) && engine.manager.role() === "standby");
    const sum = (of, name) => of.reduce((total, { counts }) => total + counts[name], 0);
    const failures = new Map();
    for (const { counts } of engines)
      for (const [text, times] of counts.failures) failures.set(text, (failures.get(text) ?? 0) + times);
    process.send({
      kind: "report",
      standby: standby.length,
      standbyRequests: sum(standby, "requests"),
      standbyWrites: sum(standby, "writes"),
      roles: engines.map(({ manager }) => manager.role()),
      failures: [...failures],
    });
  },
};

process.on("message", ({ command, ...parameters }) => {
  commands[command](parameters);
  process.send({ kind: "done", command });
});
process.on("disconnect", () => process.exit());
