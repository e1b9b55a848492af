//! The WebAssembly itself.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use super::{Mode, order, pieces, unused};
use crate::{node, paths, sh, toolchain};

/// Features that every browser of the last four years has. `--all-features` would make wasm that browsers refuse.
pub const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-extended-const",
];

/// Compiles the app and writes its pieces into `out`.
pub fn build(mode: Mode, out: &Path) -> Result<()> {
    let toolchain = toolchain::wasm()?;
    let (profile, folder) = match mode {
        Mode::Release => ("spa", "spa"),
        Mode::Dev => ("dev", "debug"),
    };
    sh::timed("compiling the app for the browser", || {
        let mut cargo = match mode {
            // Erased components share their code instead of being compiled anew for each view they stand in.
            Mode::Release => toolchain.release("build", &["-Clink-arg=--emit-relocs", "--cfg=erase_components"])?,
            Mode::Dev => toolchain.dev("build")?,
        };
        cargo.args(["--package", "passerelle", "--bin", "passerelle", "--target", "wasm32-unknown-unknown"]);
        cargo.args(["--profile", profile]);
        if mode == Mode::Release {
            cargo.args(["--features", "split"]);
        }
        sh::run(&mut cargo)
    })?;
    let module = paths::cache()?.join("wasm/wasm32-unknown-unknown").join(folder).join("passerelle.wasm");
    match mode {
        Mode::Dev => bind(&module, out, false),
        Mode::Release => {
            sh::timed("splitting it into lazy chunks", || {
                let main = split(&module, out)?;
                bind(&main, out, true)?;
                // The bound module stands in its place now.
                fs::remove_file(main)?;
                Ok(())
            })?;
            sh::timed("optimising each chunk", || pieces::lay_out(out))
        }
    }
}

fn split(module: &Path, out: &Path) -> Result<PathBuf> {
    let input = unused::without(&fs::read(module).with_context(|| module.display().to_string())?)?;
    let main = out.join("unbound.wasm");
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = out;
    options.main_out_path = &main;
    // eyre's report is no std error, so its text is all that can be carried on.
    wasm_split_cli_support::transform(options).map_err(|error| anyhow!("splitting failed: {error:?}"))?;
    Ok(main)
}

fn bind(module: &Path, out: &Path, release: bool) -> Result<()> {
    let mut output = Bindgen::new()
        .input_path(module)
        .out_name("main")
        .web(true)?
        .keep_lld_exports(release)
        .demangle(false)
        .typescript(false)
        .remove_producers_section(true)
        .generate_output()?;
    if !release {
        return output.emit(out);
    }
    let mut short = BTreeMap::new();
    let wasm = output.wasm_mut();
    let names = wasm.imports.iter_mut().map(|import| &mut import.name);
    for name in names.chain(wasm.exports.iter_mut().map(|export| &mut export.name)) {
        if LONG.iter().any(|start| name.starts_with(start)) {
            let number = short.len();
            name.clone_from(short.entry(name.clone()).or_insert_with(|| format!("$${number}")));
        }
    }
    output.emit(out)?;
    let script = out.join("main.js");
    let text = fs::read_to_string(&script)?;
    fs::write(script, renamed(&text, &short))?;
    Ok(())
}

/// Names by which the script and the module know each other. Each ends with a hash, which no compression can shrink, and stands in
/// both files.
const LONG: &[&str] = &["__wbg_", "__wbindgen_", "wasm_bindgen__", "_RINv"];

/// Replaces whole names in a script, and leaves its comments out.
fn renamed(script: &str, short: &BTreeMap<String, String>) -> String {
    let mut text = String::with_capacity(script.len());
    let lines = script.lines().map(str::trim).filter(|line| !line.starts_with("/*") && !line.starts_with('*'));
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with("//")) {
        let mut rest = line;
        while let Some(start) = rest.find(|letter: char| letter.is_ascii_alphabetic() || letter == '_') {
            let (before, word) = rest.split_at(start);
            let end = word.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(word.len());
            let (word, after) = word.split_at(end);
            text.push_str(before);
            text.push_str(short.get(word).map_or(word, String::as_str));
            rest = after;
        }
        text.push_str(rest);
        text.push('\n');
    }
    text
}

/// Makes every module in a folder small.
pub fn optimise(out: &Path) -> Result<()> {
    let script = node::tools()?.join("optimise.mjs");
    let mut modules = Vec::new();
    for entry in fs::read_dir(out)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "wasm") {
            modules.push((fs::metadata(&path)?.len(), path));
        }
    }
    // It warns of name sections that it does not know, which are stripped anyway, so only a failure is shown.
    sh::in_parallel(&dealt(modules, sh::processors()), |paths| {
        sh::capture(sh::command("node").arg(&script).args(paths))?;
        paths.iter().try_for_each(|path| order::sort(path))
    })
}

/// Deals files out to so many hands that each has about as many bytes. The optimiser takes longer to start than for most modules, so
/// that each hand starts it once.
fn dealt(mut files: Vec<(u64, PathBuf)>, hands: usize) -> Vec<Vec<PathBuf>> {
    files.sort_by(|one, other| other.cmp(one));
    let mut dealt = vec![(0, Vec::new()); hands.max(1)];
    for (bytes, file) in files {
        if let Some((held, hand)) = dealt.iter_mut().min_by_key(|(held, _)| *held) {
            *held += bytes;
            hand.push(file);
        }
    }
    dealt.into_iter().map(|(_, hand)| hand).filter(|hand| !hand.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_dealt_out_by_their_bytes() {
        let file = |bytes: u64, name: &str| (bytes, PathBuf::from(name));
        let files = vec![file(1, "a"), file(5, "b"), file(3, "c"), file(2, "d")];
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(dealt(files, 2), [paths(&["b", "a"]), paths(&["c", "d"])]);
        assert_eq!(dealt(vec![file(1, "a")], 2), [paths(&["a"])]);
    }

    #[test]
    fn only_whole_names_are_shortened() {
        let short = BTreeMap::from([("__wbg_get_1a2b".to_owned(), "$$0".to_owned())]);
        let script = "/** Says\n * why. */\n    __wbg_get_1a2b: function(x) { return __wbg_get_1a2bc(x); },\n";
        assert_eq!(renamed(script, &short), "$$0: function(x) { return __wbg_get_1a2bc(x); },\n");
    }
}
