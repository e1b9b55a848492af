//! Builds the app into `dist/`: compile, split into lazy chunks, bind to JavaScript, optimise, pack, compress.

mod data;
mod messages;
mod order;
mod pack;
mod pieces;
mod style;
mod unused;
mod wasm;

use std::{fs, path::Path};

use anyhow::Result;

use crate::{node, paths, sh};

/// How the app is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Small: what people download.
    Release,
    /// Quick: one piece, unoptimised.
    Dev,
}

impl Mode {
    /// The mode that the arguments name.
    pub fn of(arguments: &[String]) -> Self {
        if arguments.iter().any(|argument| argument == "--dev") { Self::Dev } else { Self::Release }
    }
}

/// Builds the app, unless `dist/` already holds what the sources give.
pub fn run(arguments: &[String]) -> Result<()> {
    app(Mode::of(arguments))
}

/// Builds the app, unless `dist/` already holds what the sources give.
pub fn app(mode: Mode) -> Result<()> {
    let digest = pack::sources(mode)?;
    let mark = paths::dist().join(".built-from");
    if fs::read_to_string(&mark).is_ok_and(|built| built == digest) {
        sh::say("the app is up to date");
        return Ok(());
    }
    let assets = std::env::temp_dir().join(format!("passerelle-assets-{}", std::process::id()));
    fs::create_dir_all(&assets)?;
    let made = make(mode, &assets);
    fs::remove_dir_all(&assets)?;
    made?;
    fs::write(mark, digest)?;
    Ok(())
}

fn make(mode: Mode, assets: &Path) -> Result<()> {
    wasm::build(mode, assets)?;
    sh::timed("styles, words, pictures", || {
        style::write(assets)?;
        messages::write(assets)?;
        pack::copy_public(assets)
    })?;
    if mode == Mode::Release {
        sh::timed("making JavaScript small", || minify(assets))?;
    }
    sh::timed("packing dist/", || pack::dist(mode, assets))
}

/// Makes every module of JavaScript in a folder small.
fn minify(assets: &Path) -> Result<()> {
    let mut modules = pack::files(assets)?;
    modules.retain(|file| file.extension().is_some_and(|extension| extension == "js"));
    sh::run(sh::command("node").arg(node::tools()?.join("minify.mjs")).args(modules))
}

/// A digest of everything the app is built from.
pub fn digest(mode: Mode) -> Result<String> {
    pack::sources(mode)
}

pub use messages::{LANGUAGES, namespaces, read as read_messages};
pub use pack::{brotli, files, gzip};
