/**
 * `npx tsx test/infra/servers.ts` starts the servers of the tests, prints how to name them in the environment, and keeps
 * them until it gets SIGINT or SIGTERM: test runs that find these variables use them and start none.
 */
import { findServers } from "./shared-servers.ts";

const servers = await findServers((line) => console.error(line));
const { kafka, consul, registry } = servers.addresses;
const lines = [
  // By number, since a SIGTERM to npx doesn't reach this process.
  `# to stop these servers: kill ${process.pid}`,
  `export KAFKA_BOOTSTRAP_SERVERS=${kafka.bootstrapServers}`,
  `export CONSUL_HTTP_ADDR=${consul.url}`,
  `export SCHEMA_REGISTRY_URL=${registry.url}`,
];
if (kafka.sasl !== undefined) lines.push(`export SLUICEWAY_TEST_SASL='${JSON.stringify(kafka.sasl)}'`);
console.log(lines.join("\n"));

const stayAlive = setInterval(() => undefined, 60_000);
const stop = (): void => {
  clearInterval(stayAlive);
  void servers.stop();
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
