/** What the built program is made of: the build writes it here. Undefined where the sources are run. */
export const builtFingerprint: string | undefined = undefined;
