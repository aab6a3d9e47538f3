// The denominators of `bench apply`: one raw chunked CreateTopics, or one raw CreateAcls, of what the product creates,
// under other names, on a connection that is open already. Nothing is checked before or waited for after.
// The answer is read as the product does, which is faster than the library's way.
import { Connection, createAclsV3 } from "@platformatic/kafka";
import { readFileSync } from "node:fs";
import { createTopics } from "../../dist/kafka/platformatic/create-topics-request.js";

const [bootstrapServers, file] = process.argv.slice(2);
const { topics = [], acls = [] } = JSON.parse(readFileSync(file, "utf8"));
const [host, port] = bootstrapServers.split(":");
const connection = new Connection("bench-raw", { connectTimeout: 5_000, requestTimeout: 60_000 });
await connection.connect(host, Number(port));
const begin = performance.now();
for (let start = 0; start < topics.length; start += 1_000)
  await createTopics.async(connection, topics.slice(start, start + 1_000), 30_000, false);
if (acls.length > 0) await createAclsV3.api.async(connection, acls);
const seconds = (performance.now() - begin) / 1000;
await connection.close();
console.log(JSON.stringify({ seconds }));
