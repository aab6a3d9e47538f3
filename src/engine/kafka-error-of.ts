import { KafkaError } from "../kafka/errors.ts";

/** Whatever a Kafka interface rejected with, as the error that its contract promises. */
export function kafkaErrorOf(error: unknown): KafkaError {
  if (error instanceof KafkaError) return error;
  return new KafkaError("other", error instanceof Error ? error.message : String(error), { cause: error });
}
