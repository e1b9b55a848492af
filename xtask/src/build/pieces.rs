//! Lays the pieces of wasm out so that a page is two requests: the main module, and one module of what this page needs besides.
//!
//! The splitter writes one module for each set of pages that share code, some hundreds of them, and a script that fetches each by its
//! own request. None of them calls another by import (calls go through the table of the main module), so modules may be merged, and
//! may be loaded in any order. Here
//! - what nine of ten pages share goes into the main module, and what the lesson shares with another page;
//! - a page's own module and all that it needs besides become one, which the optimiser then makes smaller than its parts;
//! - a panel comes without what the page has that opens it.
//!
//! What two pages share stands in both. Code may well be there twice: the entries of the table that the second page sets anew lead to
//! the same code. What a static variable holds may not, since setting it back would lose what the first page put there, so that
//! modules come without their data, and the script writes each part of it once (`data.rs`).

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use wasmparser::{Parser, Payload};

use super::{
    data,
    wasm::{FEATURES, optimise},
};
use crate::{node, sh};

/// The script that the splitter writes.
const SCRIPT: &str = "__wasm_split.js";
/// The name by which modules import what they share with the main module, and by which a merged one does.
const SHARED: &str = "__wasm_split";
const MERGED: &str = "shared";
/// The main module's file.
const MAIN: &str = "main_bg.wasm";
/// A piece goes into the main module when at least this many of every hundred pages need it.
const MAIN_SHARE: usize = 90;
/// What a lesson fetches before anything is pressed. It is the heaviest page and the one that people come for, so that what it shares with
/// another page or its panels is in the main module: it weighs nothing more there for the lesson, and is not fetched again for the other.
const HEAVIEST: &[&str] = &["lesson", "player_lines"];
/// The page that shows every part of the interface. What it shares with another says nothing of how many need it.
const SHOWCASE: &str = "gallery";

/// Panels, by the one page that opens each. What the page needs is there by then, so that the panel comes without it.
const PANELS: &[(&str, &[&str])] = &[
    ("about", &["about_reading", "about_report"]),
    ("employer", &["invitations_panel"]),
    ("job", &["apprenticeship_panel", "fit_panel", "similar_panel", "train_first_panel"]),
    ("jobs", &["alerts_panel", "map_panel", "more_filters_panel"]),
    (
        "lesson",
        &[
            "aloud_panel",
            "notes_panel",
            "notes_sender",
            "player_end",
            "player_keys",
            "player_lines",
            "player_settings",
            "player_sign",
            "player_speech",
            "player_tools",
            "reading_panel",
            "report_panel",
        ],
    ),
    ("talents", &["talent_alerts_panel"]),
];

/// A module of code that several pages share, under its number in the script.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    number: String,
    users: BTreeSet<String>,
}

/// Merges and optimises the modules in a folder, and writes the script that loads them.
pub fn lay_out(out: &Path) -> Result<()> {
    let script = fs::read_to_string(out.join(SCRIPT)).context(SCRIPT)?;
    let pages = pages(&script);
    let all = pieces(&script);
    if pages.is_empty() || all.is_empty() {
        bail!("the splitter's script has a shape that is not known here");
    }
    let named = PANELS.iter().flat_map(|(opener, panels)| panels.iter().chain([opener]));
    if let Some(unknown) = named.chain(HEAVIEST).chain([&SHOWCASE]).find(|name| !pages.iter().any(|page| page == *name))
    {
        bail!("no page or panel is called {unknown}");
    }
    let (common, rest) = divide(all.clone(), pages.len());
    let stub = out.join("stub.wat");
    fs::write(&stub, stub_module(out)?)?;
    let merger = Merger { program: node::binaryen("wasm-merge")?, out };
    let main = out.join(MAIN);
    let modules: Vec<_> = common.iter().map(|piece| (piece.number.as_str(), chunk(out, &piece.number))).collect();
    merger.merge(&main, &modules, &main)?;
    let loads: Vec<_> = pages.iter().map(|page| (page, needed(&rest, page))).collect();
    // The data comes out first, because a module that several pages need is merged several times.
    let files = rest.iter().map(|piece| chunk(out, &piece.number)).chain(pages.iter().map(|page| own(out, page)));
    let apart = files.map(|file| data::take_out(&file)).collect::<Result<Vec<_>>>()?;
    let data_of = |nth: usize| apart[nth].clone();
    sh::in_parallel(&loads, |(page, needed)| {
        let mut modules: Vec<_> =
            needed.iter().map(|nth| (rest[*nth].number.as_str(), chunk(out, &rest[*nth].number))).collect();
        modules.push(("own", own(out, page)));
        merger.merge(&stub, &modules, &bundle(out, page))
    })?;
    for number in all.iter().map(|piece| &piece.number) {
        fs::remove_file(chunk(out, number))?;
    }
    for page in &pages {
        fs::remove_file(own(out, page))?;
    }
    fs::remove_file(stub)?;
    optimise(out)?;
    for (nth, (page, needed)) in loads.iter().enumerate() {
        let parts = needed.iter().copied().chain([rest.len() + nth]).flat_map(data_of).collect();
        data::put_in(&bundle(out, page), parts)?;
    }
    fs::write(out.join(SCRIPT), loader(&script, &pages)?)?;
    Ok(())
}

