import { isAbsolute, join, relative, resolve, sep } from "node:path";

/** Where a configuration root lies, as far as paths are concerned. */
export interface RootPlace {
  /** The root's local folder, or undefined where only Git has it. */
  readonly folder: string | undefined;
  /** The root's folder within that Git repository. */
  readonly path: string | undefined;
}

/**
 * The path, with forward slashes, under which a file of a root is known to CI: relative to the checkout
 * (GITHUB_WORKSPACE, else the working directory), and absolute for a root outside of it.
 */
export function checkoutPath(file: string, { folder, path }: RootPlace): string {
  if (folder === undefined) return slashed(join(path ?? "", file));
  const checkout = process.env["GITHUB_WORKSPACE"] ?? process.cwd();
  const absolute = resolve(folder, file);
  const inside = relative(checkout, absolute);
  return slashed(inside.startsWith("..") || isAbsolute(inside) ? absolute : inside);
}

const slashed = (path: string): string => path.split(sep).join("/");
