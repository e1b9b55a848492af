//! The server as a child process, for `run` and for the tests that need a real one.

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result, bail};

use crate::{native, paths, sh};

/// How long a server may take to say that it listens.
const PATIENCE: Duration = Duration::from_secs(60);

/// Builds the server and gives its program. A demo runs it unoptimised but for what takes its time.
pub fn build() -> Result<PathBuf> {
    built(native::cargo()?.args(["build", "--quiet", "--package", "passerelle-server"]))
}

/// Builds the server as the tests have it, and gives its program. Built as a package alone, what it rests on would have other features
/// than in the tests and be compiled once more, so that it comes along with the test that starts it.
pub fn build_tested() -> Result<PathBuf> {
    built(native::linted()?.args(["test", "--quiet", "--workspace", "--no-run", "--test", "kill"]))
}

fn built(cargo: &mut Command) -> Result<PathBuf> {
    sh::timed("building the server", || sh::run(cargo))?;
    Ok(paths::native_target()?.join("debug/passerelle-server"))
}

/// A command of the server with its data in a folder.
pub fn command(program: &Path, data: &Path, listen: &str) -> Command {
    let mut command = sh::command(program);
    command
        .env("PASSERELLE_LISTEN", listen)
        .env("PASSERELLE_FILES", data.join("files"))
        .env("PASSERELLE_INDEX", data.join("index"))
        .env("PASSERELLE_STATIC", paths::dist())
        .env("PASSERELLE_MEDIA", paths::root().join("content/media"))
        .env("PASSERELLE_CONTENT", paths::root().join("content"));
    if std::env::var_os("DATABASE_URL").is_none() {
        command.env("DATABASE_URL", format!("sqlite://{}", data.join("passerelle.db").display()));
    }
    command
}

/// A server that is stopped when it is dropped.
pub struct Server {
    child: Child,
    /// Where it listens, such as `http://127.0.0.1:8080`.
    pub address: String,
}

impl Server {
    /// Starts `serve` and waits until it listens.
    pub fn start(mut command: Command) -> Result<Self> {
        let mut child =
            command.arg("serve").stdout(Stdio::piped()).spawn().context("the server could not be started")?;
        let output = child.stdout.take().context("the server has no output")?;
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(address) = line.split("listening on ").nth(1) {
                    // The receiver is gone once the address was heard; later lines are only drained.
                    let _ = sender.send(address.trim().to_owned());
                }
            }
        });
        match receiver.recv_timeout(PATIENCE) {
            Ok(address) => Ok(Self { child, address }),
            Err(_) => {
                child.kill()?;
                bail!("the server did not say that it listens; its log is above")
            }
        }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until the server ends by itself, such as on Ctrl+C.
    pub fn wait(mut self) -> Result<()> {
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("the server was not stopped: {error}");
        }
    }
}
