import { createHash, timingSafeEqual } from "node:crypto";

const roles = ["viewer", "operator", "admin"] as const;
export type Role = (typeof roles)[number];

/** Who may do what: a token is known by its SHA-256 alone. */
export interface AccessToken {
  readonly name: string;
  readonly role: Role;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** Whether a role includes what another may do. */
export const mayActAs = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);

/** Whose token a request's `Authorization` header carries. Every known token is compared, each in constant time. */
export function bearerOf(header: string | undefined, tokens: readonly AccessToken[]): AccessToken | undefined {
  const token = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(header ?? "")?.[1];
  if (token === undefined) return undefined;
  const digest = createHash("sha256").update(token).digest();
  let found: AccessToken | undefined;
  for (const known of tokens) if (timingSafeEqual(digest, Buffer.from(known.sha256, "hex"))) found = known;
  return found;
}

/** Whether an address is this machine's alone, so that nothing else can reach it. */
export const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || host.startsWith("127.");
