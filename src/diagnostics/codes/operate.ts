import { error } from "./row.ts";

/** 31xx: what operators do with topics by hand. */
export const operateCodes = {
  SLW3101: error({
    message: (p: { file: string }) => `The file ${p.file} exists; an import never overwrites`,
    hint: "Import into another folder and merge by hand.",
    explanation: "`sluiceway import cluster` writes a new `cluster.yaml`. One that is there is somebody's work.",
    example: [
      "error SLW3101 The file pipelines/cluster.yaml exists; an import never overwrites",
      "  hint: Import into another folder and merge by hand.",
    ],
  }),
  SLW3102: error({
    message: (p: { problem: string }) => `The cluster's name can't be used: ${p.problem}`,
    hint: "Give another one with --name.",
    explanation: "The name becomes the document's `clusterName`, so it has to follow the rules for names.",
    example: [
      "error SLW3102 The cluster's name can't be used: a cluster name can't be empty",
      "  hint: Give another one with --name.",
    ],
  }),
} as const;
