//! The WebAssembly itself.

use std::{fs, path::Path, thread};

use anyhow::{Context as _, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use super::{Mode, pieces};
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

const OPTIMISE: &[&str] = &["-Oz", "--strip-debug", "--strip-producers"];

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

fn split(module: &Path, out: &Path) -> Result<std::path::PathBuf> {
    let input = fs::read(module).with_context(|| module.display().to_string())?;
    let main = out.join("unbound.wasm");
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = out;
    options.main_out_path = &main;
    // eyre's report is no std error, so its text is all that can be carried on.
    wasm_split_cli_support::transform(options).map_err(|error| anyhow!("splitting failed: {error:?}"))?;
    Ok(main)
}

fn bind(module: &Path, out: &Path, keep_exports: bool) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .out_name("main")
        .web(true)?
        .keep_lld_exports(keep_exports)
        .demangle(false)
        .typescript(false)
        .remove_producers_section(true)
        .generate(out)
}

/// Makes every module in a folder small.
pub fn optimise(out: &Path) -> Result<()> {
    let optimiser = node::binaryen("wasm-opt")?;
    let mut modules: Vec<_> =
        fs::read_dir(out)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|entry| entry.path()).collect();
    modules.retain(|path| path.extension().is_some_and(|extension| extension == "wasm"));
    modules.sort();
    let half = modules.len().div_ceil(2).max(1);
    thread::scope(|scope| {
        let workers: Vec<_> = modules
            .chunks(half)
            .map(|part| scope.spawn(|| part.iter().try_for_each(|module| optimise_one(&optimiser, module))))
            .collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|_| Err(anyhow!("an optimising thread broke off"))))
    })
}

fn optimise_one(optimiser: &Path, module: &Path) -> Result<()> {
    // It warns of name sections that it does not know, which are stripped anyway, so only a failure is shown.
    sh::capture(sh::command(optimiser).args(OPTIMISE).args(FEATURES).arg(module).arg("-o").arg(module))?;
    Ok(())
}
