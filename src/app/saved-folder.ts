import { openDirectory } from "../source/directory.ts";
import { committedFolder, openGit } from "../source/git.ts";
import type { Repository } from "../source/repository.ts";

/**
 * A folder as it is saved, together with the commits of the Git work tree that it lies in: what was applied from a commit
 * can be read again while the files are being changed, so that a plan of them revokes what that commit granted.
 */
export async function openSavedFolder(folder: string, cacheDirectory: string): Promise<Repository> {
  const saved = openDirectory(folder);
  const workTree = await committedFolder(folder, { evenIfChanged: true });
  if (workTree === undefined) return saved;
  const commits = openGit({ url: workTree.topLevel, path: workTree.path, cacheDirectory });
  return {
    label: saved.label,
    resolve: (ref) => saved.resolve(ref),
    read: (revision) => (revision.startsWith("dir-") ? saved : commits).read(revision),
    list: (revision) => (revision.startsWith("dir-") ? saved : commits).list(revision),
    follows: (earlier, later) => commits.follows(earlier, later),
    close: async () => {
      await Promise.all([saved.close(), commits.close()]);
    },
  };
}
