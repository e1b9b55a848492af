//! `fuzz`: the whole API as each role, with cases that schemathesis draws from the OpenAPI document.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::{
    paths,
    postgres::Postgres,
    serve::{self, Server},
    sh,
};

/// Who asks, by the account: nobody, who has no name, and eight roles. The demo has no account for the last three: `world.py` gives
/// the demo's organisation a viewer and a recruiter, and somebody else one of their own, which nobody let in.
const ROLES: [&str; 9] = ["", "learner", "candidate", "employer", "staff", "mentor", "viewer", "recruiter", "newcomer"];

/// What the fuzz is made of, in `xtask/fuzz`.
const REQUIREMENTS: &str = "requirements.txt";

/// Cases that are drawn where nobody says how many, and what they are drawn from.
const CASES: u64 = 10_000;
const SEED: u64 = 20_260_101;

/// Rounds in which a role's share must be drawn. An operation without parts has few different cases, so that one round
/// draws less than it was asked for.
const ROUNDS: u64 = 12;

/// How long ago an ad of the content was posted, and how long it was where nobody finds it any more and it can be renewed.
const POSTED: &str = "posted_days_ago";
const OLD_DAYS: u64 = 130;

/// What the hooks counted in one run of schemathesis, or in all of them.
#[derive(Debug, Default, Deserialize)]
struct Counted {
    /// What the world was made with, asked once more.
    asked: u64,
    /// Cases at the bounds of the document, which are the same with every seed.
    boundary: u64,
    /// Cases that were drawn.
    drawn: u64,
    /// How often each operation of the document gave each status.
    operations: BTreeMap<String, BTreeMap<u16, u64>>,
    /// What was not as documented, and how often.
    failures: BTreeMap<String, u64>,
}

impl Counted {
    fn add(&mut self, other: Self) {
        self.asked += other.asked;
        self.boundary += other.boundary;
        self.drawn += other.drawn;
        for (operation, statuses) in other.operations {
            let own = self.operations.entry(operation).or_default();
            for (status, count) in statuses {
                *own.entry(status).or_default() += count;
            }
        }
        for (failure, count) in other.failures {
            *self.failures.entry(failure).or_default() += count;
        }
    }

    /// Answers by the first digit of their status.
    fn classes(&self) -> BTreeMap<u16, u64> {
        let mut classes = BTreeMap::new();
        for (status, count) in self.operations.values().flatten() {
            *classes.entry(status / 100).or_default() += count;
        }
        classes
    }

    /// Operations that did not succeed once: what lies behind their checks was not fuzzed.
    fn unreached(&self) -> impl Iterator<Item = &str> {
        let never = |statuses: &BTreeMap<u16, u64>| !statuses.keys().any(|status| (200..300).contains(status));
        self.operations.iter().filter(move |(_, statuses)| never(statuses)).map(|(operation, _)| operation.as_str())
    }

    fn line(&self) -> String {
        let classes: Vec<String> = self.classes().iter().map(|(class, count)| format!("{class}xx {count}")).collect();
        format!(
            "{} drawn, {} at bounds and {} of the world, {} failures; {}",
            self.drawn,
            self.boundary,
            self.asked,
            self.failures.values().sum::<u64>(),
            classes.join(", ")
        )
    }
}

/// What was asked for on the command line.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    cases: u64,
    seed: u64,
    postgres: bool,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self> {
        let mut options = Self { cases: CASES, seed: SEED, postgres: false };
        let mut rest = arguments.iter();
        while let Some(name) = rest.next() {
            let mut number = || rest.next().and_then(|text| text.parse().ok()).with_context(|| format!("{name} N"));
            match name.as_str() {
                "--cases" => options.cases = number()?,
                "--seed" => options.seed = number()?,
                "--postgres" => options.postgres = true,
                _ => bail!("`cargo xtask fuzz [--cases N] [--seed N] [--postgres]`"),
            }
        }
        Ok(options)
    }
}

/// Fuzzes as each role, prints what was found, and fails where something was.
pub fn run(arguments: &[String]) -> Result<()> {
    let options = Options::read(arguments)?;
    let tools = tools()?;
    let program = serve::build()?;
    let postgres = options.postgres.then(Postgres::start).transpose()?;
    let mut total = Counted::default();
    for role in ROLES {
        let data = std::env::temp_dir().join(format!("passerelle-fuzz-{}", std::process::id()));
        fs::create_dir_all(&data)?;
        let counted = fuzz_as(role, &tools, &program, &data, postgres.as_ref(), &options);
        fs::remove_dir_all(&data).with_context(|| data.display().to_string())?;
        total.add(counted?);
    }
    for operation in total.unreached() {
        println!("  never done: {operation}");
    }
    for (failure, count) in &total.failures {
        println!("  {count:>6} \u{d7} {failure}");
    }
    println!("all: {}; seed {}", total.line(), options.seed);
    if !total.failures.is_empty() {
        bail!("the server did not answer as its document says");
    }
    let (never, all) = (total.unreached().count(), total.operations.len());
    if never > 0 {
        bail!(
            "{never} of {all} operations never succeeded, so that what lies behind their checks was not fuzzed: the world of \
             world.py has to hold what they need"
        );
    }
    Ok(())
}

