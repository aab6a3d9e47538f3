/**
 * Writes one comment on a pull request and keeps it up to date: the body is standard input. Its first line, which nobody
 * sees, tells it from others. Uses GitHub's REST API alone; the environment says which:
 * GITHUB_API_URL, GITHUB_REPOSITORY, PULL_REQUEST, GITHUB_TOKEN, COMMENT_ID (one comment for each), DETAILS_URL.
 */
import { readFileSync } from "node:fs";

const { GITHUB_API_URL = "https://api.github.com", GITHUB_REPOSITORY, PULL_REQUEST, GITHUB_TOKEN } = process.env;
const { COMMENT_ID = "default", DETAILS_URL = "" } = process.env;
/** GitHub refuses a longer body. */
const mostCharacters = 65_536;
const marker = `<!-- sluiceway plan: ${COMMENT_ID.replaceAll(/[^\w.-]/g, "-")} -->`;

async function call(method, path, body) {
  const response = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${GITHUB_TOKEN}`,
      "x-github-api-version": "2022-11-28",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return response.json();
}

async function findComment() {
  for (let page = 1; ; page += 1) {
    const comments = await call("GET", `/issues/${PULL_REQUEST}/comments?per_page=100&page=${page}`);
    const found = comments.find(({ body }) => body?.startsWith(marker));
    if (found !== undefined || comments.length < 100) return found;
  }
}

/** Whole lines as far as they fit, and where the rest is. What is risky stands first in a plan. */
function fitted(text) {
  const whole = `${marker}\n${text}`;
  if (whole.length <= mostCharacters) return whole;
  const end = `\n\n… the rest is too long for a comment${DETAILS_URL === "" ? "" : `: [all of it](${DETAILS_URL})`}`;
  const cut = whole.lastIndexOf("\n", mostCharacters - end.length - "</details>\n\n".length);
  const kept = whole.slice(0, cut);
  const isOpen = kept.split("<details>").length > kept.split("</details>").length;
  return `${kept}${isOpen ? "\n\n</details>" : ""}${end}`;
}

const body = fitted(readFileSync(0, "utf8"));
const existing = await findComment();
if (existing === undefined) await call("POST", `/issues/${PULL_REQUEST}/comments`, { body });
else if (existing.body !== body) await call("PATCH", `/issues/comments/${existing.id}`, { body });