fn chunk(out: &Path, number: &str) -> PathBuf {
    out.join(format!("chunk_{number}.wasm"))
}

fn own(out: &Path, page: &str) -> PathBuf {
    out.join(format!("split_{page}.wasm"))
}

fn bundle(out: &Path, page: &str) -> PathBuf {
    out.join(format!("page_{page}.wasm"))
}

/// The pages, by the names of the functions that load them.
fn pages(script: &str) -> Vec<String> {
    let calls = script.split("export const __wasm_split_load_").skip(1);
    calls.filter_map(|rest| rest.split(' ').next()).map(str::to_owned).collect()
}

/// The shared modules, each with the pages that use it, as the script's comments name them.
fn pieces(script: &str) -> Vec<Piece> {
    let parts = script.split("/* ").skip(1).filter_map(|part| part.split_once(" */\nconst __chunk_"));
    let piece = |(users, rest): (&str, &str)| Piece {
        number: rest.split(' ').next().unwrap_or_default().to_owned(),
        users: users.split(", ").map(str::to_owned).collect(),
    };
    parts.map(piece).collect()
}

/// What belongs to the main module, and the rest.
fn divide(pieces: Vec<Piece>, pages: usize) -> (Vec<Piece>, Vec<Piece>) {
    let is_heaviest = |user: &String| HEAVIEST.contains(&user.as_str());
    let is_other_page = |user: &String| {
        let page = opener(user).unwrap_or(user);
        !HEAVIEST.contains(&page) && page != SHOWCASE
    };
    pieces.into_iter().partition(|piece| {
        piece.users.len() * 100 >= pages * MAIN_SHARE
            || piece.users.iter().any(is_heaviest) && piece.users.iter().any(is_other_page)
    })
}

/// The page that opens a panel; nothing for a page.
fn opener(name: &str) -> Option<&'static str> {
    PANELS.iter().find(|(_, panels)| panels.contains(&name)).map(|(opener, _)| *opener)
}

/// The pieces that a page needs, or that a panel needs besides the page that opens it, by their place in a list.
fn needed(pieces: &[Piece], page: &str) -> Vec<usize> {
    let is_there = |piece: &Piece| opener(page).is_some_and(|opener| piece.users.contains(opener));
    (0..pieces.len()).filter(|nth| pieces[*nth].users.contains(page) && !is_there(&pieces[*nth])).collect()
}

/// A module that stands for the main one while others are merged, so that they end with one import of each thing and not one a piece.
fn stub_module(out: &Path) -> Result<String> {
    let (mut fullest, mut imported, mut names) = (None, 0, BTreeSet::new());
    for file in fs::read_dir(out)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|entry| entry.path()) {
        if file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("chunk_")) {
            let own = imports(&fs::read(&file)?)?;
            if own.len() > imported || fullest.is_none() {
                (fullest, imported) = (Some(file), own.len());
            }
            names.extend(own);
        }
    }
    let fullest = fullest.context("the splitter left no shared module")?;
    // What the stub lacked would stay an import of each piece, hundreds in all.
    if names.len() > imported {
        bail!("no shared module imports all that the others do: {names:?}");
    }
    let text = sh::capture(sh::command(node::binaryen("wasm-dis")?).args(FEATURES).arg(fullest))?;
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

/// The names of what a module imports.
fn imports(module: &[u8]) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                names.insert(import?.name.to_owned());
            }
        }
    }
    Ok(names)
}

