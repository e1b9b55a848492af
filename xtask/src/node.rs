//! Node packages: what makes builds small, and the browser tests. Each is installed from its lock file.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use crate::{paths, sh};

/// Where the build's own tools are, installed outside the clone because they are the same for every clone.
pub fn tools() -> Result<PathBuf> {
    let folder = paths::cache()?.join("tools");
    let source = paths::root().join("xtask/tools");
    fs::create_dir_all(&folder)?;
    for file in ["package.json", "package-lock.json", "optimise.mjs", "minify.mjs"] {
        fs::copy(source.join(file), folder.join(file)).with_context(|| format!("xtask/tools/{file}"))?;
    }
    install(&folder)?;
    Ok(folder)
}

/// A program of binaryen, such as the wasm optimiser.
pub fn binaryen(program: &str) -> Result<PathBuf> {
    Ok(tools()?.join("node_modules/.bin").join(program))
}

/// Installs the packages of the browser tests.
pub fn end_to_end() -> Result<PathBuf> {
    let folder = paths::root().join("end2end");
    install(&folder)?;
    Ok(folder)
}

/// Debian's Chromium and its driver, which Playwright and wasm-bindgen-test drive.
pub fn browser() -> Result<PathBuf> {
    sh::apt(&["chromium", "chromium-driver", "fonts-noto-core"])?;
    sh::which("chromium").context("chromium is installed but not on PATH")
}

fn install(folder: &Path) -> Result<()> {
    if !sh::has("npm") {
        bail!("npm is needed to install {}: install Node.js 20 or later", folder.display());
    }
    let lock =
        fs::read(folder.join("package-lock.json")).with_context(|| format!("{} has no lock file", folder.display()))?;
    let digest = Sha256::digest(&lock).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mark = folder.join("node_modules/.installed");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == digest) {
        return Ok(());
    }
    sh::timed(&format!("npm ci in {}", folder.display()), || {
        sh::run(
            sh::command("npm")
                .current_dir(folder)
                .args(["ci", "--no-audit", "--no-fund", "--loglevel", "error"])
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
        )
    })?;
    fs::write(mark, digest)?;
    Ok(())
}
