//! `test`: every check and test of the project, closed by one line that counts them.

use std::{
    net::UdpSocket,
    path::PathBuf,
    process::Command,
    thread::{self, JoinHandle},
    time::Instant,
};

use anyhow::{Result, bail};

use crate::{
    bench,
    build::{self, Mode},
    check, native, node, paths,
    postgres::Postgres,
    serve::{self, Server},
    sh, toolchain,
};

/// What a part counted.
#[derive(Default)]
struct Count {
    passed: u32,
    failed: u32,
    /// The tests that failed, by name, or why a part could not run.
    failures: Vec<String>,
}

type Part = fn() -> Result<Count>;

/// The parts in the order they run: the quick ones first, so that a slip is told early.
const PARTS: &[(&str, &str, Part)] = &[
    ("format", "rustfmt leaves nothing to change", format),
    ("check", "floors, sizes, language parity", house),
    ("clippy", "no warning on any target", clippy),
    ("native", "unit, HTTP and store tests on SQLite and PostgreSQL", native),
    ("wasm", "component tests in headless Chromium", wasm),
    ("weight", "the weight budget, on the release build", weight),
    ("browsers", "a lesson in Firefox and WebKit", browsers),
    ("screen-reader", "what Orca speaks on journeys in Chromium and Firefox", screen_reader),
    ("engines", "axe, IBM's engine and Alfa on every page and state of the player", engines),
    ("end-to-end", "journeys in a real browser, with axe along the way", end_to_end),
];

/// The parts that need what is built for the browser.
const NEED_APP: &[&str] = &["wasm", "weight", "browsers", "engines", "end-to-end", "screen-reader"];

/// A screen of its own, for browsers that have no mode without a window.
const SCREEN: &[&str] = &["xvfb", "xauth"];

/// WebKit with its driver, and what it plays videos with.
const WEBKIT: &[&str] = &["webkit2gtk-driver", "gstreamer1.0-plugins-good"];

/// Debian's Firefox. Its driver is not packaged there.
const FIREFOX: &[&str] = &["firefox-esr"];

/// A screen reader needs a window manager, the accessibility bus of a session, and a keyboard that can be pressed.
const READER: &[&str] = &[
    "orca",
    "at-spi2-core",
    "libatk-adaptor",
    "gir1.2-wnck-3.0",
    "dbus",
    "dbus-x11",
    "dconf-gsettings-backend",
    "gsettings-desktop-schemas",
    "libglib2.0-bin",
    "openbox",
    "xdotool",
];

