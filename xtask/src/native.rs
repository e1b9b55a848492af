//! Cargo commands for what runs on this machine.

use std::process::Command;

use anyhow::Result;

use crate::{paths, sh};

/// A cargo command whose output outlives the clone.
pub fn cargo() -> Result<Command> {
    let mut command = sh::command("cargo");
    command.env("CARGO_TARGET_DIR", paths::native_target()?);
    Ok(command)
}

/// A cargo command that compiles our own crates with clippy, whose driver is the compiler with more to say: a crate that was linted
/// need not be compiled again to be tested, nor what it rests on be read once for the one and once for the other.
pub fn linted() -> Result<Command> {
    let mut command = cargo()?;
    command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    // As `cargo clippy -- -D warnings` hands it on.
    command.env("CLIPPY_ARGS", ["-D", "warnings", ""].join("__CLIPPY_HACKERY__"));
    Ok(command)
}
