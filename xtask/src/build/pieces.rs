//! Lays the pieces of wasm out so that a page is two requests: what most pages share, and what this page needs besides.
//!
//! The splitter writes one module for each set of pages that share code, some hundreds of them, and a script that fetches each by its
//! own request. None of them calls another by import (calls go through the table of the main module), so modules may be merged, and
//! may be loaded in any order. Here
//! - what most pages share becomes one module, the core, which is fetched once;
//! - of the rest, pieces are merged where that makes a page carry little that only others need;
//! - each page gets a bundle: its own module and all that it needs, end to end. What two pages share stands in both bundles, and the
//!   script takes from a bundle only what is not there yet. A visitor's first page is then as light as it can be, and each further
//!   one is a single request.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};

use super::wasm::{FEATURES, optimise};
use crate::{node, sh};

/// The script that the splitter writes.
const SCRIPT: &str = "__wasm_split.js";
/// The name by which modules import what they share with the main module, and by which a merged one does.
const SHARED: &str = "__wasm_split";
const MERGED: &str = "shared";
/// The core's name as a module.
const CORE: &str = "core";
/// A piece belongs to the core when at least this many of every hundred pages need it.
const CORE_SHARE: usize = 70;
/// How many modules a page's bundle may hold besides its own: starting each takes a slow phone a moment.
const MOST: usize = 128;

/// A module of code that several pages share, under its number in the script.
#[derive(Debug, Clone)]
struct Piece {
    number: String,
    users: BTreeSet<String>,
    bytes: usize,
}

/// Pieces that become one module, with every page that needs one of them.
#[derive(Debug, Clone, Default)]
struct Module {
    pieces: Vec<String>,
    users: BTreeSet<String>,
    bytes: usize,
}

/// Merges, optimises and bundles the modules in a folder, and writes the script that loads them.
pub fn lay_out(out: &Path) -> Result<()> {
    let script = fs::read_to_string(out.join(SCRIPT)).context(SCRIPT)?;
    let pages = pages(&script);
    let pieces = pieces(&script, out)?;
    if pages.is_empty() || pieces.is_empty() {
        bail!("the splitter's script has a shape that is not known here");
    }
    let (core, rest) = divide(pieces, pages.len());
    let stub = out.join("stub.wat");
    fs::write(&stub, stub_module(out)?)?;
    let modules = merged(rest, MOST);
    let named: Vec<_> = modules.iter().enumerate().map(|(number, module)| (name_of(number), module)).collect();
    let merger = Merger { program: node::binaryen("wasm-merge")?, out, stub: &stub };
    merger.merge(&core, CORE)?;
    sh::in_parallel(&named, |(name, module)| merger.merge(module, name))?;
    fs::remove_file(stub)?;
    optimise(out)?;
    for page in &pages {
        let needed = modules.iter().enumerate().filter(|(_, module)| module.users.contains(page));
        bundle(out, page, &needed.map(|(number, _)| number).collect::<Vec<_>>())?;
    }
    for (number, _) in modules.iter().enumerate() {
        fs::remove_file(file_of(out, &name_of(number)))?;
    }
    fs::write(out.join(SCRIPT), loader(&script, &pages)?)?;
    Ok(())
}

fn name_of(number: usize) -> String {
    format!("m{number}")
}

fn file_of(out: &Path, module: &str) -> PathBuf {
    out.join(format!("{module}.wasm"))
}

/// The pages, by the names of the functions that load them.
fn pages(script: &str) -> Vec<String> {
    let calls = script.split("export const __wasm_split_load_").skip(1);
    calls.filter_map(|rest| rest.split(' ').next()).map(str::to_owned).collect()
}

/// The shared modules, each with the pages that use it, as the script's comments name them.
fn pieces(script: &str, out: &Path) -> Result<Vec<Piece>> {
    let mut found = Vec::new();
    for part in script.split("/* ").skip(1) {
        let Some((users, rest)) = part.split_once(" */\nconst __chunk_") else { continue };
        let number = rest.split(' ').next().unwrap_or_default().to_owned();
        let module = file_of(out, &format!("chunk_{number}"));
        let bytes = fs::metadata(&module).with_context(|| module.display().to_string())?.len();
        let users = users.split(", ").map(str::to_owned).collect();
        found.push(Piece { number, users, bytes: usize::try_from(bytes)? });
    }
    Ok(found)
}

/// What belongs to the core, and the rest.
fn divide(pieces: Vec<Piece>, pages: usize) -> (Module, Vec<Piece>) {
    let (core, rest): (Vec<_>, Vec<_>) =
        pieces.into_iter().partition(|piece| piece.users.len() * 100 >= pages * CORE_SHARE);
    let mut module = Module::default();
    for piece in core {
        module.take(piece);
    }
    (module, rest)
}