/// Runs every part, or the named ones.
pub fn run(arguments: &[String]) -> Result<()> {
    if arguments.iter().any(|argument| argument == "--list") {
        for (name, what, _) in PARTS {
            println!("{name:<13} {what}");
        }
        return Ok(());
    }
    if let Some(unknown) = arguments.iter().find(|argument| !PARTS.iter().any(|(name, _, _)| name == *argument)) {
        bail!("there is no part `{unknown}`; `cargo xtask test --list` names them");
    }
    let mut total = Count::default();
    let whole = arguments.is_empty();
    // What runs on this machine needs nothing that is installed first.
    let mut compiling = whole.then(|| thread::spawn(clippy));
    let mut app = if whole { Some(begin_app()?) } else { None };
    for (name, what, part) in PARTS {
        if !whole && !arguments.iter().any(|argument| argument == name) {
            continue;
        }
        println!("\n== {name}: {what}");
        let start = Instant::now();
        if NEED_APP.contains(name)
            && let Some(building) = app.take()
        {
            // The part builds anew what failed, and tells why it cannot.
            drop(building.join());
        }
        let begun = compiling.take_if(|_| *name == "clippy");
        let count = begun.map_or_else(part, joined).unwrap_or_else(|error| {
            eprintln!("{name}: {error:#}");
            Count { passed: 0, failed: 1, failures: vec![format!("{error:#}")] }
        });
        println!("== {name}: {} passed, {} failed, {:.0} s", count.passed, count.failed, start.elapsed().as_secs_f32());
        total.passed += count.passed;
        total.failed += count.failed;
        total.failures.extend(count.failures.into_iter().map(|failure| format!("{name}: {failure}")));
    }
    // Said once more at the end, because whoever runs this elsewhere may be shown its last lines alone.
    for failure in &total.failures {
        println!("failed: {failure}");
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.failed > 0 {
        bail!("some tests failed");
    }
    if total.passed == 0 {
        bail!("no test ran");
    }
    Ok(())
}

fn joined(part: JoinHandle<Result<Count>>) -> Result<Count> {
    part.join().unwrap_or_else(|_| bail!("it broke off"))
}

/// Begins to build the app and then its component tests, which takes one processor for minutes, beside the parts that do without.
fn begin_app() -> Result<JoinHandle<Result<()>>> {
    // Everything is installed before, because two installations at once would be in each other's way.
    toolchain::doctor()?;
    Ok(thread::spawn(|| {
        build::app(Mode::Release)?;
        sh::run(component_tests()?.arg("--no-run"))
    }))
}

fn one(result: Result<()>) -> Result<Count> {
    result.map(|()| Count { passed: 1, ..Count::default() })
}

fn format() -> Result<Count> {
    one(sh::run(native::cargo()?.args(["fmt", "--all", "--check"])))
}

fn house() -> Result<Count> {
    one(check::run())
}

fn clippy() -> Result<Count> {
    one(sh::run(native::linted()?.args(["test", "--quiet", "--workspace", "--no-run"])))
}

fn native() -> Result<Count> {
    let postgres = Postgres::start()?;
    let (output, ok) = sh::tee(
        native::linted()?
            .args(["test", "--quiet", "--workspace", "--no-fail-fast"])
            .env("PASSERELLE_TEST_POSTGRES", postgres.url()),
    )?;
    counted(&output, ok)
}

fn wasm() -> Result<Count> {
    let (output, ok) = sh::tee(&mut component_tests()?)?;
    counted(&output, ok)
}

/// The command that runs the component tests, or with `--no-run` builds them.
fn component_tests() -> Result<Command> {
    node::browser()?;
    let mut runner = std::env::current_exe()?.into_os_string();
    runner.push(" ");
    runner.push(RUNNER);
    let mut command = toolchain::wasm()?.dev("test")?;
    command
        .args(["--package", "passerelle", "--target", "wasm32-unknown-unknown"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", sh::which("chromedriver").unwrap_or_else(|| "chromedriver".into()));
    Ok(command)
}

/// The task by which cargo has this program run a component test.
pub const RUNNER: &str = "wasm-test-runner";

fn weight() -> Result<Count> {
    one(bench::weight())
}

fn end_to_end() -> Result<Count> {
    playwright(sh::command("npx").args(["playwright", "test"]))
}

fn engines() -> Result<Count> {
    playwright(sh::command("npx").args(["playwright", "test", "--config", "engines"]))
}

fn browsers() -> Result<Count> {
    sh::apt(&[SCREEN, WEBKIT].concat())?;
    playwright(
        sh::command("xvfb-run")
            .args(["--auto-servernum", "npx", "playwright", "test", "--config", "browsers"])
            .env("GECKODRIVER", firefox()?),
    )
}

fn screen_reader() -> Result<Count> {
    sh::apt(&[SCREEN, READER].concat())?;
    playwright(
        sh::command("xvfb-run")
            .args(["--auto-servernum", "--server-args", "-screen 0 1100x900x24", "dbus-run-session", "--"])
            .args(["npx", "playwright", "test", "--config", "screen-reader"])
            .env("GECKODRIVER", firefox()?),
    )
}

/// The version of Firefox's driver.
const DRIVER: &str = "0.37.1";

/// Firefox with its driver, which is built from its crate as quickly as can be, once, into the cache.
fn firefox() -> Result<PathBuf> {
    sh::apt(FIREFOX)?;
    let folder = paths::cache()?.join(format!("geckodriver-{DRIVER}"));
    let driver = folder.join("bin/geckodriver");
    if !driver.exists() {
        sh::timed("building geckodriver (once)", || {
            let which = ["install", "--quiet", "geckodriver", "--version", DRIVER, "--locked", "--debug", "--root"];
            // In a folder of cargo's own: in that of the workspace it would wait for whatever is being compiled there.
            sh::run(sh::command("cargo").env_remove("CARGO_TARGET_DIR").args(which).arg(&folder))
        })?;
    }
    Ok(driver)
}

/// Installs the further browsers and the screen reader.
pub fn install() -> Result<()> {
    sh::apt(&[SCREEN, WEBKIT, FIREFOX, READER].concat())?;
    firefox().map(drop)
}

/// Runs Playwright's tests against the real server on a database of its own.
fn playwright(tests: &mut Command) -> Result<Count> {
    build::app(Mode::Release)?;
    let folder = node::end_to_end()?;
    let browser = node::browser()?;
    let program = serve::build_tested()?;
    let data = std::env::temp_dir().join(format!("passerelle-end2end-{}", std::process::id()));
    std::fs::create_dir_all(&data)?;
    let database = format!("sqlite://{}", data.join("passerelle.db").display());
    sh::run(serve::command(&program, &data, "127.0.0.1:0").env("DATABASE_URL", &database).arg("demo"))?;
    let feed = ["import-feed", "--source", "neighbour", "--format", "schema-org"];
    sh::run(
        serve::command(&program, &data, "127.0.0.1:0")
            .env("DATABASE_URL", &database)
            .args(feed)
            .arg(folder.join("feed.json")),
    )?;
    let mut command = serve::command(&program, &data, "127.0.0.1:0");
    // A test that needs names answers for them itself, at this address.
    let names = UdpSocket::bind("127.0.0.1:0")?.local_addr()?.to_string();
    // So are the addresses of those who sign up taken from the tests: from one alone only so many accounts are opened.
    let proxy = "127.0.0.1";
    command.env("DATABASE_URL", &database).env("RUST_LOG", "warn");
    command.env("PASSERELLE_DNS", &names).env("PASSERELLE_PROXY", proxy);
    let server = Server::start(command)?;
    let result = sh::tee(
        tests
            .current_dir(&folder)
            .arg("--reporter=list")
            .env("PASSERELLE_URL", &server.address)
            .env("PASSERELLE_DNS", &names)
            // For journeys that start one with a database of their own.
            .env("PASSERELLE_SERVER", &program)
            .env("CHROMIUM", browser),
    );
    drop(server);
    std::fs::remove_dir_all(&data)?;
    let (output, succeeded) = result?;
    // Of a clone that is gone nothing else tells why.
    for path in output.lines().filter_map(|line| line.trim().strip_prefix("Error Context: ")) {
        if let Some(page) = std::fs::read_to_string(folder.join(path)).ok().as_deref().and_then(page_snapshot) {
            println!("\nwhat stood on the page of {path}:\n{page}");
        }
    }
    let count = playwright_count(&output);
    if !succeeded && count.failed == 0 {
        bail!("Playwright failed before it counted");
    }
    Ok(count)
}

/// Adds up the closing lines of cargo's test programs.
fn counted(output: &str, succeeded: bool) -> Result<Count> {
    let mut count = Count::default();
    let mut closed = false;
    for line in output.lines().filter(|line| line.trim_start().starts_with("test result:")) {
        closed = true;
        count.passed += number_before(line, " passed");
        count.failed += number_before(line, " failed");
    }
    if !closed {
        bail!("no test program came to its end");
    }
    // A program that crashed or did not compile has no closing line of its own.
    if !succeeded && count.failed == 0 {
        count.failed = 1;
        count.failures.push("a program crashed or did not compile".into());
    }
    // Each program lists the names of what failed twice: over what they printed, and then alone, which is the list that closes.
    let mut lines = output.lines();
    while lines.by_ref().any(|line| line == "failures:") {
        let names = lines.by_ref().take_while(|line| line.starts_with("    "));
        count.failures.extend(names.map(|name| name.trim().to_owned()));
    }
    Ok(count)
}

/// Reads Playwright's closing lines: `12 passed (30s)`, `1 failed`.
fn playwright_count(output: &str) -> Count {
    let mut count = Count::default();
    let mut are_failures = false;
    for line in output.lines() {
        if are_failures && line.starts_with("    [") {
            count.failures.push(line.trim_matches([' ', '─']).to_owned());
            continue;
        }
        let mut words = line.split_whitespace();
        let (Some(Ok(number)), Some(word)) = (words.next().map(str::parse::<u32>), words.next()) else { continue };
        // A test that passes only when tried again, or never ran ("3 did not run"), is not a pass.
        are_failures = matches!(word, "failed" | "flaky" | "interrupted" | "did");
        if are_failures {
            count.failed += number;
        } else if word == "passed" {
            count.passed = number;
        }
    }
    count
}

/// What stood on a page when a test failed, of what Playwright wrote down then. A test that failed before it had a page has nothing.
fn page_snapshot(context: &str) -> Option<String> {
    let lines = context.split_once("# Page snapshot\n")?.1.lines();
    let shown = lines.take_while(|line| !line.starts_with("# ")).filter(|line| !line.is_empty());
    Some(shown.collect::<Vec<_>>().join("\n"))
}

fn number_before(line: &str, word: &str) -> u32 {
    line.split(word)
        .next()
        .and_then(|before| before.rsplit([' ', '.']).next())
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_add_up() {
        let count = counted(
            "test result: ok. 3 passed; 0 failed; 0 ignored\nfailures:\n\n---- a::b stdout ----\n    left: 1\n\nfailures:\n    a::b\n    c\n\n\
             test result: FAILED. 4 passed; 2 failed; 0 ignored",
            false,
        )
        .unwrap();
        assert_eq!((count.passed, count.failed), (7, 2));
        assert_eq!(count.failures, ["a::b", "c"]);
        assert_eq!(counted("test result: ok. 3 passed; 0 failed", false).unwrap().failed, 1);
        let count = playwright_count("  2 failed\n    [x] › a.spec.ts › b ───\n  1 flaky\n  12 passed (30.1s)");
        assert_eq!((count.passed, count.failed), (12, 3));
        assert_eq!(count.failures, ["[x] › a.spec.ts › b"]);
    }

    #[test]
    fn what_stood_on_a_page_is_shown_where_there_was_one() {
        let context =
            "# Test info\n\n- Name: a\n\n# Page snapshot\n\n```yaml\n- main\n```\n\n# Test source\n\nlet a;\n";
        assert_eq!(page_snapshot(context).unwrap(), "```yaml\n- main\n```");
        assert!(page_snapshot("# Test info\n\n- Name: b\n").is_none());
    }

    #[test]
    fn a_program_that_never_closed_is_not_a_pass() {
        assert!(counted("running 3 tests", true).is_err());
    }
}
