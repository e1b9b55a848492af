//! A compiler that knows WebAssembly: rustup's target where it can be had, else Debian's `rustc-web` with a standard library built here.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};

use crate::{paths, sh};

const TARGET: &str = "wasm32-unknown-unknown";

/// What makes a release smaller than the standard library as it is delivered: it is built along with the app, for size, and a panic
/// ends the app at once instead of carrying the text and the place of every panic to every reader.
const SMALL_STD: &[&str] = &["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"];
const SMALL_PANIC: &[&str] = &["-Zunstable-options", "-Cpanic=immediate-abort"];

/// The programs and flags that build for the browser.
pub struct Wasm {
    cargo: PathBuf,
    rustc: Option<PathBuf>,
    /// A folder with a standard library that was built here, where the compiler has none of its own.
    sysroot: Option<PathBuf>,
    /// Whether the standard library's sources are here.
    sources: bool,
}

impl Wasm {
    /// A cargo command that builds for tests and for trying things out.
    pub fn dev(&self, command: &str) -> Result<Command> {
        let sysroot = self.sysroot.as_ref().map(|sysroot| format!("--sysroot {}", sysroot.display()));
        self.cargo(command, sysroot.unwrap_or_default())
    }

    /// A cargo command that builds what people download, with more compiler flags.
    pub fn release(&self, command: &str, flags: &[&str]) -> Result<Command> {
        if !self.sources {
            sh::say("the standard library's sources could not be fetched, so the app becomes about a tenth larger");
            return self.cargo(command, flags.join(" "));
        }
        let mut cargo = self.cargo(command, [flags, SMALL_PANIC].concat().join(" "))?;
        // Both are unstable, so the stable compiler is told to allow them.
        cargo.args(SMALL_STD).env("RUSTC_BOOTSTRAP", "1");
        Ok(cargo)
    }

    fn cargo(&self, name: &str, flags: String) -> Result<Command> {
        let mut command = sh::command(&self.cargo);
        if let Some(rustc) = &self.rustc {
            command.env("RUSTC", rustc);
            // rustup's cargo names its own toolchain to its children, which would win over RUSTC.
            command.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
        }
        command.arg(name);
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
        command.env("CARGO_TARGET_DIR", paths::cache()?.join("wasm"));
        Ok(command)
    }
}

/// Finds or installs a compiler for the browser.
pub fn wasm() -> Result<Wasm> {
    if rustup_has_target() || rustup_can_add("target", TARGET) {
        let sources = rustup_has_sources() || rustup_can_add("component", "rust-src");
        return Ok(Wasm { cargo: "cargo".into(), rustc: None, sysroot: None, sources });
    }
    sh::apt(&["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"])
        .context("rustup cannot fetch the wasm target here, and Debian's rustc-web is not installed")?;
    let rustc = file_of("rustc-web", "/bin/rustc")?;
    let cargo = file_of("cargo-web", "/bin/cargo")?;
    let sysroot = sysroot(&rustc, &cargo)?;
    Ok(Wasm { cargo, rustc: Some(rustc), sysroot: Some(sysroot), sources: true })
}

fn rustup_has_sources() -> bool {
    in_sysroot("src/rust/library/Cargo.lock")
}

fn rustup_has_target() -> bool {
    in_sysroot(TARGET)
}

fn in_sysroot(path: &str) -> bool {
    sh::capture(Command::new("rustc").args(["--print", "sysroot"]))
        .is_ok_and(|sysroot| Path::new(sysroot.trim()).join("lib/rustlib").join(path).exists())
}

fn rustup_can_add(kind: &str, name: &str) -> bool {
    // A machine that was refused once is not asked again: the answer takes a while and does not change.
    let refused = paths::cache().map(|cache| cache.join(format!("rustup-refused-{name}")));
    if !sh::has("rustup") || refused.as_ref().is_ok_and(|refused| refused.exists()) {
        return false;
    }
    sh::say(&format!("rustup {kind} add {name}"));
    let added = Command::new("rustup").args([kind, "add", name]).status().is_ok_and(|status| status.success());
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
    crate::test::install()?;
    println!("everything that builds and tests need is here");
    Ok(())
}
