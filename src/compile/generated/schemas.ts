/** Generated from schemas/ by `npm run generate`; do not edit. */

export const clusterSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:sluiceway:schema:cluster",
  "title": "Cluster",
  "description": "One Kafka cluster and what its pipelines may use: the specification's PipelineClusterConfig.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "clusterName"
  ],
  "properties": {
    "clusterName": {
      "title": "Cluster name",
      "description": "The cluster's name; `${clusterName}` in topic names stands for it.",
      "type": "string",
      "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$",
      "format": "cluster-name",
      "examples": [
        "search-cluster"
      ]
    },
    "description": {
      "title": "Description",
      "description": "What the cluster is for, for people.",
      "type": "string",
      "examples": [
        "Search and analytics pipelines of the document team."
      ]
    },
    "allowedKafkaTopics": {
      "title": "Allowed topics",
      "description": "Topics beside the standard ones that pipelines may read and write (the explicit list of the WhitelistValidator). `${clusterName}` is resolved.",
      "type": "array",
      "items": {
        "title": "Topic",
        "description": "A topic's name; variables are resolved.",
        "type": "string",
        "minLength": 1,
        "examples": [
          "cross-pipeline.search-to-analytics"
        ]
      },
      "examples": [
        [
          "cross-pipeline.search-to-analytics"
        ]
      ]
    },
    "allowedGrpcServices": {
      "title": "Allowed gRPC services",
      "description": "Names of gRPC services that pipelines may call.",
      "type": "array",
      "items": {
        "title": "Service",
        "description": "A gRPC service's name.",
        "type": "string",
        "minLength": 1,
        "examples": [
          "sentiment-service"
        ]
      },
      "examples": [
        [
          "sentiment-service"
        ]
      ]
    },
    "topicDefaults": {
      "$ref": "#/$defs/topicDefaults",
      "title": "Defaults of topics",
      "description": "Settings of every topic that this repository creates, unless a pipeline or step declares others.",
      "examples": [
        {
          "partitions": 6,
          "replicationFactor": 3,
          "retention": "7d",
          "errorRetention": "1d"
        }
      ]
    },
    "topics": {
      "title": "Custom topics",
      "description": "Custom topics that this repository owns and creates. Allowed topics that aren't listed here belong to their operator and are only verified.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/customTopic"
      },
      "examples": [
        [
          {
            "name": "cross-pipeline.search-to-analytics",
            "partitions": 6,
            "retention": "3d"
          }
        ]
      ]
    },
    "variables": {
      "title": "Variables",
      "description": "What `${name}` stands for in this document and in pipelines, beside the built-in variables. Names begin with a small letter.",
      "type": "object",
      "maxProperties": 500,
      "additionalProperties": {
        "title": "Value",
        "description": "The variable's value, at most 249 characters; it may use other variables.",
        "type": [
          "string",
          "number",
          "boolean"
        ],
        "examples": [
          "eu-west",
          3,
          "${clusterName}.shared"
        ]
      },
      "examples": [
        {
          "region": "eu-west"
        }
      ]
    },
    "brokers": {
      "title": "Brokers",
      "description": "How many brokers the cluster has. Where it is declared, no topic may ask for more replicas.",
      "type": "integer",
      "minimum": 1,
      "maximum": 32767,
      "examples": [
        3
      ]
    },
    "naming": {
      "$ref": "#/$defs/naming",
      "title": "Naming",
      "description": "How standard topics are named.",
      "examples": [
        {
          "prefix": "yappy."
        }
      ]
    },
    "management": {
      "$ref": "#/$defs/management",
      "title": "Management",
      "description": "What may be changed about topics and ACLs that exist, and how ACLs are written.",
      "examples": [
        {
          "topics": {
            "onMismatch": "alter"
          }
        }
      ]
    }
  },
  "examples": [
    {
      "clusterName": "search-cluster"
    }
  ],
  "$defs": {
    "topicDefaults": {
      "title": "TopicDefaults",
      "description": "Settings of every topic that this repository creates.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "partitions": {
          "title": "Partitions",
          "description": "How many partitions a topic gets: the upper bound of a step's parallelism. Default 1.",
          "type": "integer",
          "minimum": 1,
          "maximum": 100000,
          "examples": [
            6,
            12
          ]
        },
        "replicationFactor": {
          "title": "Replication factor",
          "description": "How many brokers hold each partition. Default 1.",
          "type": "integer",
          "minimum": 1,
          "maximum": 32767,
          "examples": [
            3
          ]
        },
        "retention": {
          "title": "Retention",
          "description": "How long records of input, output and custom topics are kept; -1 keeps them for ever. Default 7d.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": -1,
          "pattern": "^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-retention",
          "patternErrorMessage": "isn't a retention such as 12h, 7d or -1 (unlimited)",
          "examples": [
            "7d",
            "-1"
          ]
        },
        "errorRetention": {
          "title": "Retention of error topics",
          "description": "How long records of error topics are kept. Default 1d.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": -1,
          "pattern": "^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-retention",
          "patternErrorMessage": "isn't a retention such as 12h, 7d or -1 (unlimited)",
          "examples": [
            "1d"
          ]
        },
        "config": {
          "$ref": "#/$defs/rawTopicConfig",
          "title": "Kafka's own topic settings",
          "description": "Keys of Kafka's topic configuration under their own names.",
          "examples": [
            {
              "min.insync.replicas": 2
            }
          ]
        }
      },
      "examples": [
        {
          "partitions": 6,
          "replicationFactor": 3
        }
      ]
    },
    "customTopic": {
      "title": "CustomTopic",
      "description": "A custom topic that this repository owns.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name"
      ],
      "properties": {
        "name": {
          "title": "Name",
          "description": "The topic's name; it must also be listed under allowedKafkaTopics. `${clusterName}` is resolved.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "cross-pipeline.search-to-analytics"
          ]
        },
        "partitions": {
          "title": "Partitions",
          "description": "How many partitions the topic gets; default: topicDefaults.",
          "type": "integer",
          "minimum": 1,
          "maximum": 100000,
          "examples": [
            6,
            12
          ]
        },
        "replicationFactor": {
          "title": "Replication factor",
          "description": "How many brokers hold each partition; default: topicDefaults.",
          "type": "integer",
          "minimum": 1,
          "maximum": 32767,
          "examples": [
            3
          ]
        },
        "retention": {
          "title": "Retention",
          "description": "How long records are kept; -1 keeps them for ever; default: topicDefaults.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": -1,
          "pattern": "^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-retention",
          "patternErrorMessage": "isn't a retention such as 12h, 7d or -1 (unlimited)",
          "examples": [
            "3d"
          ]
        },
        "config": {
          "$ref": "#/$defs/rawTopicConfig",
          "title": "Kafka's own topic settings",
          "description": "Keys of Kafka's topic configuration under their own names.",
          "examples": [
            {
              "min.insync.replicas": 2
            }
          ]
        }
      },
      "examples": [
        {
          "name": "cross-pipeline.search-to-analytics",
          "partitions": 6
        }
      ]
    },
    "naming": {
      "title": "Naming",
      "description": "How standard topics are named.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "prefix": {
          "title": "Prefix",
          "description": "What standard topic names begin with: `<prefix>pipeline.<pipeline>.step.<step>.<role>`. Default `yappy.`.",
          "type": "string",
          "pattern": "^[A-Za-z0-9._-]{0,50}$",
          "patternErrorMessage": "may consist of letters, digits, \".\", \"_\" and \"-\" only, at most 50 of them",
          "examples": [
            "yappy.",
            ""
          ]
        },
        "migrateFrom": {
          "title": "Migrate from",
          "description": "The prefix that standard topics had before: their topics under it are read to their end, then those under the new one.",
          "type": "string",
          "pattern": "^[A-Za-z0-9._-]{0,50}$",
          "patternErrorMessage": "may consist of letters, digits, \".\", \"_\" and \"-\" only, at most 50 of them",
          "examples": [
            "yappy."
          ]
        }
      },
      "examples": [
        {
          "prefix": ""
        },
        {
          "prefix": "",
          "migrateFrom": "yappy."
        }
      ]
    },
    "rawTopicConfig": {
      "title": "RawTopicConfig",
      "description": "Keys of Kafka's topic configuration under their own names, compared and set as they stand.",
      "type": "object",
      "properties": {
        "retention.ms": {
          "title": "Retention in milliseconds",
          "description": "Not here: declared as `retention` beside `config`, in human units.",
          "not": {},
          "errorMessage": "is declared as `retention` beside `config`",
          "examples": [
            "retention: 7d"
          ]
        }
      },
      "additionalProperties": {
        "title": "Value",
        "description": "The key's value, as Kafka expects it.",
        "type": [
          "string",
          "number",
          "boolean"
        ],
        "examples": [
          "compact",
          2,
          true
        ]
      },
      "examples": [
        {
          "min.insync.replicas": 2,
          "cleanup.policy": "delete"
        }
      ]
    },
    "management": {
      "title": "Management",
      "description": "What may be changed about topics and ACLs that exist, and how ACLs are written.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "topics": {
          "$ref": "#/$defs/topicManagement",
          "title": "Topics",
          "description": "What becomes of topics that differ from their declaration.",
          "examples": [
            {
              "onMismatch": "alter"
            }
          ]
        },
        "acls": {
          "title": "ACLs",
          "description": "What becomes of ACLs of our principals that no revision knows. Default shared: they are reported; exclusive: they are revoked.",
          "enum": [
            "shared",
            "exclusive"
          ],
          "examples": [
            "exclusive"
          ]
        },
        "aclPattern": {
          "title": "Pattern of ACLs",
          "description": "How a pipeline's own topics are named in ACLs. Default literal: each by its name; prefixed: all of them by what their names begin with.",
          "enum": [
            "literal",
            "prefixed"
          ],
          "examples": [
            "prefixed"
          ]
        },
        "drift": {
          "$ref": "#/$defs/driftPolicies",
          "title": "Drift",
          "description": "What a reconciler does about differences that nobody planned, by kind.",
          "examples": [
            {
              "topics": "hold"
            }
          ]
        }
      },
      "examples": [
        {
          "topics": {
            "onMismatch": "alter"
          },
          "acls": "exclusive"
        }
      ]
    },
    "topicManagement": {
      "title": "TopicManagement",
      "description": "What becomes of topics that differ from their declaration.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "onMismatch": {
          "title": "On mismatch",
          "description": "Default warn: never modified; alter: what is safe is applied, the rest needs an approval.",
          "enum": [
            "warn",
            "alter"
          ],
          "examples": [
            "alter"
          ]
        }
      },
      "examples": [
        {
          "onMismatch": "alter"
        }
      ]
    },
    "driftPolicies": {
      "title": "DriftPolicies",
      "description": "What a reconciler does about differences that nobody planned, by kind.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "topics": {
          "title": "Topics",
          "description": "What becomes of drift of topics, as far as `topics: { onMismatch: alter }` lets them be altered at all: report says it, heal puts it right, hold waits for an approval. Default heal.",
          "enum": [
            "report",
            "heal",
            "hold"
          ],
          "examples": [
            "hold"
          ]
        },
        "acls": {
          "title": "ACLs",
          "description": "What becomes of drift of ACLs: report says it, heal puts it right, hold waits for an approval. Default heal.",
          "enum": [
            "report",
            "heal",
            "hold"
          ],
          "examples": [
            "hold"
          ]
        },
        "groups": {
          "title": "Groups",
          "description": "What becomes of drift of groups that have lost their offsets: report says it, heal puts it right, hold waits for an approval. Default heal.",
          "enum": [
            "report",
            "heal",
            "hold"
          ],
          "examples": [
            "hold"
          ]
        },
        "pipelines": {
          "title": "Pipelines",
          "description": "What becomes of drift of what is published for engines: report says it, heal puts it right, hold waits for an approval. Default heal.",
          "enum": [
            "report",
            "heal",
            "hold"
          ],
          "examples": [
            "hold"
          ]
        }
      },
      "examples": [
        {
          "topics": "hold"
        }
      ]
    }
  }
};

