/** What counts as a secret in a document, for the rule that refuses it and for excerpts, which must not show it. */

const secretNames =
  /(?:password|passwd|passphrase|privatekey|apikey|accesskey|secretkey|clientsecret|sharedsecret|^secret|^token|(?:access|auth|api|bearer|refresh|session|security)token|^authorization|^credentials?)$/;

/** Whether a key's name says that its value is a secret: `password`, `apiKey`, `db.password`, `ACCESS_TOKEN`. */
export function isSecretKey(key: string): boolean {
  if (key.length > 100) return false;
  const known = knownKeys.get(key);
  if (known !== undefined) return known;
  const isSecret = secretNames.test(key.toLowerCase().replaceAll(/[._-]/g, ""));
  if (knownKeys.size < maxKnownKeys) knownKeys.set(key, isSecret);
  return isSecret;
}

/** Documents have few keys, again and again. */
const knownKeys = new Map<string, boolean>();
const maxKnownKeys = 1000;

const urlCredentials = /([A-Za-z][A-Za-z0-9+.-]{0,20}:\/\/[^\s/:@'"]{0,200}:)([^\s/@'"]{1,500})(?=@)/g;
const privateKey = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/;

/** Whether a text holds a URL with a password in it, or a private key. */
export function holdsCredentials(text: string): boolean {
  // Nearly no text holds either; looking for what both begin with is cheaper than the patterns.
  if (!text.includes("://") && !text.includes("-----BEGIN ")) return false;
  return privateKey.test(text) || [...text.matchAll(urlCredentials)].some(([, , password]) => !isVariable(password));
}

/** Whether a text is a variable and nothing else: the name of a secret, not the secret. */
export function isVariable(text: string | undefined): boolean {
  return text !== undefined && /^\$?\$\{[^}]*\}$/.test(text);
}

const member = /(["']?)([A-Za-z][\w.-]{0,100})\1\s{0,20}[:=]\s{0,20}/g;

/** A line of a file with everything that may be a secret replaced by asterisks, as long as it was. */
export function withoutSecrets(line: string): string {
  const text = line.replaceAll(
    urlCredentials,
    (_, head: string, password: string) => head + "*".repeat(password.length),
  );
  const key = new RegExp(member);
  const shown: string[] = [];
  let done = 0;
  for (let found = key.exec(text); found !== null; found = key.exec(text)) {
    const start = found.index + found[0].length;
    const length = isSecretKey(found[2] ?? "") ? secretLength(text, start) : 0;
    if (length === 0) continue;
    shown.push(text.slice(done, start), "*".repeat(length));
    done = start + length;
    key.lastIndex = done;
  }
  return shown.join("") + text.slice(done);
}

const harmless = /(?:["']?\$?\$\{[^}"']{0,100}\}["']?|true|false|null)?[ \t]{0,100}(?:[,}\]#]|$)|[{*|>]/y;
const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/y;

/** How much of a text, from the beginning of a secret's value, has to be hidden. */
function secretLength(text: string, start: number): number {
  harmless.lastIndex = start;
  quoted.lastIndex = start;
  if (harmless.test(text)) return 0;
  // An unquoted value can hold nearly everything, so it goes to the end of the line.
  return quoted.exec(text)?.[0].length ?? text.length - start;
}
