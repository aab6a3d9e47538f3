/** The module is not one that an engine can run: it can't be parsed, or doesn't export `process`. */
export class InvalidModuleError extends Error {
  override readonly name = "InvalidModuleError";
}
