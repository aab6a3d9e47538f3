/**
 * JSON with the members of every object in code-unit order and no white space, so that equal values give equal bytes
 * (the idea of RFC 8785). Members that are `undefined` are left out.
 */
export function canonicalJson(value: unknown): string {
  // Written at once: a sorted copy costs more than the text, and would have keys such as "10" before all others.
  if (Array.isArray(value)) return `[${value.map(itemJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  let members = "";
  for (const key of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (member !== undefined) members += `${members === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

/** As JSON has it, an item that is `undefined` is `null`. */
function itemJson(item: unknown): string {
  return item === undefined ? "null" : canonicalJson(item);
}
