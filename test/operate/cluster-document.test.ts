import { expect, test } from "vitest";
import { parsed, parseGroupId } from "../../src/model/names.ts";
import type { AclBinding } from "../../src/model/acl.ts";
import { readClusterContents } from "../../src/operate/cluster-contents.ts";
import { clusterDocument } from "../../src/operate/cluster-document.ts";
import { groupOf, ReconcileWorld, topic } from "../reconcile/reconcile-world.ts";

const acl: AclBinding = {
  principal: "User:legacy",
  host: "10.0.0.1",
  permission: "allow",
  operation: "read",
  resourceType: "topic",
  resourceName: "orders",
  patternType: "prefixed",
};

test("an imported cluster's next plan is empty and has nothing to say about a topic", async () => {
  const world = new ReconcileWorld();
  const { admin } = world.kafka;
  await admin.createTopics([
    { name: topic("orders"), partitions: 3, replicationFactor: 1, configs: { "retention.ms": "90061001" } },
    {
      name: topic("true"),
      partitions: 1,
      replicationFactor: 1,
      configs: { "retention.ms": "-1", "cleanup.policy": "compact,delete", "min.cleanable.dirty.ratio": "0.50" },
    },
    { name: topic("by-default"), partitions: 2, replicationFactor: 1, configs: {} },
    { name: topic("yappy.pipeline.p.step.s.input"), partitions: 2, replicationFactor: 1, configs: {} },
  ]);
  await admin.createAcls([acl]);
  await world.write(topic("orders"), 0, 1);
  const client = world.kafka.client();
  await client.offsets.commit(groupOf("old"), [{ topic: topic("orders"), partition: 0, offset: 1n, metadata: "" }]);
  const reports = parsed(parseGroupId("reports"));
  await client.offsets.commit(reports, [{ topic: topic("orders"), partition: 2, offset: 1n, metadata: "" }]);
  world.kafka.control.addGroupMember(reports, { clientId: "c", host: "/h", topics: ["orders"] });
  const document = clusterDocument("legacy", await readClusterContents(world.kafka));
  expect(document).toMatchObject({ declared: 2, noted: 2 });
  expect(document.text.split("\n").filter((line) => line.startsWith("#   ") && line.includes("  # "))).toEqual([
    "#   User:legacy allow read on topic orders* from 10.0.0.1  # for one host: pipelines' rights are for all",
    "#   old-consumer-group: offsets in orders (1 partitions)  # of a pipeline called old, which would go on where it is",
    "#   reports: offsets in orders (1 partitions), 1 live members  # inputs: [{ kafkaTopic: orders, consumerGroup: reports }], or start: { fromGroup: reports }",
  ]);

  world.commit({ "cluster.yaml": document.text });
  const { plan } = await world.plan();
  expect({ steps: plan.steps, diagnostics: plan.diagnostics }).toEqual({ steps: [], diagnostics: [] });
  expect((await world.apply()).isApplied).toBe(true);
  expect(await admin.describeAcls()).toEqual([acl]);
});

test("names in comments can't end them, and an empty cluster is a valid document", () => {
  const { text } = clusterDocument("c", {
    topics: [],
    acls: [{ ...acl, resourceType: "group", resourceName: "a\nclusterName: b\u2028c" }],
    groups: [],
  });
  expect(text.split(/[\n\u2028]/).filter((line) => line.startsWith("clusterName"))).toEqual(["clusterName: c"]);
  expect(text).toContain("topics: []");
});
