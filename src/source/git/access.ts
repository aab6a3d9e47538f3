/** How a Git server lets us in, beside what the user's own Git configuration says. Secrets: never printed. */
export interface GitAccess {
  /** For http(s): sent as the password of the user name. */
  readonly token?: string | undefined;
  /** Default `x-access-token`, which GitHub and GitLab take with their tokens. */
  readonly username?: string | undefined;
  /** For SSH: a private key's file. */
  readonly sshKey?: string | undefined;
  /** For SSH: a file with the servers' keys, without which only those known to the user count. */
  readonly knownHosts?: string | undefined;
}

/** Variables that we set ourselves; the user's of these names never reach Git. */
export const accessVariables = ["GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0"] as const;

/**
 * The environment that carries the access to a server: neither a command line, which others on the machine can read, nor
 * the clone's configuration. The token goes to this server only.
 */
export function accessEnvironment(url: string, access: GitAccess): Readonly<Record<string, string>> {
  const { token, username = "x-access-token", sshKey, knownHosts } = access;
  const server = /^https?:\/\/[^/]+/i.exec(url)?.[0].replace(/\/\/[^/@]*@/, "//");
  const basic = Buffer.from(`${username}:${token ?? ""}`).toString("base64");
  const ssh = [
    "ssh -o BatchMode=yes",
    ...(sshKey === undefined ? [] : [`-i ${quoted(sshKey)} -o IdentitiesOnly=yes`]),
    ...(knownHosts === undefined ? [] : [`-o UserKnownHostsFile=${quoted(knownHosts)} -o StrictHostKeyChecking=yes`]),
  ];
  return {
    ...(token === undefined || server === undefined
      ? {}
      : {
          GIT_CONFIG_COUNT: "1",
          GIT_CONFIG_KEY_0: `http.${server}/.extraHeader`,
          GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
        }),
    ...(ssh.length === 1 ? {} : { GIT_SSH_COMMAND: ssh.join(" ") }),
  };
}

/** As one word of a shell. */
const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;
