export * from "./a.mjs";
