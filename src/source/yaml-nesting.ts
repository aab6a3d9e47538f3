import { Lexer } from "yaml";

/** How deep `[` and `{` may be nested: the parser's time grows with the square of the depth that is left open. */
const maxFlowDepth = 200;

/** Whether flow collections are nested deeper than anybody writes by hand. Linear in the text's length. */
export function isNestedTooDeeply(text: string): boolean {
  if (!hasManyBrackets(text)) return false;
  let depth = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    if (depth > maxFlowDepth) return true;
  }
  return false;
}

/** Saves nearly every file from being read twice. */
function hasManyBrackets(text: string): boolean {
  let count = 0;
  for (const _ of text.matchAll(/[[{]/g)) if ((count += 1) > maxFlowDepth) return true;
  return false;
}