/// Fuzzes as one role, in a world of its own: what one role deletes is there for the next.
fn fuzz_as(
    role: &str,
    tools: &Path,
    program: &Path,
    data: &Path,
    postgres: Option<&Postgres>,
    options: &Options,
) -> Result<Counted> {
    let name = if role.is_empty() { "nobody" } else { role };
    let database = match postgres {
        Some(postgres) => postgres.database(name)?,
        None => format!("sqlite://{}", data.join("passerelle.db").display()),
    };
    let content = content(data)?;
    // It believes the fuzz as it would a proxy, so that each case has an address.
    let command = || {
        let mut command = serve::command(program, data, "127.0.0.1:0");
        command.env("DATABASE_URL", &database).env("PASSERELLE_PROXY", "127.0.0.1").env("RUST_LOG", "error");
        // Nobody answers there: a fuzz asks nobody on the internet.
        command.env("PASSERELLE_DNS", "127.0.0.1:9").env("PASSERELLE_CONTENT", &content);
        command
    };
    sh::run(command().arg("demo"))?;
    let server = Server::start(command())?;
    let world = sh::capture(sh::command(tools.join("python")).arg(folder().join("world.py")).arg(&server.address))?;
    fs::write(data.join("world.json"), world)?;
    sh::say(&format!("fuzzing as {name}"));
    let start = Instant::now();
    let counted = draw(role, tools, data, &server, options)?;
    let seconds = start.elapsed().as_secs_f64();
    let rate = (counted.drawn + counted.boundary + counted.asked) as f64 / seconds;
    println!("  {name}: {}; {seconds:.0} s, {rate:.0} a second", counted.line());
    Ok(counted)
}

/// The demo's content, but that the oldest ad of each organisation is too old to be found. Nobody can ask the server for time to pass.
fn content(data: &Path) -> Result<PathBuf> {
    const JOBS: &str = "jobs.json";
    let folder = data.join("content");
    fs::create_dir(&folder)?;
    for entry in fs::read_dir(paths::root().join("content"))? {
        let entry = entry?;
        let there = folder.join(entry.file_name());
        if entry.file_name() == JOBS {
            fs::write(there, aged(&fs::read_to_string(entry.path())?)?)?;
        } else {
            symlink(entry.path(), there)?;
        }
    }
    Ok(folder)
}

/// The ads of the content with the oldest one of each organisation posted [`OLD_DAYS`] ago.
fn aged(jobs: &str) -> Result<String> {
    let mut jobs: Vec<serde_json::Map<String, Value>> = serde_json::from_str(jobs)?;
    let mut oldest: BTreeMap<String, (u64, usize)> = BTreeMap::new();
    for (number, job) in jobs.iter().enumerate() {
        let employer = job.get("employer").and_then(Value::as_str).context("an ad of no organisation")?;
        let days = job.get(POSTED).and_then(Value::as_u64).context("an ad that was never posted")?;
        let known = oldest.entry(employer.to_owned()).or_insert((days, number));
        *known = (*known).max((days, number));
    }
    for (_, number) in oldest.into_values() {
        jobs[number].insert(POSTED.to_owned(), OLD_DAYS.into());
    }
    Ok(serde_json::to_string(&jobs)?)
}

