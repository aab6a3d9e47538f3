/** The root of the HTTP API: of `http://127.0.0.1:8500`, or of a host and port. */
export function baseUrlOf(address: string): string {
  const url = address.includes("://") ? address : `http://${address}`;
  return `${url.replace(/\/+$/, "")}/v1`;
}
