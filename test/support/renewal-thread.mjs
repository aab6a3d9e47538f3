// The thread of the renewals as it is built, from the sources.
import { register } from "tsx/esm/api";

register();
await import("../../src/app/renewals/renewal-thread.ts");
