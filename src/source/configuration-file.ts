const configuration = /\.(?:ya?ml|mjs|proto|avsc|schema\.json)$/;
const hiddenOrInstalled = /(?:^|\/)(?:\.|node_modules\/)/;

/** Whether a file of a configuration root is read at all: documents, modules and payload schemas, nothing hidden, no installed packages. */
export function isConfigurationFile(path: string): boolean {
  return configuration.test(path) && !hiddenOrInstalled.test(path);
}