export const pipelineSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:sluiceway:schema:pipeline",
  "title": "Pipeline",
  "description": "One pipeline: steps that pass records on through Kafka topics (the specification's PipelineConfig).",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "pipelineName",
    "steps"
  ],
  "properties": {
    "pipelineName": {
      "title": "Pipeline name",
      "description": "The pipeline's name, part of its topics' and its group's names; `${pipelineName}` stands for it.",
      "type": "string",
      "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$",
      "format": "pipeline-name",
      "examples": [
        "search-pipeline"
      ]
    },
    "description": {
      "title": "Description",
      "description": "What the pipeline is for, for people.",
      "type": "string",
      "examples": [
        "Indexes crawled documents."
      ]
    },
    "principal": {
      "title": "Principal",
      "description": "Who the pipeline is for Kafka's ACLs. Its credentials are named in the settings. Default `User:<pipelineName>`.",
      "type": "string",
      "pattern": "^User:(?!\\*$).+$",
      "patternErrorMessage": "isn't a principal of the form \"User:name\" (\"User:*\" would be everybody)",
      "examples": [
        "User:search-pipeline"
      ]
    },
    "producers": {
      "title": "Producers",
      "description": "Principals that write into the entry step's input from outside.",
      "type": "array",
      "items": {
        "title": "Producer",
        "description": "A principal that may write into the entry step's input.",
        "type": "string",
        "pattern": "^User:(?!\\*$).+$",
        "patternErrorMessage": "isn't a principal of the form \"User:name\" (\"User:*\" would be everybody)",
        "examples": [
          "User:crawler"
        ]
      },
      "examples": [
        [
          "User:crawler"
        ]
      ]
    },
    "allowedKafkaTopics": {
      "title": "Allowed topics",
      "description": "Narrows the cluster's list for this pipeline. A topic between pipelines is listed by the cluster and by both pipelines.",
      "type": "array",
      "items": {
        "title": "Topic",
        "description": "A topic's name; variables are resolved.",
        "type": "string",
        "minLength": 1,
        "examples": [
          "cross-pipeline.search-to-analytics"
        ]
      },
      "examples": [
        [
          "cross-pipeline.search-to-analytics"
        ]
      ]
    },
    "delivery": {
      "title": "Delivery",
      "description": "What is promised about each record. Default at-least-once; exactly-once: what the pipeline reads and writes in Kafka goes in one transaction.",
      "enum": [
        "at-least-once",
        "exactly-once"
      ],
      "examples": [
        "exactly-once"
      ]
    },
    "variables": {
      "title": "Variables",
      "description": "What `${name}` stands for in this pipeline, over the cluster's variables. Names begin with a small letter.",
      "type": "object",
      "maxProperties": 500,
      "additionalProperties": {
        "title": "Value",
        "description": "The variable's value, at most 249 characters; it may use other variables.",
        "type": [
          "string",
          "number",
          "boolean"
        ],
        "examples": [
          "eu-west",
          3,
          "${clusterName}.shared"
        ]
      },
      "examples": [
        {
          "region": "eu-west"
        }
      ]
    },
    "defaults": {
      "$ref": "#/$defs/stepDefaults",
      "title": "Defaults of steps",
      "description": "Settings of all steps of this pipeline, unless a step declares others.",
      "examples": [
        {
          "retry": {
            "maxAttempts": 5
          }
        }
      ]
    },
    "steps": {
      "title": "Steps",
      "description": "The pipeline's steps; their order has no meaning.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/step"
      },
      "minItems": 1,
      "examples": [
        [
          {
            "stepName": "document-ingest",
            "stepType": "INITIAL_PIPELINE"
          }
        ]
      ]
    }
  },
  "examples": [
    {
      "pipelineName": "search-pipeline",
      "steps": [
        {
          "stepName": "document-ingest",
          "stepType": "INITIAL_PIPELINE"
        }
      ]
    }
  ],
  "$defs": {
    "step": {
      "title": "Step",
      "description": "One step: a processor between the topics that it reads and those that it writes.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "stepName"
      ],
      "properties": {
        "stepName": {
          "title": "Step name",
          "description": "The step's name, unique in the pipeline; `${stepName}` stands for it.",
          "type": "string",
          "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$",
          "format": "step-name",
          "examples": [
            "chunker"
          ]
        },
        "description": {
          "title": "Description",
          "description": "What the step does, for people.",
          "type": "string",
          "examples": [
            "Splits documents into pieces of 800 characters."
          ]
        },
        "stepType": {
          "title": "Step type",
          "description": "PIPELINE (default); INITIAL_PIPELINE: the entry, its input is written from outside; SINK: the end, it has no outputs.",
          "enum": [
            "PIPELINE",
            "INITIAL_PIPELINE",
            "SINK"
          ],
          "examples": [
            "INITIAL_PIPELINE"
          ]
        },
        "processor": {
          "$ref": "#/$defs/processor",
          "title": "Processor",
          "description": "What the step does with each record. Default: the builtin passthrough.",
          "examples": [
            {
              "builtin": "chunker",
              "config": {
                "maxChars": 800
              }
            }
          ]
        },
        "inputs": {
          "title": "Inputs",
          "description": "What the step reads. Default: its own input topic.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/input"
          },
          "minItems": 1,
          "examples": [
            [
              {
                "type": "KAFKA"
              },
              {
                "kafkaTopic": "cross-pipeline.search-to-analytics"
              }
            ]
          ]
        },
        "outputs": {
          "title": "Outputs",
          "description": "Where the step's records go. Processors emit to all of them or to one by its name.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/output"
          },
          "examples": [
            [
              {
                "targetStep": "chunker",
                "partitioning": "key"
              }
            ]
          ]
        },
        "ordering": {
          "title": "Ordering",
          "description": "Which records are processed in order. Default partition; key: those of one key; none: no order.",
          "enum": [
            "partition",
            "key",
            "none"
          ],
          "examples": [
            "key"
          ]
        },
        "concurrency": {
          "title": "Concurrency",
          "description": "How many records of a partition are processed at a time, where the ordering isn't partition. Default 8.",
          "type": "integer",
          "minimum": 1,
          "maximum": 1000,
          "examples": [
            8
          ]
        },
        "threads": {
          "title": "Threads",
          "description": "How many worker threads of an engine run the step's module. Default 1.",
          "type": "integer",
          "minimum": 1,
          "maximum": 64,
          "examples": [
            4
          ]
        },
        "delivery": {
          "title": "Delivery",
          "description": "The pipeline's delivery, for this step alone.",
          "enum": [
            "at-least-once",
            "exactly-once"
          ],
          "examples": [
            "exactly-once"
          ]
        },
        "schema": {
          "$ref": "#/$defs/payloadSchema",
          "title": "Payload schema",
          "description": "What the records that the step reads look like, for inputs that don't say so themselves.",
          "examples": [
            {
              "type": "PROTOBUF",
              "file": "schemas/document.proto",
              "message": "search.Document"
            }
          ]
        },
        "retry": {
          "$ref": "#/$defs/retry",
          "title": "Retry",
          "description": "Retries of a failing record.",
          "examples": [
            {
              "maxAttempts": 5,
              "initialBackoff": "1s"
            }
          ]
        },
        "deadLetterHeaders": {
          "title": "Headers of dead letters",
          "description": "How dead letters are labelled. Default sluiceway; spring, connect: additionally as Spring Kafka or Kafka Connect do.",
          "enum": [
            "sluiceway",
            "spring",
            "connect"
          ],
          "examples": [
            "spring"
          ]
        },
        "timeout": {
          "title": "Timeout",
          "description": "How long one attempt of the processor may take. Default 60s.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": 0,
          "pattern": "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-duration",
          "patternErrorMessage": "isn't a duration such as 500ms, 30s, 1h30m or 7d",
          "examples": [
            "30s"
          ]
        },
        "topics": {
          "$ref": "#/$defs/stepTopics",
          "title": "Topics",
          "description": "Settings of the step's own topics, by role.",
          "examples": [
            {
              "input": {
                "partitions": 12,
                "retention": "14d"
              }
            }
          ]
        },
        "start": {
          "$ref": "#/$defs/start",
          "title": "Start position",
          "description": "Where the pipeline's group begins to read a topic in which it has no offsets. Default earliest; latest; the first record at or after a time; or where another group has got to (fromGroup).",
          "examples": [
            "earliest",
            "latest",
            "2024-01-15T10:00:00Z",
            {
              "fromGroup": "old-search-readers"
            }
          ]
        },
        "producer": {
          "title": "Producer profile",
          "description": "Which of the settings' kafka.producers is used. Default `default`.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "default",
            "bulk"
          ]
        },
        "consumer": {
          "title": "Consumer profile",
          "description": "Which of the settings' kafka.consumers is used. Default `default`.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "default",
            "bulk"
          ]
        }
      },
      "examples": [
        {
          "stepName": "chunker",
          "processor": {
            "builtin": "chunker"
          }
        }
      ]
    },
    "stepDefaults": {
      "title": "StepDefaults",
      "description": "Settings of all steps of a pipeline.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "ordering": {
          "title": "Ordering",
          "description": "Which records are processed in order. Default partition; key: those of one key; none: no order.",
          "enum": [
            "partition",
            "key",
            "none"
          ],
          "examples": [
            "key"
          ]
        },
        "concurrency": {
          "title": "Concurrency",
          "description": "How many records of a partition are processed at a time, where the ordering isn't partition. Default 8.",
          "type": "integer",
          "minimum": 1,
          "maximum": 1000,
          "examples": [
            8
          ]
        },
        "threads": {
          "title": "Threads",
          "description": "How many worker threads of an engine run the step's module. Default 1.",
          "type": "integer",
          "minimum": 1,
          "maximum": 64,
          "examples": [
            4
          ]
        },
        "retry": {
          "$ref": "#/$defs/retry",
          "title": "Retry",
          "description": "Retries of a failing record.",
          "examples": [
            {
              "maxAttempts": 5,
              "initialBackoff": "1s"
            }
          ]
        },
        "deadLetterHeaders": {
          "title": "Headers of dead letters",
          "description": "How dead letters are labelled. Default sluiceway; spring, connect: additionally as Spring Kafka or Kafka Connect do.",
          "enum": [
            "sluiceway",
            "spring",
            "connect"
          ],
          "examples": [
            "spring"
          ]
        },
        "timeout": {
          "title": "Timeout",
          "description": "How long one attempt of the processor may take. Default 60s.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": 0,
          "pattern": "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-duration",
          "patternErrorMessage": "isn't a duration such as 500ms, 30s, 1h30m or 7d",
          "examples": [
            "30s"
          ]
        },
        "topics": {
          "$ref": "#/$defs/stepTopics",
          "title": "Topics",
          "description": "Settings of the step's own topics, by role.",
          "examples": [
            {
              "input": {
                "partitions": 12,
                "retention": "14d"
              }
            }
          ]
        },
        "start": {
          "$ref": "#/$defs/start",
          "title": "Start position",
          "description": "Where the pipeline's group begins to read a topic in which it has no offsets. Default earliest; latest; the first record at or after a time; or where another group has got to (fromGroup).",
          "examples": [
            "earliest",
            "latest",
            "2024-01-15T10:00:00Z",
            {
              "fromGroup": "old-search-readers"
            }
          ]
        },
        "producer": {
          "title": "Producer profile",
          "description": "Which of the settings' kafka.producers is used. Default `default`.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "default",
            "bulk"
          ]
        },
        "consumer": {
          "title": "Consumer profile",
          "description": "Which of the settings' kafka.consumers is used. Default `default`.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "default",
            "bulk"
          ]
        }
      },
      "examples": [
        {
          "timeout": "30s"
        }
      ]
    },
    "processor": {
      "title": "Processor",
      "description": "What a step does with each record: exactly one of `builtin`, `module`, `http` and `grpc`.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "builtin": {
          "title": "Builtin processor",
          "description": "The name of a processor that every engine has.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "passthrough",
            "chunker",
            "filter",
            "map",
            "route"
          ]
        },
        "module": {
          "title": "Module",
          "description": "A self-contained .mjs file of this repository, relative to the configuration root.",
          "type": "string",
          "pattern": "\\.mjs$",
          "patternErrorMessage": "isn't the path of an .mjs file",
          "examples": [
            "processors/enrich.mjs"
          ]
        },
        "http": {
          "$ref": "#/$defs/httpProcessor",
          "title": "HTTP processor",
          "description": "A service that is called over HTTP.",
          "examples": [
            {
              "url": "http://sentiment:8080/analyse"
            }
          ]
        },
        "grpc": {
          "$ref": "#/$defs/grpcProcessor",
          "title": "gRPC processor",
          "description": "A service that is called over gRPC; the cluster's allowedGrpcServices lists it.",
          "examples": [
            {
              "service": "sentiment-service"
            }
          ]
        },
        "config": {
          "title": "Configuration",
          "description": "What the processor is configured with; a builtin's is checked against its schema.",
          "examples": [
            {
              "maxChars": 800
            }
          ]
        }
      },
      "oneOf": [
        {
          "required": [
            "builtin"
          ]
        },
        {
          "required": [
            "module"
          ]
        },
        {
          "required": [
            "http"
          ]
        },
        {
          "required": [
            "grpc"
          ]
        }
      ],
      "errorMessage": "has exactly one of `builtin`, `module`, `http` and `grpc`",
      "examples": [
        {
          "builtin": "passthrough"
        },
        {
          "module": "processors/enrich.mjs"
        },
        {
          "http": {
            "url": "http://sentiment:8080/analyse"
          }
        },
        {
          "grpc": {
            "service": "sentiment-service"
          }
        }
      ]
    },
    "input": {
      "title": "Input",
      "description": "One topic that a step reads. Without `kafkaTopic` and `sourceStep` it is the step's own input topic.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "type": {
          "title": "Transport",
          "description": "How records travel. Default KAFKA; INTERNAL: from another step of the pipeline, in the same process, without a topic.",
          "enum": [
            "KAFKA",
            "INTERNAL"
          ],
          "errorMessage": "must be KAFKA or INTERNAL (a gRPC service is called by a processor: `processor: { grpc: … }`)",
          "examples": [
            "KAFKA"
          ]
        },
        "kafkaTopic": {
          "title": "Topic",
          "description": "A custom topic, or a standard topic by its name. Variables are resolved.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "cross-pipeline.search-to-analytics"
          ]
        },
        "sourceStep": {
          "title": "Source step",
          "description": "A step of this pipeline whose output topic is read.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "chunker"
          ]
        },
        "consumerGroup": {
          "title": "Consumer group",
          "description": "The operator's group for a topic that this repository doesn't own. It is never created or moved.",
          "type": "string",
          "minLength": 1,
          "pattern": "^(?!\\*$)",
          "patternErrorMessage": "must name one group (\"*\" would be all of them)",
          "examples": [
            "analytics-readers"
          ]
        },
        "start": {
          "$ref": "#/$defs/start",
          "title": "Start position",
          "description": "Where the pipeline's group begins to read this topic, if not as the step says.",
          "examples": [
            "earliest",
            "latest",
            "2024-01-15T10:00:00Z",
            {
              "fromGroup": "old-search-readers"
            }
          ]
        },
        "schema": {
          "$ref": "#/$defs/payloadSchema",
          "title": "Payload schema",
          "description": "What the records look like.",
          "examples": [
            {
              "type": "PROTOBUF",
              "file": "schemas/document.proto",
              "message": "search.Document"
            }
          ]
        }
      },
      "examples": [
        {
          "type": "KAFKA"
        }
      ]
    },
    "output": {
      "title": "Output",
      "description": "One topic that a step writes. Without `kafkaTopic` and `targetStep` it is the step's own output topic.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "name": {
          "title": "Name",
          "description": "What processors emit to; unique in the step. Default: the target step's name, `output` for the own output topic, else the topic's name.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "shared"
          ]
        },
        "type": {
          "title": "Transport",
          "description": "How records travel. Default KAFKA; INTERNAL: to the target step in the same process, without a topic.",
          "enum": [
            "KAFKA",
            "INTERNAL"
          ],
          "errorMessage": "must be KAFKA or INTERNAL (a gRPC service is called by a processor: `processor: { grpc: … }`)",
          "examples": [
            "KAFKA"
          ]
        },
        "kafkaTopic": {
          "title": "Topic",
          "description": "A custom topic, or a standard topic by its name. Variables are resolved.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "yappy.pipeline.${pipelineName}.step.${stepName}.output"
          ]
        },
        "targetStep": {
          "title": "Target step",
          "description": "A step of this pipeline whose input topic is written.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "chunker"
          ]
        },
        "partitioning": {
          "title": "Partitioning",
          "description": "`key` (default): murmur2 of the key, as Java clients do; `round-robin`: no order.",
          "enum": [
            "key",
            "round-robin"
          ],
          "examples": [
            "key",
            "round-robin"
          ]
        },
        "closesCycle": {
          "title": "Closes a cycle",
          "description": "Whether records may come back to this step through this output. Default false: a cycle is an error.",
          "type": "boolean",
          "examples": [
            true
          ]
        },
        "schema": {
          "$ref": "#/$defs/payloadSchema",
          "title": "Payload schema",
          "description": "What the records look like.",
          "examples": [
            {
              "type": "PROTOBUF",
              "file": "schemas/document.proto",
              "message": "search.Document"
            }
          ]
        }
      },
      "examples": [
        {
          "targetStep": "chunker",
          "partitioning": "key"
        }
      ]
    },
    "retry": {
      "title": "Retry",
      "description": "Retries of a failing record: in place with exponential back-off and jitter, then over retry topics where tiers are declared, then the dead letter.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "maxAttempts": {
          "title": "Attempts",
          "description": "Attempts in all, the first one included. Default 3.",
          "type": "integer",
          "minimum": 1,
          "maximum": 1000,
          "examples": [
            5
          ]
        },
        "initialBackoff": {
          "title": "First delay",
          "description": "The delay before the second attempt. Default 1s.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": 0,
          "pattern": "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-duration",
          "patternErrorMessage": "isn't a duration such as 500ms, 30s, 1h30m or 7d",
          "examples": [
            "1s"
          ]
        },
        "multiplier": {
          "title": "Multiplier",
          "description": "What each delay is multiplied with to give the next. Default 2.",
          "type": "number",
          "minimum": 1,
          "maximum": 100,
          "examples": [
            2,
            1.5
          ]
        },
        "maxBackoff": {
          "title": "Longest delay",
          "description": "No delay is longer than this. Default 30s.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": 0,
          "pattern": "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-duration",
          "patternErrorMessage": "isn't a duration such as 500ms, 30s, 1h30m or 7d",
          "examples": [
            "30s"
          ]
        },
        "tiers": {
          "title": "Tiers",
          "description": "Delays of the retry topics, in increasing order, at most 10. Default none.",
          "type": "array",
          "maxItems": 10,
          "items": {
            "title": "Delay",
            "description": "How long a record waits in this tier.",
            "type": [
              "string",
              "integer"
            ],
            "minimum": 0,
            "pattern": "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
            "format": "sluiceway-duration",
            "patternErrorMessage": "isn't a duration such as 500ms, 30s, 1h30m or 7d",
            "examples": [
              "10s"
            ]
          },
          "examples": [
            [
              "10s",
              "1m"
            ]
          ]
        },
        "order": {
          "title": "Order",
          "description": "What becomes of the order while a record waits in a tier; needed with tiers. block: its partition waits, no topic is used; topic: later records go on; topic-with-key: those of the same key follow it.",
          "enum": [
            "block",
            "topic",
            "topic-with-key"
          ],
          "examples": [
            "topic"
          ]
        }
      },
      "examples": [
        {
          "maxAttempts": 5,
          "initialBackoff": "1s",
          "multiplier": 2,
          "maxBackoff": "30s"
        }
      ]
    },
    "stepTopics": {
      "title": "StepTopics",
      "description": "Settings of a step's own topics, by role.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "input": {
          "$ref": "#/$defs/topicSettings",
          "title": "Input topic",
          "description": "Settings of the step's input topic.",
          "examples": [
            {
              "retention": "14d"
            }
          ]
        },
        "output": {
          "$ref": "#/$defs/topicSettings",
          "title": "Output topic",
          "description": "Settings of the step's output topic; default: those of its input.",
          "examples": [
            {
              "retention": "14d"
            }
          ]
        },
        "error": {
          "$ref": "#/$defs/topicSettings",
          "title": "Error topic",
          "description": "Settings of the step's error topic.",
          "examples": [
            {
              "retention": "14d"
            }
          ]
        },
        "dead-letter": {
          "$ref": "#/$defs/topicSettings",
          "title": "Dead-letter topic",
          "description": "Settings of the step's dead-letter topic; kept for ever unless a retention is declared.",
          "examples": [
            {
              "retention": "14d"
            }
          ]
        },
        "retry": {
          "$ref": "#/$defs/topicSettings",
          "title": "Retry topics",
          "description": "Settings of the step's retry topics; default: those of its input.",
          "examples": [
            {
              "retention": "14d"
            }
          ]
        }
      },
      "examples": [
        {
          "input": {
            "partitions": 12
          }
        }
      ]
    },
    "topicSettings": {
      "title": "TopicSettings",
      "description": "Settings of one topic.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "partitions": {
          "title": "Partitions",
          "description": "How many partitions the topic gets. Error, dead-letter and retry topics have as many as the step's input.",
          "type": "integer",
          "minimum": 1,
          "maximum": 100000,
          "examples": [
            6,
            12
          ]
        },
        "replicationFactor": {
          "title": "Replication factor",
          "description": "How many brokers hold each partition.",
          "type": "integer",
          "minimum": 1,
          "maximum": 32767,
          "examples": [
            3
          ]
        },
        "retention": {
          "title": "Retention",
          "description": "How long records are kept; -1 keeps them for ever.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": -1,
          "pattern": "^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-retention",
          "patternErrorMessage": "isn't a retention such as 12h, 7d or -1 (unlimited)",
          "examples": [
            "14d",
            "-1"
          ]
        },
        "config": {
          "$ref": "#/$defs/rawTopicConfig",
          "title": "Kafka's own topic settings",
          "description": "Keys of Kafka's topic configuration under their own names.",
          "examples": [
            {
              "min.insync.replicas": 2
            }
          ]
        }
      },
      "examples": [
        {
          "partitions": 12,
          "retention": "14d"
        }
      ]
    },
    "rawTopicConfig": {
      "title": "RawTopicConfig",
      "description": "Keys of Kafka's topic configuration under their own names, compared and set as they stand.",
      "type": "object",
      "properties": {
        "retention.ms": {
          "title": "Retention in milliseconds",
          "description": "Not here: declared as `retention` beside `config`, in human units.",
          "not": {},
          "errorMessage": "is declared as `retention` beside `config`",
          "examples": [
            "retention: 7d"
          ]
        }
      },
      "additionalProperties": {
        "title": "Value",
        "description": "The key's value, as Kafka expects it.",
        "type": [
          "string",
          "number",
          "boolean"
        ],
        "examples": [
          "compact",
          2,
          true
        ]
      },
      "examples": [
        {
          "min.insync.replicas": 2,
          "cleanup.policy": "delete"
        }
      ]
    },
    "httpProcessor": {
      "title": "HttpProcessor",
      "description": "A service that is called over HTTP: at a URL, or at the addresses of a Consul service.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "url": {
          "title": "URL",
          "description": "Where the service is called.",
          "type": "string",
          "pattern": "^https?://",
          "patternErrorMessage": "isn't an http:// or https:// URL",
          "examples": [
            "http://sentiment:8080/analyse"
          ]
        },
        "service": {
          "title": "Service",
          "description": "The service's name in Consul, instead of a URL.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200,
          "examples": [
            "sentiment-service"
          ]
        },
        "path": {
          "title": "Path",
          "description": "Which path of the Consul service is called. Default `/`.",
          "type": "string",
          "pattern": "^/",
          "patternErrorMessage": "must begin with \"/\"",
          "examples": [
            "/analyse"
          ]
        },
        "batch": {
          "title": "Batch",
          "description": "How many records one call carries at most. Default 1.",
          "type": "integer",
          "minimum": 1,
          "maximum": 10000,
          "examples": [
            100
          ]
        }
      },
      "oneOf": [
        {
          "required": [
            "url"
          ]
        },
        {
          "required": [
            "service"
          ]
        }
      ],
      "errorMessage": "has exactly one of `url` and `service`",
      "examples": [
        {
          "url": "http://sentiment:8080/analyse"
        },
        {
          "service": "sentiment",
          "path": "/analyse"
        }
      ]
    },
    "grpcProcessor": {
      "title": "GrpcProcessor",
      "description": "A service that is called over gRPC: found in Consul by its name, or at an address.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "service"
      ],
      "properties": {
        "service": {
          "title": "Service",
          "description": "The service's name in Consul and in the cluster's allowedGrpcServices.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200,
          "examples": [
            "sentiment-service"
          ]
        },
        "address": {
          "title": "Address",
          "description": "host:port, instead of what Consul says.",
          "type": "string",
          "pattern": "^[^\\s/]+:[0-9]{1,5}$",
          "patternErrorMessage": "isn't of the form host:port",
          "examples": [
            "sentiment:50051"
          ]
        },
        "tls": {
          "title": "TLS",
          "description": "Whether the connection is encrypted. Default false.",
          "type": "boolean",
          "examples": [
            true
          ]
        },
        "mode": {
          "title": "Mode",
          "description": "How records are sent. Default unary; stream: over one call.",
          "enum": [
            "unary",
            "stream"
          ],
          "examples": [
            "stream"
          ]
        }
      },
      "examples": [
        {
          "service": "sentiment-service"
        },
        {
          "service": "sentiment-service",
          "address": "sentiment:50051"
        }
      ]
    },
    "payloadSchema": {
      "title": "PayloadSchema",
      "description": "What records look like: a schema file of this repository, a subject of the schema registry, or both.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "type"
      ],
      "properties": {
        "type": {
          "title": "Type",
          "description": "The schema's language.",
          "enum": [
            "PROTOBUF",
            "JSON",
            "AVRO"
          ],
          "examples": [
            "PROTOBUF"
          ]
        },
        "file": {
          "title": "File",
          "description": "A schema file (.proto, .schema.json, .avsc) of this repository, relative to the configuration root.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "schemas/document.proto"
          ]
        },
        "subject": {
          "title": "Subject",
          "description": "A subject of the schema registry: records then have Confluent's wire format.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "documents-value"
          ]
        },
        "subjectNameStrategy": {
          "title": "Subject name strategy",
          "description": "Instead of `subject`: the subject is named after the topic, `<topic>-value`, as Confluent's serializers do by default.",
          "enum": [
            "TopicNameStrategy"
          ],
          "examples": [
            "TopicNameStrategy"
          ]
        },
        "message": {
          "title": "Message",
          "description": "Which message of a Protobuf file is meant, by its full name; needed where there are several.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "search.Document"
          ]
        }
      },
      "allOf": [
        {
          "anyOf": [
            {
              "required": [
                "file"
              ]
            },
            {
              "required": [
                "subject"
              ]
            },
            {
              "required": [
                "subjectNameStrategy"
              ]
            }
          ],
          "errorMessage": "needs a `file`, a `subject`, or both"
        },
        {
          "not": {
            "required": [
              "subject",
              "subjectNameStrategy"
            ]
          },
          "errorMessage": "has a `subject` or a `subjectNameStrategy`, not both"
        }
      ],
      "examples": [
        {
          "type": "PROTOBUF",
          "file": "schemas/document.proto",
          "message": "search.Document"
        },
        {
          "type": "JSON",
          "subject": "documents-value"
        },
        {
          "type": "AVRO",
          "file": "schemas/order.avsc",
          "subjectNameStrategy": "TopicNameStrategy"
        }
      ]
    },
    "start": {
      "title": "Start",
      "description": "Where the pipeline's group begins to read a topic in which it has no offsets. Default earliest; latest; the first record at or after a time; or where another group has got to (fromGroup).",
      "type": [
        "string",
        "object"
      ],
      "pattern": "^(?:earliest|latest|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})))$",
      "format": "sluiceway-start",
      "patternErrorMessage": "isn't \"earliest\", \"latest\" or a time such as 2024-01-15T10:00:00Z",
      "examples": [
        "earliest",
        "latest",
        "2024-01-15T10:00:00Z",
        {
          "fromGroup": "old-search-readers"
        }
      ],
      "additionalProperties": false,
      "required": [
        "fromGroup"
      ],
      "properties": {
        "fromGroup": {
          "title": "From a group",
          "description": "Another group, whose committed offsets are taken over. It is read and never changed.",
          "type": "string",
          "minLength": 1,
          "pattern": "^(?!\\*$)",
          "patternErrorMessage": "must name one group (\"*\" would be all of them)",
          "examples": [
            "old-search-readers"
          ]
        }
      }
    }
  }
};

