// The denominator: the YAML library alone, `parseDocument` with its default options, over the files that the compiler
// reads, on one core. Reading them from Git is not counted.
import { execFileSync } from "node:child_process";
import { parseDocument } from "yaml";

const [repository, revision] = process.argv.slice(2);
const git = (parameters, input) => execFileSync("git", parameters, { cwd: repository, input, maxBuffer: 2 ** 31 });
const ids = git(["ls-tree", "-r", "--format=%(objectname)", revision]).toString("latin1").trim().split("\n");
const batch = git(["cat-file", "--batch"], `${ids.join("\n")}\n`);
const texts = [];
for (let position = 0; position < batch.length;) {
  const head = batch.indexOf(10, position);
  const size = Number(batch.toString("latin1", position, head).split(" ")[2]);
  texts.push(batch.toString("utf8", head + 1, head + 1 + size));
  position = head + 1 + size + 1;
}
const begin = performance.now();
let errors = 0;
for (const text of texts) errors += parseDocument(text).errors.length;
const seconds = (performance.now() - begin) / 1000;
if (errors > 0) throw new Error("the generated files are not valid YAML");
console.log(JSON.stringify({ seconds, bytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) }));
