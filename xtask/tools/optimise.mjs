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
for (const file of process.argv.slice(2)) {
  const module = binaryen.readBinary(readFileSync(file));
  module.setFeatures(features);
  module.optimize();
  module.runPasses(["strip-debug", "strip-producers"]);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}