export const environmentSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:sluiceway:schema:environment",
  "title": "Environment",
  "description": "What differs in one environment: overlays of the cluster and of pipelines, and the connection that is used.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "environment"
  ],
  "properties": {
    "environment": {
      "title": "Environment",
      "description": "The environment's name, chosen with `--environment`.",
      "type": "string",
      "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$",
      "patternErrorMessage": "consists of letters, digits, \"-\" and \"_\", and begins and ends with a letter or digit",
      "examples": [
        "prod"
      ]
    },
    "description": {
      "title": "Description",
      "description": "What the environment is for, for people.",
      "type": "string",
      "examples": [
        "Production."
      ]
    },
    "connection": {
      "title": "Connection",
      "description": "Which of the settings' connections this environment uses.",
      "type": "string",
      "minLength": 1,
      "examples": [
        "prod"
      ]
    },
    "cluster": {
      "title": "Overlay of the cluster",
      "description": "Merged over the cluster document (JSON merge patch; `topics` are matched by their name, null removes a key).",
      "type": "object",
      "examples": [
        {
          "topicDefaults": {
            "replicationFactor": 3
          }
        }
      ]
    },
    "pipelines": {
      "title": "Overlays of pipelines",
      "description": "By pipeline name: merged over that pipeline's document (JSON merge patch; steps, inputs and outputs are matched by their names, null removes a key).",
      "type": "object",
      "additionalProperties": {
        "title": "Overlay",
        "description": "Merged over the pipeline's document.",
        "type": "object",
        "examples": [
          {
            "principal": "User:search-prod"
          }
        ]
      },
      "examples": [
        {
          "search-pipeline": {
            "steps": [
              {
                "stepName": "chunker",
                "timeout": "10s"
              }
            ]
          }
        }
      ]
    }
  },
  "examples": [
    {
      "environment": "prod",
      "connection": "prod"
    }
  ]
};