/// Draws cases until there is a role's share of them.
fn draw(role: &str, tools: &Path, data: &Path, server: &Server, options: &Options) -> Result<Counted> {
    let share = options.cases.div_ceil(ROLES.len() as u64);
    let counts = data.join("counts.json");
    let mut counted = Counted::default();
    for round in 0..ROUNDS {
        // The first round asks what the world was made with, and draws what the document allows and what it does not; the others
        // draw what it allows. How many operations there are is known after the first.
        let (phases, mode) = if round == 0 { ("examples,coverage,fuzzing", "all") } else { ("fuzzing", "positive") };
        let operations = counted.operations.len().max(100) as u64;
        let wanted = (share - counted.drawn) / operations / if round == 0 { 2 } else { 1 };
        let mut command = sh::command(tools.join("schemathesis"));
        command
            .arg("--config-file")
            .arg(folder().join("schemathesis.toml"))
            .args(["run", &format!("{}/api/openapi.json", server.address), "--no-color"])
            .args(["--phases", phases, "--mode", mode])
            // Whoever registered an organisation cannot accept a seat in another. One role tries that instead.
            .args(if role == "mentor" { &["--exclude-operation-id", "RegisterOrganisation"][..] } else { &[] })
            .args(["--max-examples", &wanted.max(2).to_string(), "--seed", &(options.seed + round).to_string()])
            // It keeps notes of its own in the folder where it runs.
            .current_dir(data)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("SCHEMATHESIS_HOOKS", folder().join("hooks.py"))
            .env("FUZZ_ADDRESS", &server.address)
            .env("FUZZ_ROLE", role)
            .env("FUZZ_WORLD", data.join("world.json"))
            .env("FUZZ_COUNTS", &counts);
        let output = command.output().context("schemathesis could not be started")?;
        let text = String::from_utf8_lossy(&output.stdout);
        let found = read(&counts).with_context(|| text.clone().into_owned())?;
        // It fails for what the checks found, which is counted, and for what kept it from checking, which is not.
        if !output.status.success() {
            print!("{text}");
            if found.failures.is_empty() {
                bail!("schemathesis ended with {}", output.status);
            }
        }
        counted.add(found);
        if counted.drawn >= share {
            return Ok(counted);
        }
    }
    bail!("only {} of {share} cases were drawn in {ROUNDS} rounds", counted.drawn)
}

fn read(counts: &Path) -> Result<Counted> {
    let text = fs::read_to_string(counts).context("schemathesis counted nothing")?;
    fs::remove_file(counts)?;
    Ok(serde_json::from_str(&text)?)
}

fn folder() -> PathBuf {
    paths::root().join("xtask/fuzz")
}

/// Schemathesis with all that it needs, of the pinned versions, in the cache. Gives the folder of its programs.
fn tools() -> Result<PathBuf> {
    let list = folder().join(REQUIREMENTS);
    let digest = Sha256::digest(fs::read(&list)?);
    let digest: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let venv = paths::cache()?.join(format!("fuzz-{digest}"));
    let programs = venv.join("bin");
    let done = venv.join("installed");
    if !done.is_file() {
        if !sh::has("python3") {
            sh::apt(&["python3", "python3-venv"])?;
        }
        sh::timed("installing schemathesis (once)", || {
            sh::run(sh::command("python3").args(["-m", "venv", "--clear"]).arg(&venv))?;
            sh::run(sh::command(programs.join("pip")).args(["install", "--quiet", "--requirement"]).arg(&list))?;
            Ok(fs::write(&done, "")?)
        })?;
    }
    Ok(programs)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = r#"{"asked": 1, "boundary": 3, "drawn": 2,
        "operations": {"GET /a": {"200": 2, "404": 1}, "PUT /b": {"422": 2}, "PUT /c": {}},
        "failures": {"GET /a (404): Undocumented HTTP status code": 1}}"#;

    #[test]
    fn rounds_add_up() {
        let mut counted: Counted = serde_json::from_str(ONE).unwrap();
        assert_eq!(counted.unreached().collect::<Vec<_>>(), ["PUT /b", "PUT /c"], "refused, or not asked at all");
        counted.add(serde_json::from_str(ONE).unwrap());
        assert_eq!(counted.line(), "4 drawn, 6 at bounds and 2 of the world, 2 failures; 2xx 4, 4xx 6");
        let other = r#"{"asked": 0, "boundary": 1, "drawn": 0, "operations": {"PUT /b": {"204": 1}}, "failures": {}}"#;
        counted.add(serde_json::from_str(other).unwrap());
        assert_eq!(counted.unreached().collect::<Vec<_>>(), ["PUT /c"], "one role is enough");
    }

    #[test]
    fn the_oldest_ad_of_each_organisation_is_too_old_to_be_found() {
        let jobs = r#"[{"slug": "a", "employer": "x", "posted_days_ago": 3}, {"slug": "b", "employer": "x", "posted_days_ago": 9},
            {"slug": "c", "employer": "y", "posted_days_ago": 0}]"#;
        let aged: Vec<Value> = serde_json::from_str(&aged(jobs).unwrap()).unwrap();
        let days: Vec<u64> = aged.iter().filter_map(|job| job[POSTED].as_u64()).collect();
        assert_eq!(days, [3, OLD_DAYS, OLD_DAYS]);
        assert!(super::aged(r#"[{"slug": "a", "employer": "x"}]"#).is_err());
    }

    #[test]
    fn options_are_numbers_or_refused() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(Options::read(&[]).unwrap(), Options { cases: CASES, seed: SEED, postgres: false });
        let read = Options::read(&words("--seed 3 --postgres --cases 12")).unwrap();
        assert_eq!(read, Options { cases: 12, seed: 3, postgres: true });
        for refused in ["--cases", "--cases many", "--fast 1"] {
            assert!(Options::read(&words(refused)).is_err(), "{refused}");
        }
    }
}
