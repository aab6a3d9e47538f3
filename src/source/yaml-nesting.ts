import { yamlLibrary } from "./yaml-library.ts";

/** How deep `[` and `{` may be nested: the parser's time grows with the square of the depth that is left open. */
const maxFlowDepth = 200;
/** How far right an item of a block list may begin, which bounds how deep `- - - …` may be nested. */
const maxItemColumn = 400;

const depthChanges = new Map([
  ["[", 1],
  ["{", 1],
  ["]", -1],
  ["}", -1],
]);

/** Whether collections are nested deeper than anybody writes by hand. Linear in the text's length. */
export function isNestedTooDeeply(text: string): boolean {
  if (!hasManyBrackets(text) && !hasFarItems(text)) return false;
  let depth = 0;
  let column = 0;
  for (const token of new (yamlLibrary().Lexer)().lex(text)) {
    depth += depthChanges.get(token) ?? 0;
    if (depth > maxFlowDepth) return true;
    if (depth === 0 && column > maxItemColumn && (token === "-" || token === "?")) return true;
    column = token.includes("\n") ? token.length - 1 - token.lastIndexOf("\n") : column + token.length;
  }
  return false;
}

/** This and the next save nearly every file from being read twice. */
function hasManyBrackets(text: string): boolean {
  let count = 0;
  for (const _ of text.matchAll(/[[{]/g)) if ((count += 1) > maxFlowDepth) return true;
  return false;
}

function hasFarItems(text: string): boolean {
  return text.split("\n").some((line) => line.length > maxItemColumn && /[-?](?:\s|$)/.test(line.slice(maxItemColumn)));
}
