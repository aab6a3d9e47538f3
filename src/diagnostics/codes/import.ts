import { error } from "./row.ts";

/** 19xx: importing other configurations. */
export const importCodes = {
  SLW1901: error({
    message: (p: { file: string; reason: string }) => `${p.file} can't be imported: ${p.reason}`,
    explanation:
      "The file isn't there, isn't JSON, or isn't a PipelineClusterConfig of the original engine, which begins with its `clusterName`.",
    example: ["error SLW1901 cluster.json can't be imported: this is no PipelineClusterConfig: it has no clusterName"],
  }),
  SLW1902: error({
    message: (p: { file: string }) => `${p.file} exists, and an import never overwrites a file`,
    hint: "Choose another folder with --output.",
    explanation:
      "An import writes a whole configuration root. A file of that name is there already, so nothing was written at all.",
    example: [
      "error SLW1902 pipelines/cluster.yaml exists, and an import never overwrites a file",
      "  hint: Choose another folder with --output.",
    ],
  }),
} as const;
