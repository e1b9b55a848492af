//! Running other programs, with their name in every failure.

use std::{
    ffi::OsStr,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Instant,
};

use anyhow::{Context as _, Result, bail};

/// Prints what is about to happen, so that progress is visible all the way.
pub fn say(what: &str) {
    println!("\u{25b8} {what}");
}

/// A command that runs in the project's folder.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(crate::paths::root());
    command
}

/// Runs a command to its end, with its output shown.
pub fn run(command: &mut Command) -> Result<()> {
    let name = name(command);
    let status = command.status().with_context(|| format!("{name} could not be started"))?;
    if !status.success() {
        bail!("{name} failed ({status})");
    }
    Ok(())
}

/// Runs a command to its end and gives what it printed.
pub fn capture(command: &mut Command) -> Result<String> {
    let name = name(command);
    let output = command.output().with_context(|| format!("{name} could not be started"))?;
    if !output.status.success() {
        bail!("{name} failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command, shows its standard output line by line, and gives it back with whether the command succeeded.
pub fn tee(command: &mut Command) -> Result<(String, bool)> {
    let name = name(command);
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("{name} could not be started"))?;
    let mut text = String::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line.with_context(|| format!("the output of {name} broke off"))?;
            println!("{line}");
            text.push_str(&line);
            text.push('\n');
        }
    }
    Ok((text, child.wait()?.success()))
}

/// Whether a program can be found.
pub fn has(program: &str) -> bool {
    which(program).is_some()
}

/// Where a program is.
pub fn which(program: &str) -> Option<std::path::PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// Does a step and says how long it took.
pub fn timed<T>(what: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
    say(what);
    let start = Instant::now();
    let result = step()?;
    println!("  done in {:.1} s", start.elapsed().as_secs_f32());
    Ok(result)
}

/// Installs Debian packages when this user may, else says the one command that does.
pub fn apt(packages: &[&str]) -> Result<()> {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let line = format!("apt-get install --no-install-recommends -y {}", missing.join(" "));
    if !has("apt-get") || !is_root() {
        bail!("this machine lacks {}; run as root: {line}", missing.join(", "));
    }
    say(&line);
    // A source that does not answer need not be the one that has these.
    if let Err(error) = run(command("apt-get").args(["update", "-qq"])) {
        eprintln!("  {error:#}; trying with the lists that are here");
    }
    run(command("apt-get")
        .args(["install", "--no-install-recommends", "-y", "-qq", "-o", "DPkg::Lock::Timeout=120"])
        .args(&missing)
        .env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Whether this user may install packages and must not run a database.
pub fn is_root() -> bool {
    capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn installed(package: &str) -> bool {
    capture(Command::new("dpkg-query").args(["-W", "-f", "${Status}", package]))
        .is_ok_and(|status| status.contains("ok installed"))
}

fn name(command: &Command) -> String {
    Path::new(command.get_program()).file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned()
}

/// How many things this machine does at once.
pub fn processors() -> usize {
    thread::available_parallelism().map_or(2, usize::from)
}

/// Does a piece of work for each item, as many at once as there are processors. Each takes the next item that nobody has begun.
pub fn in_parallel<T: Sync>(items: &[T], work: impl Fn(&T) -> Result<()> + Sync) -> Result<()> {
    let next = AtomicUsize::new(0);
    let worker = || {
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(item)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let begun: Vec<_> = (0..processors()).map(|_| scope.spawn(worker)).collect();
        begun.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(|_| bail!("a thread broke off")))
    })
}
