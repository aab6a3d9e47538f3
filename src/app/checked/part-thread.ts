/** The program of a thread that checks parts of a root: first come the shared files, then those of each part. */
import { parentPort, workerData } from "node:worker_threads";
import { invariant } from "../../model/invariant.ts";
import type { FileTree } from "../../source/repository.ts";
import { digestOf } from "../digest.ts";
import { schemaLibraries } from "../schema-libraries.ts";
import type { CheckPart } from "./part.ts";
import { partChecker } from "./part.ts";

const port = parentPort;
invariant(port, "this is a thread's program");
const environment = workerData as string | undefined;
let check: CheckPart | undefined;
port.on("message", (tree: FileTree) => {
  if (check === undefined) check = partChecker(tree, { environment, hash: digestOf, libraries: schemaLibraries });
  else port.postMessage(check(tree.files));
});