export const policySchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:sluiceway:schema:policy",
  "title": "Policy",
  "description": "What a team asks of its configuration beyond what the compiler does.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "policy",
    "rules"
  ],
  "properties": {
    "policy": {
      "title": "Policy",
      "description": "The policy's name.",
      "type": "string",
      "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$",
      "patternErrorMessage": "consists of letters, digits, \"-\" and \"_\", and begins and ends with a letter or digit",
      "examples": [
        "production-topics"
      ]
    },
    "description": {
      "title": "Description",
      "description": "What the policy is for, for people.",
      "type": "string",
      "examples": [
        "What production asks of topics."
      ]
    },
    "environments": {
      "title": "Environments",
      "description": "Where it holds; without it in every environment, and without one.",
      "type": "array",
      "minItems": 1,
      "items": {
        "title": "Environment",
        "description": "An environment's name.",
        "type": "string",
        "minLength": 1,
        "examples": [
          "prod"
        ]
      },
      "examples": [
        [
          "prod"
        ]
      ]
    },
    "severity": {
      "title": "Severity",
      "description": "Whether what breaks the rule is an `error` (default) or a `warning`.",
      "enum": [
        "error",
        "warning"
      ],
      "examples": [
        "warning"
      ]
    },
    "rules": {
      "title": "Rules",
      "description": "What the policy asks; each rule asks one thing.",
      "type": "array",
      "minItems": 1,
      "items": {
        "$ref": "#/$defs/rule"
      },
      "examples": [
        [
          {
            "required": {
              "pipeline": [
                "description"
              ]
            }
          }
        ]
      ]
    }
  },
  "examples": [
    {
      "policy": "production-topics",
      "environments": [
        "prod"
      ],
      "rules": [
        {
          "topics": {
            "replicationFactor": {
              "min": 3
            }
          }
        }
      ]
    }
  ],
  "$defs": {
    "rule": {
      "title": "PolicyRule",
      "description": "One thing that is asked: exactly one of `names`, `topics`, `required` and `forbidden`.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "message": {
          "title": "Message",
          "description": "What is said to whoever breaks the rule: why it exists, or what to do.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "Three replicas survive two brokers."
          ]
        },
        "severity": {
          "title": "Severity",
          "description": "Whether what breaks the rule is an `error` (default) or a `warning`.",
          "enum": [
            "error",
            "warning"
          ],
          "examples": [
            "warning"
          ]
        },
        "environments": {
          "title": "Environments",
          "description": "Where it holds; without it in every environment, and without one.",
          "type": "array",
          "minItems": 1,
          "items": {
            "title": "Environment",
            "description": "An environment's name.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "prod"
            ]
          },
          "examples": [
            [
              "prod"
            ]
          ]
        },
        "names": {
          "$ref": "#/$defs/namePatterns",
          "title": "Names",
          "description": "Patterns of names.",
          "examples": [
            {
              "steps": "[a-z-]+"
            }
          ]
        },
        "topics": {
          "$ref": "#/$defs/topicLimits",
          "title": "Topics",
          "description": "Limits of settings of the topics that this repository creates.",
          "examples": [
            {
              "partitions": {
                "max": 48
              }
            }
          ]
        },
        "required": {
          "$ref": "#/$defs/keysByLevel",
          "title": "Required keys",
          "description": "Keys that have to be declared.",
          "examples": [
            {
              "pipeline": [
                "description"
              ]
            }
          ]
        },
        "forbidden": {
          "$ref": "#/$defs/keysByLevel",
          "title": "Forbidden keys",
          "description": "Keys that must not be declared.",
          "examples": [
            {
              "step": [
                "start"
              ]
            }
          ]
        },
        "forbiddenChanges": {
          "$ref": "#/$defs/changePattern",
          "title": "Forbidden changes",
          "description": "Plan steps that must not be applied; no approval overrules it.",
          "examples": [
            {
              "risks": [
                "destructive"
              ]
            }
          ]
        }
      },
      "examples": [
        {
          "names": {
            "pipelines": "[a-z]+(-[a-z]+)*"
          },
          "message": "See the handbook on names."
        }
      ],
      "oneOf": [
        {
          "required": [
            "names"
          ]
        },
        {
          "required": [
            "topics"
          ]
        },
        {
          "required": [
            "required"
          ]
        },
        {
          "required": [
            "forbidden"
          ]
        },
        {
          "required": [
            "forbiddenChanges"
          ]
        }
      ],
      "errorMessage": "has exactly one of `names`, `topics`, `required`, `forbidden` and `forbiddenChanges`"
    },
    "namePatterns": {
      "title": "NamePatterns",
      "description": "Patterns: letters, `.`, `[a-z]`, `\\d`, `\\w`, `( | )`, `*`, `+`, `?`, `{n,m}`; matched in linear time.",
      "type": "object",
      "additionalProperties": false,
      "minProperties": 1,
      "properties": {
        "pipelines": {
          "title": "Names of pipelines",
          "description": "The pattern that names of pipelines match as a whole.",
          "type": "string",
          "minLength": 1,
          "maxLength": 500,
          "examples": [
            "[a-z]+(-[a-z]+)*"
          ]
        },
        "steps": {
          "title": "Names of steps",
          "description": "The pattern that names of steps match as a whole.",
          "type": "string",
          "minLength": 1,
          "maxLength": 500,
          "examples": [
            "[a-z-]{3,40}"
          ]
        },
        "topics": {
          "title": "Names of custom topics",
          "description": "The pattern that names of custom topics match as a whole.",
          "type": "string",
          "minLength": 1,
          "maxLength": 500,
          "examples": [
            "(cross-pipeline|shared)\\..+"
          ]
        }
      },
      "examples": [
        {
          "pipelines": "[a-z]+(-[a-z]+)*"
        }
      ]
    },
    "topicLimits": {
      "title": "TopicLimits",
      "description": "Which topics, and what their settings may be.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "roles": {
          "title": "Roles",
          "description": "Which topics; default: all.",
          "type": "array",
          "minItems": 1,
          "items": {
            "title": "Role",
            "description": "A role of a step's topics, or `custom`.",
            "enum": [
              "input",
              "output",
              "error",
              "dead-letter",
              "custom"
            ],
            "examples": [
              "input",
              "custom"
            ]
          },
          "examples": [
            [
              "input",
              "output"
            ]
          ]
        },
        "partitions": {
          "$ref": "#/$defs/range",
          "title": "Partitions",
          "description": "How many partitions.",
          "examples": [
            {
              "max": 48
            }
          ]
        },
        "replicationFactor": {
          "$ref": "#/$defs/range",
          "title": "Replication factor",
          "description": "How many replicas.",
          "examples": [
            {
              "min": 3
            }
          ]
        },
        "retention": {
          "$ref": "#/$defs/retentionRange",
          "title": "Retention",
          "description": "How long records are kept.",
          "examples": [
            {
              "max": "30d"
            }
          ]
        },
        "config": {
          "title": "Kafka's own topic settings",
          "description": "Limits of numeric keys under Kafka's own names; the key has to be declared.",
          "type": "object",
          "minProperties": 1,
          "additionalProperties": {
            "$ref": "#/$defs/range",
            "title": "Limits",
            "description": "What the value may be.",
            "examples": [
              {
                "min": 2
              }
            ]
          },
          "examples": [
            {
              "min.insync.replicas": {
                "min": 2
              }
            }
          ]
        }
      },
      "examples": [
        {
          "roles": [
            "input"
          ],
          "partitions": {
            "min": 3,
            "max": 48
          }
        }
      ]
    },
    "range": {
      "title": "Range",
      "description": "The least and the greatest value that is allowed.",
      "type": "object",
      "additionalProperties": false,
      "minProperties": 1,
      "properties": {
        "min": {
          "title": "Least",
          "description": "The least value.",
          "type": "number",
          "examples": [
            3
          ]
        },
        "max": {
          "title": "Greatest",
          "description": "The greatest value.",
          "type": "number",
          "examples": [
            48
          ]
        }
      },
      "examples": [
        {
          "min": 3,
          "max": 48
        }
      ]
    },
    "retentionRange": {
      "title": "RetentionRange",
      "description": "The shortest and the longest retention that is allowed; -1 is for ever, and longer than all others.",
      "type": "object",
      "additionalProperties": false,
      "minProperties": 1,
      "properties": {
        "min": {
          "title": "Shortest",
          "description": "The shortest retention.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": -1,
          "pattern": "^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-retention",
          "patternErrorMessage": "isn't a retention such as 12h, 7d or -1 (unlimited)",
          "examples": [
            "1d"
          ]
        },
        "max": {
          "title": "Longest",
          "description": "The longest retention.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": -1,
          "pattern": "^(?:-1|[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-retention",
          "patternErrorMessage": "isn't a retention such as 12h, 7d or -1 (unlimited)",
          "examples": [
            "30d"
          ]
        }
      },
      "examples": [
        {
          "min": "1d",
          "max": "30d"
        }
      ]
    },
    "keysByLevel": {
      "title": "KeysByLevel",
      "description": "Keys by the level that they are declared at.",
      "type": "object",
      "additionalProperties": false,
      "minProperties": 1,
      "properties": {
        "cluster": {
          "title": "Keys of the cluster",
          "description": "Keys of the cluster; a dot leads into a mapping.",
          "type": "array",
          "minItems": 1,
          "items": {
            "title": "Key",
            "description": "A key, or several with dots between them.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "brokers"
            ]
          },
          "examples": [
            [
              "brokers"
            ]
          ]
        },
        "pipeline": {
          "title": "Keys of pipelines",
          "description": "Keys of pipelines; a dot leads into a mapping.",
          "type": "array",
          "minItems": 1,
          "items": {
            "title": "Key",
            "description": "A key, or several with dots between them.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "description"
            ]
          },
          "examples": [
            [
              "description"
            ]
          ]
        },
        "step": {
          "title": "Keys of steps",
          "description": "Keys of steps; a dot leads into a mapping.",
          "type": "array",
          "minItems": 1,
          "items": {
            "title": "Key",
            "description": "A key, or several with dots between them.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "timeout"
            ]
          },
          "examples": [
            [
              "timeout"
            ]
          ]
        }
      },
      "examples": [
        {
          "pipeline": [
            "description",
            "principal"
          ]
        }
      ]
    },
    "changePattern": {
      "title": "ChangePattern",
      "description": "Which plan steps: those of which everything that is said here is true.",
      "type": "object",
      "additionalProperties": false,
      "minProperties": 1,
      "properties": {
        "kinds": {
          "title": "Kinds",
          "description": "Kinds of plan steps; without it every kind.",
          "type": "array",
          "minItems": 1,
          "items": {
            "title": "Kind",
            "description": "A kind of plan step.",
            "enum": [
              "create-topic",
              "increase-partitions",
              "alter-config",
              "end-quarantine",
              "grant-acl",
              "register-schema",
              "start-group",
              "publish-bundle",
              "retire-bundle",
              "revoke-acl",
              "delete-offsets"
            ],
            "examples": [
              "increase-partitions"
            ]
          },
          "examples": [
            [
              "increase-partitions",
              "alter-config"
            ]
          ]
        },
        "actions": {
          "title": "Actions",
          "description": "What is done to the resource, as the plan's `+`, `~` and `-` say; without it everything.",
          "type": "array",
          "minItems": 1,
          "items": {
            "title": "Action",
            "description": "Something is added, changed or removed.",
            "enum": [
              "add",
              "change",
              "remove"
            ],
            "examples": [
              "remove"
            ]
          },
          "examples": [
            [
              "change",
              "remove"
            ]
          ]
        },
        "risks": {
          "title": "Risks",
          "description": "Risks of plan steps; without it every risk.",
          "type": "array",
          "minItems": 1,
          "items": {
            "title": "Risk",
            "description": "A risk, as the plan shows it.",
            "enum": [
              "safe",
              "caution",
              "destructive"
            ],
            "examples": [
              "destructive"
            ]
          },
          "examples": [
            [
              "destructive"
            ]
          ]
        },
        "resources": {
          "title": "Resources",
          "description": "A pattern that the name of a topic, group, subject, pipeline, or of an ACL's resource or principal, matches as a whole; without it every resource.",
          "type": "string",
          "minLength": 1,
          "maxLength": 500,
          "examples": [
            "billing\\..+"
          ]
        },
        "from": {
          "title": "From",
          "description": "The time (ISO 8601, with its zone; a date alone is midnight UTC) from which the rule holds; without it always.",
          "type": "string",
          "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$",
          "format": "sluiceway-time",
          "patternErrorMessage": "isn't a time with its zone such as 2026-12-24T18:00:00Z, or a date",
          "examples": [
            "2026-12-18T16:00:00Z"
          ]
        },
        "until": {
          "title": "Until",
          "description": "The time from which it doesn't hold any more; without it for ever.",
          "type": "string",
          "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$",
          "format": "sluiceway-time",
          "patternErrorMessage": "isn't a time with its zone such as 2026-12-24T18:00:00Z, or a date",
          "examples": [
            "2027-01-04T08:00:00Z"
          ]
        }
      },
      "examples": [
        {
          "actions": [
            "remove"
          ],
          "resources": "billing\\..+"
        },
        {
          "from": "2026-12-18T16:00:00Z",
          "until": "2027-01-04T08:00:00Z"
        }
      ]
    }
  }
};

