"""Confluent's own serde for `npm run interop`: writes each message in its wire format, or reads what we wrote.

Arguments: the registry's URL, the topic, `write` or `read`. Values come and go as JSON lines of
{"message": full name, "json": value in ProtoJSON, "bytes": hexadecimal}, on standard input and output.
"""

import json
import sys

import messages_pb2
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.protobuf import ProtobufDeserializer, ProtobufSerializer
from confluent_kafka.serialization import MessageField, SerializationContext
from google.protobuf import json_format

PACKAGE = "sluiceway.interop."


def class_of(name):
    found = messages_pb2
    for part in name.removeprefix(PACKAGE).split("."):
        found = getattr(found, part)
    return found


def main():
    url, topic, action = sys.argv[1:]
    client = SchemaRegistryClient({"url": url})
    context = SerializationContext(topic, MessageField.VALUE)
    for line in sys.stdin:
        case = json.loads(line)
        message = class_of(case["message"])
        if action == "write":
            serialize = ProtobufSerializer(message, client, {"use.deprecated.format": False})
            value = json_format.ParseDict(case["json"], message())
            case["bytes"] = serialize(value, context).hex()
        else:
            deserialize = ProtobufDeserializer(message, {"use.deprecated.format": False})
            value = deserialize(bytes.fromhex(case["bytes"]), context)
            case["json"] = json_format.MessageToDict(value)
        print(json.dumps(case))


main()
