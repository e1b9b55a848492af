//! `run`: the whole product on this machine, with the demo content.

use std::{env, fs, path::PathBuf, thread, time::Duration};

use anyhow::Result;

use crate::{
    build::{self, Mode},
    paths,
    serve::{self, Server},
    sh,
};

/// The address and port where nothing else is asked for.
const LISTEN: &str = "127.0.0.1:8080";

/// What the demo accounts are for. The server's `demo` command makes them.
const ACCOUNTS: &[(&str, &str)] = &[
    ("learner@example.org", "learns, holds certificates"),
    ("candidate@example.org", "applies for jobs, is a visible talent"),
    ("employer@example.org", "hires for the first demo employer"),
    ("mentor@example.org", "mentor"),
    ("jury@example.org", "jury"),
    ("partner@example.org", "partner"),
    ("staff@example.org", "staff"),
];

/// Builds, seeds and serves until it is stopped.
pub fn run(arguments: &[String]) -> Result<()> {
    let mode = Mode::of(arguments);
    build::app(mode)?;
    let program = serve::build()?;
    let data = data()?;
    sh::timed("bringing the demo content in", || sh::run(serve::command(&program, &data, LISTEN).arg("demo")))?;
    let listen = env::var("PASSERELLE_LISTEN").unwrap_or_else(|_| LISTEN.into());
    let server = Server::start(serve::command(&program, &data, &listen))?;
    println!("\n  Passerelle is on {}\n", server.address);
    println!("  demo account             password          what it is");
    for (email, what) in ACCOUNTS {
        println!("  {email:<24} passerelle-demo   {what}");
    }
    println!("\n  Ctrl+C stops it.");
    if mode == Mode::Dev {
        rebuild_on_change()?;
    }
    server.wait()
}

/// Brings the demo content in, then as much synthetic data as asked for.
pub fn seed(arguments: &[String]) -> Result<()> {
    let program = serve::build()?;
    let data = data()?;
    sh::timed("bringing the demo content in", || sh::run(serve::command(&program, &data, LISTEN).arg("demo")))?;
    if arguments.is_empty() {
        return Ok(());
    }
    sh::timed("adding synthetic data", || {
        sh::run(serve::command(&program, &data, LISTEN).arg("synthetic").args(arguments))
    })
}

fn data() -> Result<PathBuf> {
    let data = paths::root().join("data");
    fs::create_dir_all(&data)?;
    Ok(data)
}

/// Builds the app anew whenever its sources change. The server reads `dist/` afresh, so a reload of the page shows it.
fn rebuild_on_change() -> Result<()> {
    println!("  Sources are watched; reload the page after a rebuild.");
    let mut built = build::digest(Mode::Dev)?;
    loop {
        thread::sleep(Duration::from_secs(1));
        let now = build::digest(Mode::Dev)?;
        if now != built {
            built = now;
            if let Err(error) = build::app(Mode::Dev) {
                eprintln!("{error:#}");
            }
        }
    }
}
