/** The whole number of `--<name>=…` among a benchmark's arguments. */
export function numberOption(options: readonly string[], name: string, otherwise: number): number {
  const given = options.find((option) => option.startsWith(`--${name}=`))?.slice(name.length + 3);
  if (given === undefined) return otherwise;
  const value = Number(given);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} is a whole number from 0`);
  return value;
}
