import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { createdTopicSettings } from "../lower/topics.ts";
import type { Configuration, InputConfig } from "../read/configuration.ts";
import type { Rule } from "./rule.ts";

/**
 * The inputs of one step that are partitioned by key have equally many partitions: only then are the records of one key
 * in partitions of one number. Topics that a step writes round-robin, and those whose partitions we don't know because
 * their operator creates them, are not compared.
 */
export const coPartitionedInputs: Rule = function* ({ configuration }) {
  for (const { steps } of configuration.pipelines) {
    for (const step of steps) {
      if (step.inputs.length < 2) continue;
      const [first, ...others] = step.inputs.flatMap((input) => keyedInput(input, configuration));
      for (const { input, partitions } of others) {
        if (first === undefined || partitions === first.partitions) continue;
        const related = [{ message: `has ${first.partitions} partitions`, span: first.input.span }];
        const parameters = { step: step.name, topic: input.topic, partitions, other: first.partitions };
        yield diagnostic("SLW1313", parameters, { span: input.span, related });
      }
    }
  }
};

interface KeyedInput {
  readonly input: InputConfig;
  readonly partitions: number;
}

function keyedInput(input: InputConfig, configuration: Configuration): KeyedInput[] {
  const uses = configuration.usesByTopic.get(input.topic) ?? [];
  const isSpread = uses.some((use) => use.partitioning === "round-robin");
  const settings = isSpread ? undefined : createdTopicSettings(input.topic, configuration);
  return settings === undefined ? [] : [{ input, partitions: settings.partitions }];
}
