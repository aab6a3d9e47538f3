import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holdsCredentials, isSecretKey, withoutSecrets } from "../../src/diagnostics/secrets.ts";

describe("keys of secrets", () => {
  test.each(["password", "DB_PASSWORD", "sasl.password", "apiKey", "api-key", "token", "accessToken", "client_secret"])(
    "%s",
    (key) => expect(isSecretKey(key)).toBe(true),
  );
  test.each(["tokens", "maxTokens", "passwordFile", "separatorToken", "secretary", "tokenizer", "key", "topic"])(
    "not %s",
    (key) => expect(isSecretKey(key)).toBe(false),
  );
});

describe("texts with credentials", () => {
  test.each(["x https://a:b@c.test", "postgres://:pw@h/db", "-----BEGIN RSA PRIVATE KEY-----"])("%s", (text) =>
    expect(holdsCredentials(text)).toBe(true),
  );
  test.each(["https://a@c.test", "https://c.test:80/x@y", "https://${u}:${p}@c.test", "a: b@c"])("not %s", (text) =>
    expect(holdsCredentials(text)).toBe(false),
  );
});

describe("a line without its secrets", () => {
  test.each([
    ["password: hunter2 more", "password: ************"],
    ['{ "password": "a \\" b", user: c }', '{ "password": ********, user: c }'],
    ["{ token: 'it''s', apiKey: 12 }", "{ token: *******, apiKey: ****"],
    ["token: &anchor hunter2", "token: ***************"],
    ["password: [one, two]", "password: **********"],
    ["at amqp://u:p@h, password: x", "at amqp://u:*@h, password: *"],
  ])("%s", (line, shown) => {
    expect(withoutSecrets(line)).toBe(shown);
  });

  test.each(["password: ${PASSWORD} # from outside", "password:", "token: true", "credentials: { user: a }", "a: b"])(
    "%s stays",
    (line) => {
      expect(withoutSecrets(line)).toBe(line);
    },
  );

  test("is as long as it was, so that carets stay in place", () => {
    const parts = fc.constantFrom("password", ": ", "'", '"', "x", "{", "}", "://", "a:b@", "token=", "&", "\\", "${");
    fc.assert(
      fc.property(fc.array(parts), (some) => {
        const line = some.join("");
        expect(withoutSecrets(line)).toHaveLength(line.length);
      }),
    );
  });

  test("takes no longer than the line is long", () => {
    for (const part of ["a.", "password: ", "a://b:", "'", "${", "token: 'x', ", 'token: "'])
      expect(withoutSecrets(part.repeat(20_000))).toHaveLength(part.length * 20_000);
  });
});
