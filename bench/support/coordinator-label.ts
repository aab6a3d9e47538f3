/** The label of the engine that holds the coordinator's lease now; undefined while there is none. */
export async function coordinatorLabel(consulUrl: string): Promise<string | undefined> {
  const answer = await fetch(`${consulUrl}/v1/kv/sluiceway/search-cluster/council/coordinator?raw&consistent`);
  if (!answer.ok) return undefined;
  const record = (await answer.json()) as { readonly label?: unknown };
  return typeof record.label === "string" ? record.label : undefined;
}
