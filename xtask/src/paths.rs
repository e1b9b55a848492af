//! Where things are: the project, and the cache outside it that outlives a clone.

use std::{env, path::PathBuf};

use anyhow::{Context as _, Result};

/// The folder of the workspace.
pub fn root() -> PathBuf {
    // Cargo tells the running program where it is; the place of compiling may be another clone that shares the build folder.
    let xtask =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask.parent().map_or_else(|| xtask.clone(), PathBuf::from)
}

/// What is costly to make and the same for every clone: sysroot, build output, Node packages. `PASSERELLE_CACHE` moves it.
pub fn cache() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("PASSERELLE_CACHE") {
        return Ok(chosen.into());
    }
    let home = env::var_os("HOME").context("neither PASSERELLE_CACHE nor HOME is set")?;
    Ok(PathBuf::from(home).join(".cache/passerelle"))
}

/// Where native builds go, so that a fresh clone finds the dependencies already built.
pub fn native_target() -> Result<PathBuf> {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(chosen) => Ok(chosen.into()),
        None => Ok(cache()?.join("target")),
    }
}

/// Where the built app stands.
pub fn dist() -> PathBuf {
    root().join("dist")
}
