/** How a server for the tests was come by. */
type Way = "env" | "docker" | "local";

interface NamedServer<Server> {
  readonly address: string;
  readonly connect: () => Promise<Server>;
}

/** The ways to one server, in no order: `findServer` knows the order. */
export interface Ways<Server> {
  readonly service: string;
  readonly variable: string;
  /** What the variable names; undefined when it isn't set or when the caller needs a server that it may break. */
  readonly named: NamedServer<Server> | undefined;
  /** What a machine needs for the local way, for the error. */
  readonly localNeeds: string;
  /** Resolves to why no Docker engine can be used, undefined if one can. */
  readonly engineMissing: () => Promise<string | undefined>;
  readonly startInDocker: () => Promise<Server>;
  readonly startLocally: () => Promise<Server>;
}

export interface FoundServer<Server> {
  readonly way: Way;
  readonly server: Server;
  /** Why a way before this one failed although it looked open. */
  readonly passedOver: string | undefined;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${reasonOf(error.cause)}`;
}

function noServer<Server>(ways: Ways<Server>, noDocker: string, notLocal: string): Error {
  return new Error(
    [
      `No ${ways.service} for the tests. Any of three ways gives them one:`,
      `  1. Set ${ways.variable} to one that runs already. (Not set, or this test needs one that it may break.)`,
      `  2. Run a Docker engine, for Testcontainers. (${noDocker})`,
      `  3. Let it start locally, which needs ${ways.localNeeds}. (${notLocal})`,
    ].join("\n"),
  );
}

/**
 * Takes the first way that is open: the environment variable, Docker, the local way. An address that doesn't answer is
 * an error and not a reason to go on, since its owner has said to use it.
 */
export async function findServer<Server>(ways: Ways<Server>): Promise<FoundServer<Server>> {
  const { service, variable, named } = ways;
  if (named !== undefined) {
    try {
      return { way: "env", server: await named.connect(), passedOver: undefined };
    } catch (error) {
      throw new Error(`${service} at ${variable}=${named.address}: ${reasonOf(error)}`, { cause: error });
    }
  }
  const missing = await ways.engineMissing();
  let failed: string | undefined;
  if (missing === undefined) {
    try {
      return { way: "docker", server: await ways.startInDocker(), passedOver: undefined };
    } catch (error) {
      failed = `docker failed: ${reasonOf(error)}`;
    }
  }
  try {
    return { way: "local", server: await ways.startLocally(), passedOver: failed };
  } catch (error) {
    throw noServer(ways, failed ?? missing ?? "unknown", reasonOf(error));
  }
}
