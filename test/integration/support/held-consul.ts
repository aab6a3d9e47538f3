import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A way to Consul on which one write can be held. */
export interface HeldConsul {
  readonly url: string;
  /** Resolves when a write of the key has arrived; Consul doesn't see it before `release`. */
  readonly held: Promise<void>;
  release(): void;
  close(): Promise<void>;
}

/** Passes every request on to Consul, and holds the first transaction that names the key (relative to its prefix). */
export async function holdWrite(consulUrl: string, key: string): Promise<HeldConsul> {
  let arrived = (): void => undefined;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (arrived = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      const isHeld = request.url?.startsWith("/v1/txn") === true && writesKey(body, key);
      if (isHeld) {
        arrived();
        await released;
      }
      const answer = await fetch(`${consulUrl}${request.url}`, {
        method: request.method ?? "GET",
        ...(body.length === 0 ? {} : { body }),
      });
      const { "content-encoding": _, "content-length": __, ...headers } = Object.fromEntries(answer.headers);
      response.writeHead(answer.status, headers);
      response.end(Buffer.from(await answer.arrayBuffer()));
    })().catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    held,
    release,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function writesKey(body: Buffer, key: string): boolean {
  const operations = JSON.parse(body.toString()) as readonly { readonly KV?: { Verb: string; Key: string } }[];
  return operations.some(({ KV }) => KV?.Verb === "cas" && KV.Key.endsWith(`/${key}`));
}
