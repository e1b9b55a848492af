// node optimise.mjs FILE ...
// Makes each module small, in place.
import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";

// Features that every browser of the last four years has, as in `xtask/src/build/wasm.rs`.
const { BulkMemory, BulkMemoryOpt, ReferenceTypes, SignExt, NontrappingFPToInt, MutableGlobals, Multivalue, ExtendedConst } =
  binaryen.Features;
const features =
  BulkMemory | BulkMemoryOpt | ReferenceTypes | SignExt | NontrappingFPToInt | MutableGlobals | Multivalue | ExtendedConst;

binaryen.setOptimizeLevel(2);
binaryen.setShrinkLevel(2);
binaryen.setDebugInfo(false);
// Measured on the lesson after compression: calls to the smallest functions cost more than the functions, 2.1 % in all, and loops and
// conditions laid out anew from a flat form another 0.2 %, 0.4 % of the main module.
binaryen.setAlwaysInlineMaxSize(6);
for (const file of process.argv.slice(2)) {
  const module = binaryen.readBinary(readFileSync(file));
  module.setFeatures(features);
  module.runPasses(["flatten", "rereloop"]);
  module.optimize();
  module.runPasses(["strip-debug", "strip-producers"]);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}
