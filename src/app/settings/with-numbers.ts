const numberKeys =
  /^(?:retries|batch\.size|linger\.ms|buffer\.memory|max\.poll\.records|session\.timeout\.ms|port|partitionsPerBroker)$/;

/** Turns the texts that environment variables gave to numeric settings into numbers; leaves everything else alone. */
export function withNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNumbers);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) =>
      numberKeys.test(key) && typeof member === "string" && /^\d{1,15}$/.test(member)
        ? [key, Number(member)]
        : [key, withNumbers(member)],
    ),
  );
}
