import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { NetworkError } from "@platformatic/kafka";
import type { Connection } from "@platformatic/kafka";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BrokerAddress } from "../../../src/kafka/platformatic/broker-connections.ts";
import { BrokerConnections } from "../../../src/kafka/platformatic/broker-connections.ts";

const answered = (connection: Connection): Promise<Connection> => Promise.resolve(connection);

describe("connections to brokers", () => {
  let server: Server;
  let sockets: Socket[];
  let address: BrokerAddress;
  let connections: BrokerConnections;

  beforeEach(async () => {
    sockets = [];
    server = createServer((socket) => {
      sockets.push(socket);
      socket.on("error", () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    address = { host: "127.0.0.1", port };
    connections = new BrokerConnections(
      { bootstrapServers: [`127.0.0.1:${port}`], clientId: "test" },
      undefined,
      1_000,
    );
  });

  afterEach(async () => {
    await connections.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  test("requests at once share one, also when the one before broke", async () => {
    const [first, second] = await Promise.all([
      connections.request(address, answered),
      connections.requestAny(answered),
    ]);
    expect(first).toBe(second);
    await expect(
      connections.request(address, () => Promise.reject(new NetworkError("Connection closed"))),
    ).rejects.toMatchObject({ kind: "unreachable", retriable: true });
    const [third, fourth] = await Promise.all([
      connections.request(address, answered),
      connections.request(address, answered),
    ]);
    expect(third).toBe(fourth);
    expect(third).not.toBe(first);
    await expect.poll(() => sockets.length).toBe(2);
  });

  test("the late failure of a request on a dropped one leaves its successor alone", async () => {
    let fail: (error: Error) => void = () => undefined;
    const lost = connections.request(address, () => new Promise((_resolve, reject) => (fail = reject)));
    const outcome = expect(lost).rejects.toMatchObject({ kind: "unreachable" });
    await expect.poll(() => sockets.length).toBe(1);
    await connections.request(address, answered);
    connections.drop(address);
    const successor = await connections.request(address, answered);
    fail(new NetworkError("Connection closed"));
    await outcome;
    expect(successor.isConnected()).toBe(true);
    expect(await connections.request(address, answered)).toBe(successor);
  });

  test("nothing is connected before it is needed, and nothing after the close", async () => {
    expect(sockets).toHaveLength(0);
    await connections.request(address, answered);
    await connections.close();
    await expect(connections.request(address, answered)).rejects.toMatchObject({ kind: "closed" });
    await expect.poll(() => sockets.length).toBe(1);
  });

  test("the next bootstrap server is asked where the first can't be reached", async () => {
    const servers = ["127.0.0.1:1", `127.0.0.1:${address.port}`];
    const both = new BrokerConnections({ bootstrapServers: servers, clientId: "test" }, undefined, 1_000);
    expect((await both.requestAny(answered)).isConnected()).toBe(true);
    await both.close();
  });
});