export const approvalSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:sluiceway:schema:approval",
  "title": "Approval",
  "description": "Somebody's yes to one plan step exactly as it was planned, for a time. `sluiceway plan` prints such documents, ready to commit.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "approval",
    "digest",
    "expires",
    "by"
  ],
  "properties": {
    "approval": {
      "title": "Plan step",
      "description": "The id of the plan step that is approved, as the plan shows it, or `guard/shrunken-state`.",
      "type": "string",
      "minLength": 1,
      "maxLength": 2000,
      "examples": [
        "retire-bundle/old-pipeline"
      ]
    },
    "digest": {
      "title": "Digest",
      "description": "The digest of the plan step's before and after: another change of the same thing isn't approved.",
      "type": "string",
      "pattern": "^sha256:[0-9a-f]{64}$",
      "patternErrorMessage": "isn't a digest such as the plan shows: sha256: and 64 hexadecimal digits",
      "examples": [
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
      ]
    },
    "expires": {
      "title": "Expires",
      "description": "The time (ISO 8601, with its zone; a date alone is midnight UTC) from which it doesn't hold any more.",
      "type": "string",
      "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?$",
      "format": "sluiceway-time",
      "patternErrorMessage": "isn't a time with its zone such as 2026-12-24T18:00:00Z, or a date",
      "examples": [
        "2026-12-24T18:00:00Z"
      ]
    },
    "by": {
      "title": "Who",
      "description": "Who approves, as free text. Who may merge can approve: the review says whether that is true.",
      "type": "string",
      "minLength": 1,
      "maxLength": 200,
      "examples": [
        "Ada, platform team"
      ]
    },
    "reason": {
      "title": "Why",
      "description": "Why it is right, as free text.",
      "type": "string",
      "examples": [
        "Nobody reads the old index any more; see the review of 12 October."
      ]
    },
    "environments": {
      "title": "Environments",
      "description": "Where it holds; without it in every environment, and without one.",
      "type": "array",
      "minItems": 1,
      "items": {
        "title": "Environment",
        "description": "An environment's name.",
        "type": "string",
        "minLength": 1,
        "examples": [
          "prod"
        ]
      },
      "examples": [
        [
          "prod"
        ]
      ]
    }
  },
  "examples": [
    {
      "approval": "retire-bundle/old-pipeline",
      "digest": "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "expires": "2026-12-24T18:00:00Z",
      "by": "Ada, platform team",
      "reason": "Nobody reads the old index any more.",
      "environments": [
        "prod"
      ]
    }
  ]
};