struct Merger<'a> {
    program: PathBuf,
    out: &'a Path,
}

impl Merger<'_> {
    /// Merges modules into the one that has what they import, each under a name of its own.
    fn merge(&self, first: &Path, modules: &[(&str, PathBuf)], into: &Path) -> Result<()> {
        let mut merge = sh::command(&self.program);
        merge.current_dir(self.out).args(FEATURES).arg("--skip-export-conflicts").arg(first).arg(SHARED);
        for (name, file) in modules {
            merge.arg(file).arg(name);
        }
        sh::capture(merge.arg("-o").arg(into))?;
        Ok(())
    }
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
        writeln!(text, "export const __wasm_split_load_{page} = load(\"page_{page}\");")?;
    }
    Ok(text)
}

/// A module that could not be fetched is asked for anew by the next try.
const LOADER: &str = r#"import { initSync } from "./main.js";
let main, shared;
function imports() {
    if (!shared) {
        main = initSync(undefined, undefined);
        const { NAMES } = main;
        shared = { NAMES };
    }
    return { __wasm_split: shared, shared };
}
const written = new Set();
function write(data) {
    let at = 0;
    const number = () => {
        for (let value = 0, shift = 0; ; shift += 7) {
            const byte = data[at++];
            value |= (byte & 127) << shift;
            if (byte < 128) return value;
        }
    };
    while (at < data.length) {
        const address = number();
        const length = number();
        if (!written.has(address)) new Uint8Array(main.memory.buffer, address, length).set(data.subarray(at, at + length));
        written.add(address);
        at += length;
    }
}
async function compiled(name) {
    const response = await fetch(new URL(`./${name}.wasm`, import.meta.url));
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    const told = response.headers.get("Content-Type") === "application/wasm";
    return told ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
async function page(name) {
    const module = await compiled(name);
    const shared = imports();
    for (const data of WebAssembly.Module.customSections(module, "data")) write(new Uint8Array(data));
    await WebAssembly.instantiate(module, shared);
}
const kept = new Map();
function load(name) {
    return async (callback, data) => {
        if (!kept.has(name)) kept.set(name, page(name));
        let loaded = true;
        try {
            await kept.get(name);
        } catch (error) {
            console.error(error);
            kept.delete(name);
            loaded = false;
        }
        imports().__wasm_split.__indirect_function_table.get(callback)(data, loaded);
    };
}
"#;

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(number: &str, users: &str) -> Piece {
        Piece { number: number.into(), users: users.split(' ').map(str::to_owned).collect() }
    }

    #[test]
    fn what_nine_of_ten_pages_need_is_in_the_main_module() {
        let (most, many) = (piece("1", "a b c d e f g h i"), piece("2", "a b c d e f g h"));
        let (common, rest) = divide(vec![most.clone(), many.clone()], 10);
        assert_eq!((common, rest), (vec![most], vec![many]));
    }

    #[test]
    fn what_a_lesson_shares_with_another_page_is_in_the_main_module() {
        let shared =
            vec![piece("1", "lesson quiz"), piece("2", "player_lines search"), piece("6", "lesson about_reading")];
        let others = vec![
            piece("3", "lesson player_lines notes_panel"),
            piece("4", "home quiz course"),
            piece("5", "lesson gallery"),
        ];
        let (common, rest) = divide([shared.clone(), others.clone()].concat(), 60);
        assert_eq!((common, rest), (shared, others));
    }

    #[test]
    fn a_page_has_all_that_it_needs() {
        assert_eq!(needed(&[piece("7", "a b"), piece("8", "b"), piece("9", "a")], "a"), [0, 2]);
    }

    #[test]
    fn a_panel_comes_without_what_its_page_has() {
        let pieces = [piece("7", "jobs map_panel"), piece("8", "talents map_panel"), piece("9", "jobs")];
        assert_eq!(needed(&pieces, "map_panel"), [1]);
    }

    #[test]
    fn the_script_names_its_pages_and_what_they_share() {
        let script = "/* home, job */\nconst __chunk_12 = x;\nexport const __wasm_split_load_home = wrap(\n\
            export const __wasm_split_load_job = w";
        assert_eq!(pages(script), ["home", "job"]);
        assert_eq!(pieces(script), [piece("12", "home job")]);
    }
}
