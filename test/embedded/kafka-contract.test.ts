import { createEmbeddedKafka } from "../../src/embedded/kafka.ts";
import { parsed, parsePrincipal } from "../../src/model/names.ts";
import { clusterAdminContract } from "../contract/kafka-admin.contract.ts";
import { authorizationContract } from "../contract/kafka-authorization.contract.ts";
import { embeddedSubject } from "../contract/kafka-embedded-subject.ts";
import { groupOffsetsContract } from "../contract/kafka-offsets.contract.ts";
import { openBrokerContract } from "../contract/kafka-open-broker.contract.ts";
import { recordProducerContract } from "../contract/kafka-producer.contract.ts";
import { partitionReaderContract } from "../contract/kafka-reader.contract.ts";

// The same suite as over the real drivers, here for the fast loop: it needs no server.
const subject = embeddedSubject();
clusterAdminContract(() => subject);
recordProducerContract(() => subject);
partitionReaderContract(() => subject);
groupOffsetsContract(() => subject);
authorizationContract(() => subject, parsed(parsePrincipal("User:search-pipeline")));
const open = createEmbeddedKafka({ authorizer: false });
openBrokerContract(() => open);
