// node minify.mjs FILE ...
// Makes each module of JavaScript small, in place: spaces, comments, and long names that nobody else sees go.
import { readFileSync, writeFileSync } from "node:fs";
import { minify } from "terser";

for (const file of process.argv.slice(2)) {
  const { code } = await minify(readFileSync(file, "utf8"), { module: true, ecma: 2022, compress: { passes: 2 } });
  writeFileSync(file, code);
}
