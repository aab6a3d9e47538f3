/** Whether a file of a configuration root is read at all: documents, modules and payload schemas, nothing hidden, no installed packages. */
export function isConfigurationFile(path: string): boolean {
  if (!/\.(?:ya?ml|mjs|proto|avsc|schema\.json)$/.test(path)) return false;
  return !path.split("/").some((segment) => segment.startsWith(".") || segment === "node_modules");
}