export const testSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:sluiceway:schema:test",
  "title": "Test",
  "description": "Records that go into pipelines, and the records that have to come out. `sluiceway test` runs it on an embedded broker.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "test",
    "given",
    "expect"
  ],
  "properties": {
    "test": {
      "title": "Test",
      "description": "The test's name, unique in the repository: a sentence that says what is promised.",
      "type": "string",
      "minLength": 1,
      "maxLength": 200,
      "examples": [
        "a long document is cut into pieces"
      ]
    },
    "description": {
      "title": "Description",
      "description": "Why the test is there, for people.",
      "type": "string",
      "examples": [
        "Pieces overlap, so that no sentence is lost between two of them."
      ]
    },
    "partitions": {
      "title": "Partitions",
      "description": "How many partitions each topic has in the test. Default 1: then all records of a topic have one order.",
      "type": "integer",
      "minimum": 1,
      "maximum": 64,
      "examples": [
        1,
        3
      ]
    },
    "timeLimit": {
      "title": "Time limit",
      "description": "How long the pipelines may take until all records are processed. Default 10s.",
      "type": [
        "string",
        "integer"
      ],
      "minimum": 1,
      "pattern": "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
      "format": "sluiceway-duration",
      "patternErrorMessage": "isn't a duration such as 500ms, 30s, 1h30m or 7d",
      "examples": [
        "10s"
      ]
    },
    "given": {
      "title": "Given",
      "description": "The records that go in, written in this order.",
      "type": "array",
      "minItems": 1,
      "items": {
        "$ref": "#/$defs/given"
      },
      "examples": [
        [
          {
            "step": "document-ingest",
            "records": [
              {
                "key": "a.txt",
                "value": "A short text."
              }
            ]
          }
        ]
      ]
    },
    "expect": {
      "title": "Expect",
      "description": "What has to be in topics afterwards. A dead letter that nothing expects fails the test.",
      "type": "array",
      "minItems": 1,
      "items": {
        "$ref": "#/$defs/expectation"
      },
      "examples": [
        [
          {
            "step": "chunker",
            "output": "shared",
            "records": [
              {
                "key": "a.txt",
                "value": "A short text."
              }
            ]
          }
        ]
      ]
    }
  },
  "examples": [
    {
      "test": "a short document is one piece",
      "given": [
        {
          "step": "document-ingest",
          "records": [
            {
              "key": "a.txt",
              "value": "A short text."
            }
          ]
        }
      ],
      "expect": [
        {
          "step": "chunker",
          "output": "shared",
          "records": [
            {
              "key": "a.txt",
              "value": "A short text."
            }
          ]
        }
      ]
    }
  ],
  "$defs": {
    "given": {
      "title": "TestInput",
      "description": "Records for one topic: the input of a step, or a topic by its name.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "records"
      ],
      "properties": {
        "step": {
          "title": "Step",
          "description": "The step whose input the records are written to, as `step` or `pipeline/step`.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "document-ingest",
            "search-pipeline/document-ingest"
          ]
        },
        "topic": {
          "title": "Topic",
          "description": "The topic's whole name, where the step reads several or none is meant.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "cross-pipeline.search-to-analytics"
          ]
        },
        "records": {
          "title": "Records",
          "description": "The records, in order.",
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/record"
          },
          "examples": [
            [
              {
                "key": "a.txt",
                "value": "A short text."
              }
            ]
          ]
        }
      },
      "oneOf": [
        {
          "required": [
            "step"
          ]
        },
        {
          "required": [
            "topic"
          ]
        }
      ],
      "errorMessage": "has exactly one of `step` and `topic`",
      "examples": [
        {
          "step": "document-ingest",
          "records": [
            {
              "key": "a.txt",
              "value": "A short text."
            }
          ]
        }
      ]
    },
    "expectation": {
      "title": "TestExpectation",
      "description": "All the records that one topic has to have in the end.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "records"
      ],
      "properties": {
        "step": {
          "title": "Step",
          "description": "The step whose topic is looked at, as `step` or `pipeline/step`.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "chunker",
            "search-pipeline/chunker"
          ]
        },
        "output": {
          "title": "Output",
          "description": "Which of the step's outputs, by its name; needed where it has several.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "shared"
          ]
        },
        "role": {
          "title": "Role",
          "description": "Which of the step's topics. Default `output`: the topic that it writes to.",
          "enum": [
            "output",
            "input",
            "error",
            "dead-letter"
          ],
          "examples": [
            "dead-letter"
          ]
        },
        "topic": {
          "title": "Topic",
          "description": "The topic's whole name, instead of a step.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "cross-pipeline.search-to-analytics"
          ]
        },
        "order": {
          "title": "Order",
          "description": "Whether the records come in the order that is written here (`exact`, the default) or in `any`.",
          "enum": [
            "exact",
            "any"
          ],
          "examples": [
            "any"
          ]
        },
        "records": {
          "title": "Records",
          "description": "The records; an empty list where there must be none. Of each one, only what is written here is compared.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/record"
          },
          "examples": [
            [
              {
                "key": "a.txt",
                "value": {
                  "language": "en"
                }
              }
            ],
            []
          ]
        }
      },
      "oneOf": [
        {
          "required": [
            "step"
          ]
        },
        {
          "required": [
            "topic"
          ]
        }
      ],
      "errorMessage": "has exactly one of `step` and `topic`",
      "examples": [
        {
          "step": "chunker",
          "role": "dead-letter",
          "records": []
        }
      ]
    },
    "record": {
      "title": "TestRecord",
      "description": "One record. What a given record leaves out it doesn't have; what an expected one leaves out isn't compared.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "key": {
          "title": "Key",
          "description": "A text as it is, anything else as JSON, `null` for no key.",
          "examples": [
            "a.txt",
            null
          ]
        },
        "value": {
          "title": "Value",
          "description": "A text as it is, a mapping, list, number or boolean as JSON, `null` for a tombstone.",
          "examples": [
            "A short text.",
            {
              "language": "en"
            },
            null
          ]
        },
        "valueBase64": {
          "title": "Value in Base64",
          "description": "The value where it is no text.",
          "type": "string",
          "pattern": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
          "patternErrorMessage": "isn't Base64",
          "examples": [
            "/9g="
          ]
        },
        "headers": {
          "title": "Headers",
          "description": "Headers by name, values as text. Headers that an expected record doesn't name aren't compared.",
          "type": "object",
          "additionalProperties": {
            "title": "Header",
            "description": "The header's value.",
            "type": "string",
            "examples": [
              "text/plain"
            ]
          },
          "examples": [
            {
              "content-type": "text/plain"
            }
          ]
        },
        "timestamp": {
          "title": "Timestamp",
          "description": "The record's time.",
          "type": "string",
          "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})$",
          "format": "sluiceway-start",
          "patternErrorMessage": "isn't a time such as 2024-01-15T10:00:00Z",
          "examples": [
            "2024-01-15T10:00:00Z"
          ]
        },
        "partition": {
          "title": "Partition",
          "description": "The partition that the record is in. A given record without one goes where its key leads.",
          "type": "integer",
          "minimum": 0,
          "examples": [
            0
          ]
        }
      },
      "oneOf": [
        {
          "not": {
            "required": [
              "valueBase64"
            ]
          }
        },
        {
          "required": [
            "valueBase64"
          ],
          "not": {
            "required": [
              "value"
            ]
          }
        }
      ],
      "errorMessage": "has at most one of `value` and `valueBase64`",
      "examples": [
        {
          "key": "a.txt",
          "value": "A short text."
        }
      ]
    }
  }
};

