import { schemaLibraries } from "../../../src/app/schema-libraries.ts";
import { compile } from "../../../src/compile/compile.ts";
import type { Checked } from "../../../src/diagnostics/checked.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { serverDiagnostic } from "../../../src/app/server-errors.ts";
import type { EmbeddedClaimStore } from "../../../src/embedded/claim-store.ts";
import { createEmbeddedClaimStore } from "../../../src/embedded/claim-store.ts";
import type { EmbeddedKafka } from "../../../src/embedded/kafka.ts";
import { createEmbeddedKafka } from "../../../src/embedded/kafka.ts";
import { createEmbeddedRepository } from "../../../src/embedded/repository.ts";
import type { Revision } from "../../../src/model/names.ts";
import type { Cluster } from "../../../src/reconcile/cluster.ts";
import type { DaemonOptions } from "../../../src/reconcile/loop/daemon.ts";
import { Daemon } from "../../../src/reconcile/loop/daemon.ts";
import type { ReconcileEvent } from "../../../src/reconcile/loop/events.ts";
import type { RevisionSource } from "../../../src/reconcile/loop/reconciler.ts";
import type { ReconcileStatus } from "../../../src/reconcile/loop/reconcile-status.ts";
import { readReconcileStatus } from "../../../src/reconcile/loop/reconcile-status.ts";
import type { LoopTiming } from "../../../src/reconcile/loop/timing.ts";
import { defaultTiming } from "../../../src/reconcile/loop/timing.ts";
import { readDocuments } from "../../../src/source/documents.ts";
import type { Files } from "../../compile/compile-text.ts";
import { sha256 } from "../../compile/compile-text.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

/** One daemon of a world, and what it has told. */
export interface LoopDaemon {
  readonly daemon: Daemon;
  readonly events: ReconcileEvent[];
  readonly store: EmbeddedClaimStore;
  /** As SIGTERM does. */
  readonly stop: () => void;
  /** As kill -9 does: nothing that it does reaches a server any more. */
  readonly kill: () => void;
  readonly ended: Promise<void>;
}

const compileOptions = { hash: sha256, libraries: schemaLibraries };

/** A repository, an embedded cluster and a store in virtual time, and daemons that follow them. */
export class LoopWorld {
  readonly clock = new VirtualClock();
  readonly repository = createEmbeddedRepository();
  readonly kafka: EmbeddedKafka = createEmbeddedKafka({ brokers: 1, authorizer: true });
  readonly store = createEmbeddedClaimStore(this.clock);
  /** Whether the Git server answers. */
  gitReachable = true;
  compilations = 0;
  #daemons = 0;

  commit(files: Files): Revision {
    return this.repository.commit(files);
  }

  source(): RevisionSource {
    const { repository } = this;
    const unreachable = (): Checked<never> => ({
      ok: false,
      diagnostics: [{ code: "SLW1003", severity: "error", message: "the repository is gone" }],
    });
    return {
      history: { repository, compile: compileOptions },
      label: "embedded",
      ref: "main",
      head: async () => (this.gitReachable ? repository.resolve(undefined) : unreachable()),
      compile: async (revision) => {
        this.compilations += 1;
        const tree = await repository.read(revision);
        if (!tree.ok) return tree;
        const documents = readDocuments(tree.value);
        if (!documents.ok) return documents;
        const compiled = compile(documents.value, compileOptions);
        return compiled.ok ? { ...compiled, value: compiled.value.desired } : compiled;
      },
      follows: (earlier, later) => repository.follows(earlier, later),
      textOf: () => undefined,
    };
  }

  /** The options of a daemon of its own; its requests to the store can be cut off. */
  options(signal: AbortSignal, events: ReconcileEvent[], timing: Partial<LoopTiming> = {}): DaemonOptions {
    const name = `daemon-${(this.#daemons += 1)}`;
    const cluster: Cluster = { kafka: this.kafka, store: this.store.client(), clock: this.clock };
    return {
      source: this.source(),
      cluster,
      owner: { id: name, label: name },
      timing: { ...defaultTiming, ...timing },
      limits: { confirmMs: 0 },
      environment: undefined,
      onEvent: (event) => void events.push(event),
      explain: (error): Diagnostic | undefined =>
        serverDiagnostic(error, { kafka: "embedded", consul: "embedded", registry: "none" }),
      random: () => 0.5,
      leaseMs: 5_000,
      signal,
    };
  }

  start(timing: Partial<LoopTiming> = {}): LoopDaemon {
    const events: ReconcileEvent[] = [];
    const stopping = new AbortController();
    const options = this.options(stopping.signal, events, timing);
    const daemon = new Daemon(options);
    const store = options.cluster.store as EmbeddedClaimStore;
    return {
      daemon,
      events,
      store,
      stop: () => stopping.abort(new Error("received SIGTERM")),
      kill: () => {
        store.faults.reachable = false;
      },
      ended: daemon.run(),
    };
  }

  status(): Promise<ReconcileStatus | undefined> {
    return readReconcileStatus(this.store);
  }

  async topics(): Promise<readonly string[]> {
    return (await this.kafka.admin.listTopics()).toSorted();
  }

  async acls(): Promise<readonly string[]> {
    const acls = (await this.kafka.admin.describeAcls()) ?? [];
    return acls.map(({ principal, operation, resourceName }) => `${principal} ${operation} ${resourceName}`).toSorted();
  }
}

export const kindsOf = (events: readonly ReconcileEvent[]): readonly string[] => events.map(({ kind }) => kind);