impl Module {
    fn take(&mut self, piece: Piece) {
        self.pieces.push(piece.number);
        self.users.extend(piece.users);
        self.bytes += piece.bytes;
    }

    /// What it costs to become one with another: the bytes that pages then carry without need.
    fn cost(&self, other: &Self) -> usize {
        self.bytes * other.users.difference(&self.users).count()
            + other.bytes * self.users.difference(&other.users).count()
    }
}

/// Merges pieces, always the two that it costs the least, until no page needs more than `most` modules.
fn merged(pieces: Vec<Piece>, most: usize) -> Vec<Module> {
    let mut by_users: BTreeMap<BTreeSet<String>, Module> = BTreeMap::new();
    for piece in pieces {
        by_users.entry(piece.users.clone()).or_default().take(piece);
    }
    let mut modules: Vec<Module> = by_users.into_values().collect();
    while let Some(page) = crowded(&modules, most) {
        let mut best: Option<(usize, usize, usize)> = None;
        let needed: Vec<usize> = (0..modules.len()).filter(|at| modules[*at].users.contains(&page)).collect();
        for (nth, left) in needed.iter().enumerate() {
            for right in &needed[nth + 1..] {
                let cost = modules[*left].cost(&modules[*right]);
                if best.is_none_or(|(least, ..)| cost < least) {
                    best = Some((cost, *left, *right));
                }
            }
        }
        let Some((_, left, right)) = best else { break };
        let joined = modules.swap_remove(right);
        let into = &mut modules[left];
        into.pieces.extend(joined.pieces);
        into.users.extend(joined.users);
        into.bytes += joined.bytes;
    }
    modules
}

/// The page that needs the most modules, if that is more than it may.
fn crowded(modules: &[Module], most: usize) -> Option<String> {
    let mut needed: BTreeMap<&String, usize> = BTreeMap::new();
    for user in modules.iter().flat_map(|module| &module.users) {
        *needed.entry(user).or_default() += 1;
    }
    needed.into_iter().filter(|(_, count)| *count > most).max_by_key(|(_, count)| *count).map(|(user, _)| user.clone())
}

/// A module that stands for the main one while others are merged, so that they end with one import of each thing and not one a piece.
fn stub_module(out: &Path) -> Result<String> {
    let any = fs::read_dir(out)?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path())
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("chunk_")))
        .context("the splitter left no shared module")?;
    let text = sh::capture(sh::command(node::binaryen("wasm-dis")?).args(FEATURES).arg(any))?;
    let mut stub = String::from("(module\n");
    for line in text.lines().map(str::trim).filter(|line| line.starts_with("(import ")) {
        let mut words = line.split('"');
        let (from, name) = (words.nth(1).unwrap_or_default(), words.nth(1).unwrap_or_default());
        let mut item = line.split('(').nth(2).unwrap_or_default().split([' ', ')']);
        let (Some(kind), Some(item), SHARED) = (item.next(), item.next(), from) else {
            bail!("a shared module imports what is not known here: {line}");
        };
        writeln!(stub, "{}\n(export \"{name}\" ({kind} {item}))", line.replacen(SHARED, MERGED, 1))?;
    }
    stub.push_str(")\n");
    Ok(stub)
}

/// What merging needs besides the modules.
struct Merger<'a> {
    program: PathBuf,
    out: &'a Path,
    stub: &'a Path,
}

impl Merger<'_> {
    fn merge(&self, module: &Module, name: &str) -> Result<()> {
        let into = file_of(self.out, name);
        let files: Vec<_> = module.pieces.iter().map(|number| file_of(self.out, &format!("chunk_{number}"))).collect();
        if let [only] = files.as_slice() {
            return Ok(fs::rename(only, into)?);
        }
        let mut merge = sh::command(&self.program);
        merge.args(FEATURES).arg("--skip-export-conflicts").arg(self.stub).arg(SHARED);
        for (number, file) in module.pieces.iter().zip(&files) {
            merge.arg(file).arg(number);
        }
        sh::capture(merge.arg("-o").arg(into))?;
        files.iter().try_for_each(fs::remove_file)?;
        Ok(())
    }
}

