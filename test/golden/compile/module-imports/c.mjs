export { process } from "./a.mjs";
