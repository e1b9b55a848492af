//! Puts the small modules that lazy chunks share into a few files, so that a page asks for a handful of them instead of dozens.
//!
//! The splitter writes one module for each set of chunks that share code, and a script that fetches each by its own request. Here
//! modules are laid end to end in a pack, and the script is told to take each from its place in it. Packed together they also
//! compress better, because they repeat one another's types.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use anyhow::{Context as _, Result, bail};

/// The script that the splitter writes.
const SCRIPT: &str = "__wasm_split.js";

/// What takes a module from its pack. A pack that could not be fetched is asked for anew by the next try.
const LOADER: &str = r#"const packs = new Map();
function pack(name) {
    if (!packs.has(name)) {
        const bytes = fetch(new URL(`./${name}.pack`, import.meta.url)).then((response) => {
            if (!response.ok) throw new Error(`${name}: ${response.status}`);
            return response.arrayBuffer();
        });
        bytes.catch(() => packs.delete(name));
        packs.set(name, bytes);
    }
    return packs.get(name);
}
function piece(name, from, to) {
    return pack(name).then((bytes) => new Response(bytes.slice(from, to), { headers: { "content-type": "application/wasm" } }));
}
"#;

/// Packs the shared modules in a folder and tells its script.
pub fn pack(out: &Path) -> Result<()> {
    let path = out.join(SCRIPT);
    let script = fs::read_to_string(&path).context(SCRIPT)?;
    let chunks = chunks(&script);
    if chunks.is_empty() && script.contains("chunk_") {
        bail!("the splitter's script has a shape that is not known here");
    }
    let mut packed: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut told = script;
    for (file, users) in &chunks {
        let module = out.join(format!("{file}.wasm"));
        let bytes = fs::read(&module).with_context(|| module.display().to_string())?;
        let name = pack_of(users);
        let pack = packed.entry(name.clone()).or_default();
        let (from, to) = (pack.len(), pack.len() + bytes.len());
        pack.extend(bytes);
        let fetch = format!("fetch(new URL(\"./{file}.wasm\", import.meta.url))");
        if !told.contains(&fetch) {
            bail!("the splitter's script does not fetch {file}.wasm as expected");
        }
        told = told.replace(&fetch, &format!("piece(\"{name}\", {from}, {to})"));
        fs::remove_file(module)?;
    }
    for (name, bytes) in packed {
        fs::write(out.join(format!("{name}.pack")), bytes)?;
    }
    let mut whole = String::from(LOADER);
    // Imports must come first in a script of this kind.
    let (imports, rest) = told.split_once('\n').context("the splitter's script is empty")?;
    whole.insert_str(0, &format!("{imports}\n"));
    write!(whole, "{rest}")?;
    fs::write(path, whole)?;
    Ok(())
}

/// The shared modules with the chunks that use each, as the script's comments name them.
fn chunks(script: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    for part in script.split("/* ").skip(1) {
        let Some((users, rest)) = part.split_once(" */\nconst __chunk_") else { continue };
        let Some(file) = rest.split("new URL(\"./").nth(1).and_then(|rest| rest.split(".wasm").next()) else {
            continue;
        };
        found.push((file.to_owned(), users.split(", ").map(str::to_owned).collect()));
    }
    found
}

/// The pack of a module: what only two chunks share goes apart, so that a page does not fetch what two others have in common.
fn pack_of(users: &BTreeSet<String>) -> String {
    if users.len() > 2 { "shared".into() } else { users.iter().map(String::as_str).collect::<Vec<_>>().join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_modules_are_read_from_the_script() {
        let script = "import x;\n/* a, b */\nconst __chunk_3 = makeLoad(() => {\n    const src = fetch(new URL(\"./chunk_3.wasm\", import.meta.url));\n";
        let found = chunks(script);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "chunk_3");
        assert_eq!(pack_of(&found[0].1), "a-b");
    }
}