export const settingsSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:sluiceway:schema:settings",
  "title": "Settings",
  "description": "sluiceway.settings.yaml: connections and client settings. `${NAME}` stands for an environment variable here, and only here.",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "kafka": {
      "$ref": "#/$defs/kafka",
      "title": "Kafka",
      "description": "The Kafka connection and client settings, under the specification's own keys.",
      "examples": [
        {
          "bootstrap.servers": "kafka:9092"
        }
      ]
    },
    "consul": {
      "$ref": "#/$defs/consul",
      "title": "Consul",
      "description": "Where claims live.",
      "examples": [
        {
          "address": "http://consul:8500"
        }
      ]
    },
    "schemaRegistry": {
      "$ref": "#/$defs/schemaRegistry",
      "title": "Schema registry",
      "description": "Where schemas live (Confluent's API).",
      "examples": [
        {
          "url": "http://registry:8081"
        }
      ]
    },
    "engine": {
      "$ref": "#/$defs/engine",
      "title": "Engine",
      "description": "How engines of this installation behave.",
      "examples": [
        {
          "modules": "allow"
        }
      ]
    },
    "admin": {
      "$ref": "#/$defs/admin",
      "title": "Admin",
      "description": "Who may use the admin API.",
      "examples": [
        {
          "tokens": [
            {
              "name": "on-call",
              "role": "operator",
              "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            }
          ]
        }
      ]
    },
    "limits": {
      "$ref": "#/$defs/limits",
      "title": "Limits",
      "description": "What plans are held against.",
      "examples": [
        {
          "partitionsPerBroker": 2000
        }
      ]
    },
    "reconcile": {
      "$ref": "#/$defs/reconcile",
      "title": "Reconcile",
      "description": "How `sluiceway reconcile` follows a repository.",
      "examples": [
        {
          "git": {
            "token": "${GIT_TOKEN}"
          }
        }
      ]
    },
    "connections": {
      "title": "Connections",
      "description": "Further connections by name; an environment document chooses one with `connection:`.",
      "type": "object",
      "additionalProperties": {
        "$ref": "#/$defs/connection"
      },
      "examples": [
        {
          "prod": {
            "kafka": {
              "bootstrap.servers": "kafka-prod:9092"
            }
          }
        }
      ]
    }
  },
  "examples": [
    {
      "kafka": {
        "bootstrap.servers": "kafka:9092"
      },
      "consul": {
        "address": "http://consul:8500"
      }
    }
  ],
  "$defs": {
    "connection": {
      "title": "Connection",
      "description": "One set of servers with its client settings.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "kafka": {
          "$ref": "#/$defs/kafka",
          "title": "Kafka",
          "description": "The Kafka connection and client settings.",
          "examples": [
            {
              "bootstrap.servers": "kafka-prod:9092"
            }
          ]
        },
        "consul": {
          "$ref": "#/$defs/consul",
          "title": "Consul",
          "description": "Where claims live.",
          "examples": [
            {
              "address": "http://consul-prod:8500"
            }
          ]
        },
        "schemaRegistry": {
          "$ref": "#/$defs/schemaRegistry",
          "title": "Schema registry",
          "description": "Where schemas live.",
          "examples": [
            {
              "url": "https://registry-prod:8081"
            }
          ]
        },
        "engine": {
          "$ref": "#/$defs/engine",
          "title": "Engine",
          "description": "How engines behave.",
          "examples": [
            {
              "modules": "deny"
            }
          ]
        },
        "admin": {
          "$ref": "#/$defs/admin",
          "title": "Admin",
          "description": "Who may use the admin API.",
          "examples": [
            {
              "tokens": [
                {
                  "name": "on-call",
                  "role": "operator",
                  "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                }
              ]
            }
          ]
        },
        "limits": {
          "$ref": "#/$defs/limits",
          "title": "Limits",
          "description": "What plans are held against.",
          "examples": [
            {
              "partitionsPerBroker": 2000
            }
          ]
        }
      },
      "examples": [
        {
          "kafka": {
            "bootstrap.servers": "kafka-prod:9092"
          }
        }
      ]
    },
    "kafka": {
      "title": "Kafka",
      "description": "The Kafka connection and client settings, under the specification's own keys.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "bootstrap.servers": {
          "$ref": "#/$defs/bootstrapServers",
          "title": "Bootstrap servers",
          "description": "Brokers to begin with, as host:port.",
          "examples": [
            "kafka-1:9092,kafka-2:9092"
          ]
        },
        "bootstrapServers": {
          "$ref": "#/$defs/bootstrapServers",
          "title": "Bootstrap servers",
          "description": "Another spelling of bootstrap.servers.",
          "examples": [
            [
              "kafka-1:9092",
              "kafka-2:9092"
            ]
          ]
        },
        "security": {
          "$ref": "#/$defs/security",
          "title": "Security",
          "description": "How connections are secured and who we are.",
          "examples": [
            {
              "protocol": "SASL_SSL",
              "sasl": {
                "mechanism": "PLAIN",
                "username": "${KAFKA_USERNAME}",
                "password": "${KAFKA_PASSWORD}"
              }
            }
          ]
        },
        "producers": {
          "title": "Producer profiles",
          "description": "By name; steps choose one with `producer:`, else `default`.",
          "type": "object",
          "additionalProperties": {
            "$ref": "#/$defs/producer"
          },
          "examples": [
            {
              "default": {
                "compression.type": "snappy",
                "acks": "all"
              }
            }
          ]
        },
        "consumers": {
          "title": "Consumer profiles",
          "description": "By name; steps choose one with `consumer:`, else `default`.",
          "type": "object",
          "additionalProperties": {
            "$ref": "#/$defs/consumer"
          },
          "examples": [
            {
              "default": {
                "max.poll.records": 100
              }
            }
          ]
        },
        "credentials": {
          "title": "Credentials of principals",
          "description": "By the principal's name without `User:`; a pipeline reads and writes as its own principal.",
          "type": "object",
          "additionalProperties": {
            "$ref": "#/$defs/credential"
          },
          "examples": [
            {
              "search-pipeline": {
                "username": "search-pipeline",
                "password": "${SEARCH_PASSWORD}"
              }
            }
          ]
        }
      },
      "examples": [
        {
          "bootstrap.servers": "kafka:9092"
        }
      ]
    },
    "bootstrapServers": {
      "title": "BootstrapServers",
      "description": "Brokers to begin with: host:port, separated by commas or as a list.",
      "type": [
        "string",
        "array"
      ],
      "minLength": 1,
      "minItems": 1,
      "items": {
        "title": "Broker",
        "description": "host:port",
        "type": "string",
        "minLength": 1,
        "examples": [
          "kafka:9092"
        ]
      },
      "examples": [
        "kafka:9092",
        [
          "kafka-1:9092",
          "kafka-2:9092"
        ]
      ]
    },
    "security": {
      "title": "Security",
      "description": "How connections are secured and who we are.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "protocol": {
          "title": "Protocol",
          "description": "Kafka's security protocol. Default PLAINTEXT.",
          "enum": [
            "PLAINTEXT",
            "SSL",
            "SASL_PLAINTEXT",
            "SASL_SSL"
          ],
          "examples": [
            "SASL_SSL"
          ]
        },
        "sasl": {
          "$ref": "#/$defs/sasl",
          "title": "SASL",
          "description": "Who we are, for SASL_PLAINTEXT and SASL_SSL.",
          "examples": [
            {
              "mechanism": "PLAIN",
              "username": "${KAFKA_USERNAME}",
              "password": "${KAFKA_PASSWORD}"
            }
          ]
        },
        "ssl": {
          "$ref": "#/$defs/ssl",
          "title": "TLS",
          "description": "Files for TLS; without them the system's authorities are trusted.",
          "examples": [
            {
              "ca": "certs/ca.pem"
            }
          ]
        }
      },
      "examples": [
        {
          "protocol": "SSL"
        }
      ]
    },
    "sasl": {
      "title": "Sasl",
      "description": "Who we are, and how it is proven.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "mechanism",
        "username",
        "password"
      ],
      "properties": {
        "mechanism": {
          "title": "Mechanism",
          "description": "How the password is proven.",
          "enum": [
            "PLAIN",
            "SCRAM-SHA-256",
            "SCRAM-SHA-512"
          ],
          "examples": [
            "PLAIN",
            "SCRAM-SHA-512"
          ]
        },
        "username": {
          "title": "User name",
          "description": "Who we are.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "${KAFKA_USERNAME}"
          ]
        },
        "password": {
          "title": "Password",
          "description": "The password, from the environment.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "${KAFKA_PASSWORD}"
          ]
        }
      },
      "examples": [
        {
          "mechanism": "SCRAM-SHA-512",
          "username": "sluiceway",
          "password": "${KAFKA_PASSWORD}"
        }
      ]
    },
    "ssl": {
      "title": "Ssl",
      "description": "Files for TLS (PEM).",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "ca": {
          "title": "Authorities",
          "description": "Path of the certificate authorities' file.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "certs/ca.pem"
          ]
        },
        "cert": {
          "title": "Certificate",
          "description": "Path of the client's certificate, for mutual TLS.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "certs/client.pem"
          ]
        },
        "key": {
          "title": "Key",
          "description": "Path of the client's private key, for mutual TLS.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "certs/client-key.pem"
          ]
        }
      },
      "examples": [
        {
          "ca": "certs/ca.pem"
        }
      ]
    },
    "producer": {
      "title": "ProducerProfile",
      "description": "Settings of a producer, under Kafka's own keys.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "schema.registry.url": {
          "title": "Schema registry",
          "description": "The schema registry's URL.",
          "type": "string",
          "pattern": "^(?:https?://|\\$\\{)",
          "patternErrorMessage": "isn't an http:// or https:// URL",
          "examples": [
            "http://registry:8081"
          ]
        },
        "key.serializer": {
          "title": "Key serializer",
          "description": "A Java serializer's class name; it maps to our codec.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "org.apache.kafka.common.serialization.StringSerializer"
          ]
        },
        "value.serializer": {
          "title": "Value serializer",
          "description": "A Java serializer's class name; it maps to our codec.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "io.confluent.kafka.serializers.protobuf.KafkaProtobufSerializer"
          ]
        },
        "compression.type": {
          "title": "Compression",
          "description": "How batches are compressed. Default none.",
          "enum": [
            "none",
            "gzip",
            "snappy",
            "lz4",
            "zstd"
          ],
          "examples": [
            "snappy"
          ]
        },
        "acks": {
          "title": "Acknowledgements",
          "description": "Only `all`: an offset is committed after everything that it caused is on all in-sync replicas.",
          "const": "all",
          "examples": [
            "all"
          ]
        },
        "retries": {
          "title": "Retries",
          "description": "How often a failing send is repeated before the slot pauses.",
          "type": "integer",
          "minimum": 0,
          "examples": [
            3
          ]
        },
        "batch.size": {
          "title": "Batch size",
          "description": "Bytes of a batch at which it is sent.",
          "type": "integer",
          "minimum": 0,
          "examples": [
            16384
          ]
        },
        "linger.ms": {
          "title": "Linger",
          "description": "Milliseconds that a batch waits for more records.",
          "type": "integer",
          "minimum": 0,
          "examples": [
            10
          ]
        },
        "buffer.memory": {
          "title": "Buffer",
          "description": "Bytes of records that wait to be sent before reading pauses.",
          "type": "integer",
          "minimum": 0,
          "examples": [
            33554432
          ]
        }
      },
      "examples": [
        {
          "compression.type": "snappy",
          "acks": "all",
          "retries": 3
        }
      ]
    },
    "consumer": {
      "title": "ConsumerProfile",
      "description": "Settings of a consumer, under Kafka's own keys.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "schema.registry.url": {
          "title": "Schema registry",
          "description": "The schema registry's URL.",
          "type": "string",
          "pattern": "^(?:https?://|\\$\\{)",
          "patternErrorMessage": "isn't an http:// or https:// URL",
          "examples": [
            "http://registry:8081"
          ]
        },
        "key.deserializer": {
          "title": "Key deserializer",
          "description": "A Java deserializer's class name; it maps to our codec.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "org.apache.kafka.common.serialization.StringDeserializer"
          ]
        },
        "value.deserializer": {
          "title": "Value deserializer",
          "description": "A Java deserializer's class name; it maps to our codec.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "io.confluent.kafka.serializers.protobuf.KafkaProtobufDeserializer"
          ]
        },
        "auto.offset.reset": {
          "title": "Offset reset",
          "description": "Where reading goes on when an offset no longer exists.",
          "enum": [
            "earliest",
            "latest"
          ],
          "examples": [
            "earliest"
          ]
        },
        "enable.auto.commit": {
          "title": "Automatic commit",
          "description": "Only false: offsets are committed after what they caused.",
          "const": false,
          "examples": [
            false
          ]
        },
        "max.poll.records": {
          "title": "Records a fetch",
          "description": "How many records are handed to processing at a time.",
          "type": "integer",
          "minimum": 1,
          "examples": [
            100
          ]
        },
        "session.timeout.ms": {
          "title": "Session timeout",
          "description": "Accepted for compatibility; engines claim partitions by leases instead.",
          "type": "integer",
          "minimum": 0,
          "examples": [
            30000
          ]
        }
      },
      "examples": [
        {
          "auto.offset.reset": "earliest",
          "max.poll.records": 100
        }
      ]
    },
    "credential": {
      "title": "Credential",
      "description": "What a principal signs in with.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "username",
        "password"
      ],
      "properties": {
        "username": {
          "title": "User name",
          "description": "The principal's user name.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "search-pipeline"
          ]
        },
        "password": {
          "title": "Password",
          "description": "The password, from the environment.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "${SEARCH_PASSWORD}"
          ]
        }
      },
      "examples": [
        {
          "username": "search-pipeline",
          "password": "${SEARCH_PASSWORD}"
        }
      ]
    },
    "consul": {
      "title": "Consul",
      "description": "Where claims live.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "address"
      ],
      "properties": {
        "address": {
          "title": "Address",
          "description": "Consul's HTTP address.",
          "type": "string",
          "pattern": "^(?:https?://|\\$\\{)",
          "patternErrorMessage": "isn't an http:// or https:// URL",
          "examples": [
            "http://consul:8500"
          ]
        },
        "token": {
          "title": "Token",
          "description": "An ACL token, from the environment.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "${CONSUL_TOKEN}"
          ]
        },
        "keyPrefix": {
          "title": "Key prefix",
          "description": "What all our keys begin with. Default `sluiceway`.",
          "type": "string",
          "pattern": "^[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*$",
          "patternErrorMessage": "isn't a path of letters, digits, \"-\" and \"_\"",
          "examples": [
            "sluiceway"
          ]
        }
      },
      "examples": [
        {
          "address": "http://consul:8500",
          "keyPrefix": "sluiceway"
        }
      ]
    },
    "schemaRegistry": {
      "title": "SchemaRegistry",
      "description": "Where schemas live (Confluent's API).",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "url"
      ],
      "properties": {
        "url": {
          "title": "URL",
          "description": "The registry's URL.",
          "type": "string",
          "pattern": "^(?:https?://|\\$\\{)",
          "patternErrorMessage": "isn't an http:// or https:// URL",
          "examples": [
            "http://registry:8081"
          ]
        }
      },
      "examples": [
        {
          "url": "http://registry:8081"
        }
      ]
    },
    "engine": {
      "title": "Engine",
      "description": "How engines behave.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "modules": {
          "title": "Modules",
          "description": "Whether `module:` processors, code of the repository, may run here. Default deny.",
          "enum": [
            "allow",
            "deny"
          ],
          "examples": [
            "allow"
          ]
        },
        "lease": {
          "title": "Lease",
          "description": "How long a claim outlives its owner's last beat. Default 5s.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": 0,
          "pattern": "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-duration",
          "patternErrorMessage": "isn't a duration such as 500ms, 30s, 1h30m or 7d",
          "examples": [
            "5s"
          ]
        },
        "hangAfter": {
          "title": "Hang after",
          "description": "How long a computation may keep an engine busy before its slots are given to others. Default 30s, and at least two leases.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": 0,
          "pattern": "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-duration",
          "patternErrorMessage": "isn't a duration such as 500ms, 30s, 1h30m or 7d",
          "examples": [
            "30s"
          ]
        },
        "label": {
          "title": "Label",
          "description": "What people know an engine by. Default: the host's name.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "rack-2"
          ]
        },
        "zone": {
          "title": "Zone",
          "description": "Where the engine runs, such as an availability zone: slots are spread over zones where loads are equal.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "eu-1a"
          ]
        },
        "dataDirectory": {
          "title": "Data directory",
          "description": "Where bundles and modules are cached.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "/var/lib/sluiceway"
          ]
        },
        "markWriters": {
          "title": "Mark writers",
          "description": "Whether each record that is written names its slot and token in the header sluiceway-writer, for an audit. Default false.",
          "type": "boolean",
          "examples": [
            true
          ]
        }
      },
      "examples": [
        {
          "modules": "allow",
          "lease": "5s"
        }
      ]
    },
    "admin": {
      "title": "Admin",
      "description": "Who may use the admin API. Without tokens it listens on this machine alone, and everybody there may do everything.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "tokens": {
          "title": "Tokens",
          "description": "Bearer tokens, of which only the SHA-256 is written down.",
          "type": "array",
          "maxItems": 100,
          "items": {
            "title": "Token",
            "description": "One caller.",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "name",
              "role",
              "sha256"
            ],
            "properties": {
              "name": {
                "title": "Name",
                "description": "Who it is, for the log of actions.",
                "type": "string",
                "minLength": 1,
                "maxLength": 100,
                "examples": [
                  "on-call"
                ]
              },
              "role": {
                "title": "Role",
                "description": "viewer: may look; operator: may also pause, resume and move offsets; admin: everything.",
                "enum": [
                  "viewer",
                  "operator",
                  "admin"
                ],
                "examples": [
                  "operator"
                ]
              },
              "sha256": {
                "title": "SHA-256",
                "description": "Of the token: `printf %s \"$TOKEN\" | sha256sum`.",
                "type": "string",
                "pattern": "^[0-9a-f]{64}$",
                "examples": [
                  "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                ]
              }
            },
            "examples": [
              {
                "name": "on-call",
                "role": "operator",
                "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
              }
            ]
          },
          "examples": [
            [
              {
                "name": "on-call",
                "role": "operator",
                "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
              }
            ]
          ]
        }
      },
      "examples": [
        {
          "tokens": [
            {
              "name": "on-call",
              "role": "operator",
              "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            }
          ]
        }
      ]
    },
    "gitAccess": {
      "title": "GitAccess",
      "description": "How the repository's server lets the reconciler in.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "token": {
          "title": "Token",
          "description": "For http(s): a token, from the environment.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "${GIT_TOKEN}"
          ]
        },
        "username": {
          "title": "User name",
          "description": "For http(s): sent with the token. Default x-access-token.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "oauth2"
          ]
        },
        "sshKey": {
          "title": "SSH key",
          "description": "For SSH: a private key's file.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "/etc/sluiceway/ssh/id_ed25519"
          ]
        },
        "knownHosts": {
          "title": "Known hosts",
          "description": "For SSH: a file with the servers' keys; servers that it doesn't name are refused.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "/etc/sluiceway/ssh/known_hosts"
          ]
        }
      },
      "examples": [
        {
          "token": "${GIT_TOKEN}"
        }
      ]
    },
    "webhooks": {
      "title": "Webhooks",
      "description": "What a Git server proves itself with when it calls. Without one of them its calls are refused.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "github": {
          "title": "GitHub's secret",
          "description": "The secret of GitHub's (or Gitea's) webhook; the signature over the body is checked with it.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "${GITHUB_WEBHOOK_SECRET}"
          ]
        },
        "gitlab": {
          "title": "GitLab's token",
          "description": "The secret token of GitLab's webhook.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "${GITLAB_WEBHOOK_TOKEN}"
          ]
        }
      },
      "examples": [
        {
          "github": "${GITHUB_WEBHOOK_SECRET}"
        }
      ]
    },
    "listen": {
      "title": "Listen",
      "description": "Where the reconciler answers: webhooks, health, metrics.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "port"
      ],
      "properties": {
        "host": {
          "title": "Host",
          "description": "The address to listen on. Default 127.0.0.1.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "0.0.0.0"
          ]
        },
        "port": {
          "title": "Port",
          "description": "The port to listen on; 0 takes any that is free.",
          "type": "integer",
          "minimum": 0,
          "maximum": 65535,
          "examples": [
            8080
          ]
        }
      },
      "examples": [
        {
          "port": 8080
        }
      ]
    },
    "eventSink": {
      "title": "EventSink",
      "description": "A webhook that is told what the reconciler does.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "url"
      ],
      "properties": {
        "url": {
          "title": "URL",
          "description": "Where events are sent, as JSON.",
          "type": "string",
          "pattern": "^(?:https?://|\\$\\{)",
          "patternErrorMessage": "isn't an http:// or https:// URL",
          "examples": [
            "https://alerts.example.org/sluiceway"
          ]
        },
        "secret": {
          "title": "Secret",
          "description": "Signs each body: its HMAC-SHA256 stands in the header X-Sluiceway-Signature-256.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "${EVENTS_SECRET}"
          ]
        }
      },
      "examples": [
        {
          "url": "https://alerts.example.org/sluiceway"
        }
      ]
    },
    "reconcile": {
      "title": "Reconcile",
      "description": "How `sluiceway reconcile` follows a repository. Only the settings' top level counts: they are needed before the connection is known.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "git": {
          "$ref": "#/$defs/gitAccess",
          "title": "Git",
          "description": "How the repository's server lets the reconciler in.",
          "examples": [
            {
              "token": "${GIT_TOKEN}"
            }
          ]
        },
        "poll": {
          "title": "Poll",
          "description": "How often the branch is looked at. Default 30s.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": 0,
          "pattern": "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-duration",
          "patternErrorMessage": "isn't a duration such as 500ms, 30s, 1h30m or 7d",
          "examples": [
            "1m"
          ]
        },
        "drift": {
          "title": "Drift",
          "description": "How often the cluster is looked at while nothing changes. Default 1m.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": 0,
          "pattern": "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-duration",
          "patternErrorMessage": "isn't a duration such as 500ms, 30s, 1h30m or 7d",
          "examples": [
            "5m"
          ]
        },
        "confirm": {
          "title": "Confirm",
          "description": "The time between the two reads that have to agree before a difference counts as drift. Default 3s.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": 0,
          "pattern": "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-duration",
          "patternErrorMessage": "isn't a duration such as 500ms, 30s, 1h30m or 7d",
          "examples": [
            "5s"
          ]
        },
        "lease": {
          "title": "Lease",
          "description": "How long a leader's lead outlives its last sign of life. Default 10s.",
          "type": [
            "string",
            "integer"
          ],
          "minimum": 0,
          "pattern": "^(?:[0-9]{1,15}|(?=[0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?)$",
          "format": "sluiceway-duration",
          "patternErrorMessage": "isn't a duration such as 500ms, 30s, 1h30m or 7d",
          "examples": [
            "15s"
          ]
        },
        "listen": {
          "$ref": "#/$defs/listen",
          "title": "Listen",
          "description": "Where the reconciler answers: webhooks, health, metrics. Without it the reconciler does not listen.",
          "examples": [
            {
              "port": 8080
            }
          ]
        },
        "webhooks": {
          "$ref": "#/$defs/webhooks",
          "title": "Webhooks",
          "description": "What a Git server proves itself with when it calls.",
          "examples": [
            {
              "github": "${GITHUB_WEBHOOK_SECRET}"
            }
          ]
        },
        "events": {
          "$ref": "#/$defs/eventSink",
          "title": "Events",
          "description": "A webhook that is told what the reconciler does.",
          "examples": [
            {
              "url": "https://alerts.example.org/sluiceway"
            }
          ]
        }
      },
      "examples": [
        {
          "git": {
            "token": "${GIT_TOKEN}"
          },
          "poll": "30s"
        }
      ]
    },
    "limits": {
      "title": "Limits",
      "description": "What plans are held against.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "partitionsPerBroker": {
          "title": "Partitions per broker",
          "description": "How many partitions, each replica counted, a broker should have at most. Default 4000.",
          "type": "integer",
          "minimum": 1,
          "examples": [
            2000
          ]
        }
      },
      "examples": [
        {
          "partitionsPerBroker": 2000
        }
      ]
    }
  }
};
