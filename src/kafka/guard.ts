/**
 * Asked immediately before a request is written to the socket (and again before each retry): false means that the
 * caller may no longer act, and the request fails with `guard-refused` (design, section 6, "Guard").
 */
export type Guard = () => boolean;
