// The denominator of `bench plan`: the bare requests that a plan of everything on the cluster needs, as fast as they
// are known to go. Metadata and DescribeAcls are asked at the same time on two connections (a broker answers those of
// one connection one after the other); as soon as the names are there, DescribeConfigs of the compared keys alone, in
// chunks that all wait at the broker, over both. More connections or other chunks were not faster. The answers are
// decoded by the client library and dropped.
import { Connection, describeAclsV3, describeConfigsV4, metadataV12 } from "@platformatic/kafka";

const { bootstrapServers, keys, chunk = 250 } = JSON.parse(process.argv[2]);
const [host, port] = bootstrapServers.split(":");
const begin = performance.now();
const connect = async () => {
  const connection = new Connection("bench-raw", {
    connectTimeout: 5_000,
    requestTimeout: 60_000,
    maxInflights: 1_000,
  });
  await connection.connect(host, Number(port));
  return connection;
};
const connections = await Promise.all([connect(), connect()]);
const everything = {
  resourceType: 1,
  resourceName: null,
  resourcePatternType: 1,
  principal: null,
  host: null,
  operation: 1,
  permissionType: 1,
};
const bindings = describeAclsV3.api.async(connections[1], everything);
const metadata = await metadataV12.api.async(connections[0], null, false, false);
const names = metadata.topics.filter(({ isInternal }) => !isInternal).map(({ name }) => name);
const chunks = [];
for (let start = 0; start < names.length; start += chunk) chunks.push(names.slice(start, start + chunk));
const [acls, ...answers] = await Promise.all([
  bindings,
  ...chunks.map((some, index) => {
    const resources = some.map((resourceName) => ({ resourceType: 2, resourceName, configurationKeys: keys }));
    return describeConfigsV4.api.async(connections[index % connections.length], resources, false, false);
  }),
]);
const seconds = (performance.now() - begin) / 1000;
await Promise.all(connections.map((connection) => connection.close()));
const described = answers.reduce((sum, { results }) => sum + results.length, 0);
const aclCount = acls.resources.reduce((sum, resource) => sum + resource.acls.length, 0);
console.log(JSON.stringify({ seconds, topics: described, acls: aclCount }));