/// Writes a page's bundle: how many modules it holds besides the page's own, of each its number and its size, then all of them end to
/// end, the page's own last. All numbers take four bytes, the lowest first.
fn bundle(out: &Path, page: &str, needed: &[usize]) -> Result<()> {
    let (mut head, mut modules) = (Vec::new(), Vec::new());
    let mut tell = |number: usize| -> Result<()> {
        head.extend(u32::try_from(number)?.to_le_bytes());
        Ok(())
    };
    tell(needed.len())?;
    for number in needed {
        let module = fs::read(file_of(out, &name_of(*number)))?;
        tell(*number)?;
        tell(module.len())?;
        modules.extend(module);
    }
    let own = file_of(out, &format!("split_{page}"));
    modules.extend(fs::read(&own)?);
    fs::remove_file(own)?;
    fs::write(out.join(format!("page_{page}.pack")), [head, modules].concat())?;
    Ok(())
}

/// The script that replaces the splitter's.
fn loader(script: &str, pages: &[String]) -> Result<String> {
    let (names, _) = script
        .split_once("const { ")
        .and_then(|(_, rest)| rest.split_once(" } = initSync("))
        .context("the splitter's script does not share its imports as expected")?;
    let names = names.trim_end_matches([' ', ',']);
    let mut text = LOADER.replace("NAMES", names);
    for page in pages {
        writeln!(text, "export const __wasm_split_load_{page} = load(\"{page}\");")?;
    }
    Ok(text)
}

/// A bundle or the core that could not be fetched is asked for anew by the next try; a module that runs is never started twice,
/// because that would set back what it keeps.
const LOADER: &str = r#"import { initSync } from "./main.js";
let shared;
function imports() {
    if (!shared) {
        const { NAMES } = initSync(undefined, undefined);
        shared = { NAMES };
    }
    return { __wasm_split: shared, shared };
}
const address = (name) => new URL(`./${name}`, import.meta.url);
const kept = new Map();
function once(name, start) {
    if (!kept.has(name)) {
        const begun = start();
        begun.catch(() => kept.delete(name));
        kept.set(name, begun);
    }
    return kept.get(name);
}
async function fetched(name) {
    const response = await fetch(address(name));
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response;
}
const core = () => once("core", async () => WebAssembly.instantiateStreaming(fetched("core.wasm"), imports()));
async function page(name) {
    const shared = core();
    // Waited for below; until then its failure is nobody's surprise.
    shared.catch(() => {});
    const bytes = await (await fetched(`page_${name}.pack`)).arrayBuffer();
    await shared;
    const head = new DataView(bytes);
    const count = head.getUint32(0, true);
    let from = 4 + 8 * count;
    const starting = [];
    for (let at = 4; at < 4 + 8 * count; at += 8) {
        const part = bytes.slice(from, (from += head.getUint32(at + 4, true)));
        starting.push(once(head.getUint32(at, true), () => WebAssembly.instantiate(part, imports())));
    }
    const own = bytes.slice(from);
    starting.push(once(`own ${name}`, () => WebAssembly.instantiate(own, imports())));
    await Promise.all(starting);
}
function load(name) {
    return async (callback, data) => {
        let loaded = true;
        try {
            await once(`page ${name}`, () => page(name));
        } catch (error) {
            console.error(error);
            loaded = false;
        }
        imports().__wasm_split.__indirect_function_table.get(callback)(data, loaded);
    };
}
"#;

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(number: &str, users: &str, bytes: usize) -> Piece {
        Piece { number: number.into(), users: users.split(' ').map(str::to_owned).collect(), bytes }
    }

    #[test]
    fn small_pieces_are_merged_before_large_ones() {
        let pieces = vec![piece("1", "a b", 1_000), piece("2", "a c", 10), piece("3", "a b c", 20)];
        let modules = merged(pieces, 2);
        let mut joined: Vec<_> = modules.iter().map(|module| module.pieces.len()).collect();
        joined.sort_unstable();
        assert_eq!(joined, [1, 2]);
        assert!(modules.iter().any(|module| module.bytes == 1_000 && module.users.len() == 2));
    }

    #[test]
    fn no_page_needs_more_modules_than_allowed() {
        let pieces = (0..40).map(|n| piece(&n.to_string(), &format!("all user{}", n % 7), 100 + n)).collect();
        let modules = merged(pieces, 4);
        assert!(crowded(&modules, 4).is_none());
        assert_eq!(modules.iter().map(|module| module.pieces.len()).sum::<usize>(), 40);
    }

    #[test]
    fn what_most_pages_need_is_the_core() {
        let (core, rest) = divide(vec![piece("1", "a b c", 10), piece("2", "a", 10)], 4);
        assert_eq!((core.pieces, rest.len()), (vec!["1".to_owned()], 1));
    }

    #[test]
    fn the_script_names_its_pages() {
        assert_eq!(
            pages("export const __wasm_split_load_home = wrap(\nexport const __wasm_split_load_job = w"),
            ["home", "job"]
        );
    }
}
