//! A compiler that knows WebAssembly: rustup's target where it can be had, else Debian's `rustc-web` with a standard library built here.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};

use crate::{paths, sh};

const TARGET: &str = "wasm32-unknown-unknown";

/// The programs and flags that build for the browser.
pub struct Wasm {
    cargo: PathBuf,
    rustc: Option<PathBuf>,
    flags: Vec<String>,
}

impl Wasm {
    /// A cargo command whose wasm builds work, with more compiler flags if wanted.
    pub fn cargo(&self, more_flags: &[&str]) -> Result<Command> {
        let mut command = sh::command(&self.cargo);
        if let Some(rustc) = &self.rustc {
            command.env("RUSTC", rustc);
            // rustup's cargo names its own toolchain to its children, which would win over RUSTC.
            command.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
        }
        let flags: Vec<&str> = self.flags.iter().map(String::as_str).chain(more_flags.iter().copied()).collect();
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.join(" "));
        command.env("CARGO_TARGET_DIR", paths::cache()?.join("wasm"));
        Ok(command)
    }
}

/// Finds or installs a compiler for the browser.
pub fn wasm() -> Result<Wasm> {
    if rustup_has_target() || rustup_can_add_target() {
        return Ok(Wasm { cargo: "cargo".into(), rustc: None, flags: Vec::new() });
    }
    sh::apt(&["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"])
        .context("rustup cannot fetch the wasm target here, and Debian's rustc-web is not installed")?;
    let rustc = file_of("rustc-web", "/bin/rustc")?;
    let cargo = file_of("cargo-web", "/bin/cargo")?;
    let sysroot = sysroot(&rustc, &cargo)?;
    Ok(Wasm { cargo, rustc: Some(rustc), flags: vec!["--sysroot".into(), sysroot.display().to_string()] })
}

fn rustup_has_target() -> bool {
    sh::capture(Command::new("rustc").args(["--print", "sysroot"]))
        .is_ok_and(|sysroot| Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir())
}

fn rustup_can_add_target() -> bool {
    // A machine that was refused once is not asked again: the answer takes a while and does not change.
    let refused = paths::cache().map(|cache| cache.join("rustup-refused"));
    if !sh::has("rustup") || refused.as_ref().is_ok_and(|refused| refused.exists()) {
        return false;
    }
    sh::say("rustup target add wasm32-unknown-unknown");
    let added = Command::new("rustup").args(["target", "add", TARGET]).status().is_ok_and(|status| status.success());
    if !added && let Ok(refused) = refused {
        let written = refused.parent().map(fs::create_dir_all).transpose().and_then(|_| fs::write(&refused, ""));
        if let Err(error) = written {
            eprintln!("  (not remembered: {error})");
        }
    }
    added
}

fn file_of(package: &str, ending: &str) -> Result<PathBuf> {
    let files = sh::capture(Command::new("dpkg").args(["-L", package]))?;
    files
        .lines()
        .find(|file| file.ends_with(ending))
        .map(PathBuf::from)
        .with_context(|| format!("the package {package} holds no {ending}"))
}

/// Builds the standard library once from Debian's sources. Bitcode is embedded so that fat LTO works with it.
fn sysroot(rustc: &Path, cargo: &Path) -> Result<PathBuf> {
    let version = sh::capture(Command::new(rustc).arg("--version"))?;
    let name: String =
        version.trim().chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let sysroot = paths::cache()?.join("sysroot").join(name);
    let library = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    if library.join("complete").exists() {
        return Ok(sysroot);
    }
    sh::timed("building the standard library for wasm (once, about a minute)", || {
        let work = paths::cache()?.join("sysroot-build");
        fs::create_dir_all(work.join("src"))?;
        fs::write(work.join("src/lib.rs"), "")?;
        fs::write(
            work.join("Cargo.toml"),
            "[package]\nname = \"base\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[profile.release]\nlto = true\nopt-level = \"s\"\ncodegen-units = 1\npanic = \"abort\"\n",
        )?;
        sh::run(
            Command::new(cargo)
                .current_dir(&work)
                .args(["build", "--release", "--quiet", "--target", TARGET, "-Z", "build-std=std,panic_abort,test"])
                .env("RUSTC", rustc)
                .env("RUSTC_BOOTSTRAP", "1")
                .env("RUSTFLAGS", "-Cembed-bitcode=yes")
                .env("CARGO_TARGET_DIR", work.join("target"))
                .env_remove("RUSTUP_TOOLCHAIN"),
        )?;
        fs::create_dir_all(&library)?;
        copy_rlibs(&work.join("target").join(TARGET).join("release/deps"), &library)?;
        fs::write(library.join("complete"), "")?;
        Ok(sysroot.clone())
    })
}

fn copy_rlibs(from: &Path, to: &Path) -> Result<()> {
    let mut copied = 0;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libbase-") {
            fs::copy(&path, to.join(&name))?;
            copied += 1;
        }
    }
    if copied == 0 {
        bail!("the standard library was built but left no files in {}", from.display());
    }
    Ok(())
}

/// Installs what builds and tests need.
pub fn doctor() -> Result<()> {
    wasm()?;
    crate::node::tools()?;
    crate::node::end_to_end()?;
    crate::node::browser()?;
    crate::postgres::install()?;
    println!("everything that builds and tests need is here");
    Ok(())
}
