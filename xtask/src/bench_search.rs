//! `bench search`: the search over HTTP at eight connections, with its counts, beside a plain scan and beside PostgreSQL on
//! the same talents and the same questions, of which each must find as many.

use std::{
    fs,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    native, paths,
    postgres::Postgres,
    serve::{self, Server},
    sh,
};

const CONNECTIONS: usize = 8;

/// Questions that are measured, after as many that are not.
const QUESTIONS: usize = 4_000;

/// What the slowest of a hundred may take, and what the server may hold in memory at any time, with a million talents.
const TARGET_MS: f64 = 25.0;
const TARGET_BYTES: u64 = 400_000_000;

/// That of everybody in the demo.
const PASSWORD: &str = "passerelle-demo";

/// Within what time a search finds whoever just chose to be found.
const FRESH_WITHIN: Duration = Duration::from_secs(5);

/// Until when an index of an older version is made anew.
const PREPARED_WITHIN: Duration = Duration::from_secs(1_800);

/// What the index did.
struct Measured {
    /// The 99th percentile.
    slowest_ms: f64,
    /// What the server held in memory when it held most.
    peak_bytes: u64,
    /// How many each of the measured questions found.
    totals: Vec<u64>,
    /// How long it took until somebody who chose to be found was.
    fresh_after: Duration,
}

/// What is read of an answer.
#[derive(Deserialize)]
struct Found {
    total: u64,
}

/// Fills, asks and prints.
pub fn run(arguments: &[String]) -> Result<()> {
    let profiles: u64 = match arguments {
        [] => 1_000_000,
        [name, count] if name == "--profiles" => count.parse().context("--profiles takes a number")?,
        _ => bail!("`cargo xtask bench search [--profiles N]`"),
    };
    // What is measured is the program that a deployment runs.
    sh::timed("building the server as it is deployed", || {
        let parts = ["--bin", "passerelle-server", "--example", "baselines"];
        sh::run(native::cargo()?.args(["build", "--release", "--quiet", "--package", "passerelle-server"]).args(parts))
    })?;
    let programs = paths::native_target()?.join("release");
    let program = programs.join("passerelle-server");
    let data = paths::cache()?.join(format!("bench-search-{profiles}"));
    fill(&program, &data, profiles)?;
    sh::timed("bringing the index up to date", || prepare(&program, &data))?;
    let questions = questions(2 * QUESTIONS);
    println!("\n{:>28} {:>9} {:>9} {:>9} {:>9}", "", "p50 ms", "p99 ms", "most ms", "a second");
    let Measured { slowest_ms, peak_bytes, totals, fresh_after } = over_http(&program, &data, &questions)?;
    let list = data.join("questions");
    let lines = totals.iter().zip(&questions[QUESTIONS..]).map(|(total, question)| format!("{total} {question}"));
    fs::write(&list, lines.collect::<Vec<_>>().join("\n"))?;
    let postgres = Postgres::start()?;
    sh::run(with_data(Command::new(programs.join("examples/baselines")), &data).arg(&list).arg(postgres.url()))?;
    println!("\nthe scan and PostgreSQL found as many as the index with each question");
    println!("the server held at most {:.1} MB with {profiles} talents", megabytes(peak_bytes));
    println!("whoever chose to be found was found after {:.0} ms", fresh_after.as_secs_f64() * 1_000.0);
    println!(
        "target with 1,000,000: p99 at most {TARGET_MS} ms, under {:.0} MB, found within {} s",
        megabytes(TARGET_BYTES),
        FRESH_WITHIN.as_secs(),
    );
    let is_missed = slowest_ms > TARGET_MS || peak_bytes >= TARGET_BYTES || fresh_after > FRESH_WITHIN;
    if profiles >= 1_000_000 && is_missed {
        bail!("the target is missed");
    }
    Ok(())
}

/// Makes the talents where they are not there from the last time.
fn fill(program: &Path, data: &Path, profiles: u64) -> Result<()> {
    let done = data.join("filled");
    if done.is_file() {
        println!("  {} is filled already", data.display());
        return Ok(());
    }
    fs::create_dir_all(data)?;
    let run =
        |arguments: &[&str]| sh::run(with_data(serve::command(program, data, "127.0.0.1:0"), data).args(arguments));
    sh::timed("bringing the demo content in", || run(&["demo"]))?;
    sh::timed("making talents", || run(&["synthetic", "--talents", &profiles.to_string()]))?;
    sh::timed("making the index", || run(&["reindex"]))?;
    Ok(fs::write(done, "")?)
}

/// Lets a server bring database and index up to this version, where they were made by an older one. It is another server than the
/// one that is measured, whose memory holds nothing of that. What is measured is a server that has run for a while, not the disk: the
/// system has read the database by then, as a server's start does beside the first searches.
fn prepare(program: &Path, data: &Path) -> Result<()> {
    started(program, data).map(drop)?;
    io::copy(&mut fs::File::open(data.join("passerelle.db"))?, &mut io::sink())?;
    Ok(())
}

/// A server that answers searches, its address and the cookie of somebody who may search.
fn started(program: &Path, data: &Path) -> Result<(Server, String, String)> {
    let server = Server::start(with_data(serve::command(program, data, "127.0.0.1:0"), data))?;
    let address = server.address.trim_start_matches("http://").to_owned();
    let cookie = sign_in(&address)?;
    let begun = Instant::now();
    loop {
        let (head, _) = Connection::open(&address)?.ask("/api/talents", &cookie)?;
        match head.split(' ').nth(1) {
            Some("200") => return Ok((server, address, cookie)),
            Some("503") if begun.elapsed() < PREPARED_WITHIN => thread::sleep(Duration::from_secs(1)),
            _ => bail!("the search did not come up: {head}"),
        }
    }
}

/// A command that works on the benchmark's own database, whatever the environment says.
pub fn with_data(mut command: Command, data: &Path) -> Command {
    command
        .env("DATABASE_URL", format!("sqlite://{}", data.join("passerelle.db").display()))
        .env("PASSERELLE_INDEX", data.join("index"))
        .env("RUST_LOG", "warn");
    command
}

/// Asks the server, prints what it took, and then asks each question once more for how many it finds.
fn over_http(program: &Path, data: &Path, questions: &[String]) -> Result<Measured> {
    let (server, address, cookie) = started(program, data)?;
    let (warm, measured) = questions.split_at(QUESTIONS);
    ask_all(&address, &cookie, warm)?;
    let begun = Instant::now();
    let times = ask_all(&address, &cookie, measured)?;
    let slowest_ms = print_times("index, over HTTP", times, begun.elapsed());
    let totals = totals(&address, &cookie, measured)?;
    let fresh_after = fresh_after(&address, &cookie)?;
    Ok(Measured { slowest_ms, peak_bytes: peak_bytes(server.id())?, totals, fresh_after })
}

/// How long it takes until somebody who chooses to be found is. They are hidden again afterwards, so that all others count as before.
fn fresh_after(address: &str, employer: &str) -> Result<Duration> {
    let mut connection = Connection::open(address)?;
    let person = json!({ "email": "pilot@example.org", "password": PASSWORD, "name": "Pilot", "language": null });
    let (head, _) = connection.write("POST", "/api/accounts", "", &person)?;
    // Whoever measured here before has signed them up.
    let pilot = cookie(&head).map_or_else(|| signed_in(address, "pilot@example.org"), Ok)?;
    let mut save = |visible: bool| -> Result<()> {
        let profile = json!({
            "visible": visible, "headline": "Flies a zeppelin", "about": "", "lang": "en", "skills": [], "level": null,
            "place": null, "radius_km": null, "remote": [], "contracts": [], "available_from": null, "languages": [],
        });
        let (head, answer) = connection.write("PUT", "/api/profile", &pilot, &profile)?;
        if head.starts_with("HTTP/1.1 200") { Ok(()) } else { bail!("the profile was not saved: {head}{answer}") }
    };
    save(true)?;
    let begun = Instant::now();
    let question = [String::from("q=zeppelin")];
    while totals(address, employer, &question)? != [1] {
        if begun.elapsed() > 10 * FRESH_WITHIN {
            bail!("whoever chose to be found was not found after {:?}", begun.elapsed());
        }
        thread::sleep(Duration::from_millis(20));
    }
    let took = begun.elapsed();
    save(false)?;
    Ok(took)
}

/// How many each question finds. Nothing of it is measured, so that reading the answers costs the measurement nothing.
fn totals(address: &str, cookie: &str, questions: &[String]) -> Result<Vec<u64>> {
    let mut connection = Connection::open(address)?;
    let mut ask = |question: &String| -> Result<u64> {
        let Found { total } = serde_json::from_str(&connection.get(&format!("/api/talents?{question}"), cookie)?)?;
        Ok(total)
    };
    questions.iter().map(&mut ask).collect()
}

/// Prints how long answers took, and gives the 99th percentile in milliseconds.
fn print_times(name: &str, mut times: Vec<Duration>, whole: Duration) -> f64 {
    times.sort_unstable();
    let ms = |index: usize| times.get(index.min(times.len() - 1)).map_or(0.0, |time| time.as_secs_f64() * 1_000.0);
    let (half, slow) = (times.len() / 2, times.len() * 99 / 100);
    let rate = times.len() as f64 / whole.as_secs_f64();
    println!("{name:>28} {:>9.2} {:>9.2} {:>9.2} {rate:>9.0}", ms(half), ms(slow), ms(usize::MAX));
    ms(slow)
}

fn ask_all(address: &str, cookie: &str, questions: &[String]) -> Result<Vec<Duration>> {
    let next = AtomicUsize::new(0);
    let worker = || -> Result<Vec<Duration>> {
        let mut connection = Connection::open(address)?;
        let mut times = Vec::new();
        while let Some(question) = questions.get(next.fetch_add(1, Ordering::Relaxed)) {
            let begun = Instant::now();
            connection.get(&format!("/api/talents?{question}"), cookie)?;
            times.push(begun.elapsed());
        }
        Ok(times)
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(worker)).collect();
        let mut times = Vec::new();
        for worker in workers {
            times.extend(worker.join().unwrap_or_else(|_| bail!("a thread broke off"))?);
        }
        Ok(times)
    })
}

/// A connection that is kept open, as a browser's is.
pub struct Connection {
    stream: BufReader<TcpStream>,
    address: String,
}

impl Connection {
    pub fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self { stream: BufReader::new(stream), address: address.to_owned() })
    }

    pub fn get(&mut self, path: &str, cookie: &str) -> Result<String> {
        let (head, body) = self.ask(path, cookie)?;
        if !head.starts_with("HTTP/1.1 200") {
            bail!("{path}: {head}{body}");
        }
        Ok(body)
    }

    /// The head and the body of an answer, whatever it is.
    fn ask(&mut self, path: &str, cookie: &str) -> Result<(String, String)> {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\r\n", self.address))
    }

    /// The same of a request that says something.
    fn write(&mut self, method: &str, path: &str, cookie: &str, body: &Value) -> Result<(String, String)> {
        let body = body.to_string();
        let (address, length) = (&self.address, body.len());
        self.send(&format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        ))
    }

    fn send(&mut self, request: &str) -> Result<(String, String)> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line)? == 0 {
                bail!("the server closed the connection");
            }
            if line == "\r\n" {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
            head.push_str(&line);
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok((head, String::from_utf8(body)?))
    }
}

pub fn sign_in(address: &str) -> Result<String> {
    signed_in(address, "employer@example.org")
}

fn signed_in(address: &str, email: &str) -> Result<String> {
    let body = json!({ "email": email, "password": PASSWORD });
    let (head, _) = Connection::open(address)?.write("POST", "/api/session", "", &body)?;
    cookie(&head).with_context(|| format!("{email} was not signed in: {head}"))
}

/// The cookie that an answer sets.
fn cookie(head: &str) -> Option<String> {
    head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("set-cookie").then(|| value.split(';').next().unwrap_or(value).trim().to_owned())
    })
}

/// What a process held in memory when it held most, what it had mapped of files included. Linux tells it in units of 1,024 bytes.
fn peak_bytes(process: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    Ok(line.split_whitespace().next().context("no number")?.parse::<u64>()? * 1024)
}

#[expect(clippy::cast_precision_loss, reason = "memory stays far below 2^53 bytes")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_000_000.0
}

/// Made-up questions, always the same: from broad ones to narrow ones, half of them with conditions, some with words.
fn questions(count: usize) -> Vec<String> {
    let mut state: u64 = 42;
    let mut dice = move |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let one = |dice: &mut dyn FnMut(usize) -> usize, list: &[&str]| list[dice(list.len())].to_owned();
    (0..count)
        .map(|_| {
            let mut parts = Vec::new();
            let skills = |dice: &mut dyn FnMut(usize) -> usize, most: usize| {
                (0..dice(most + 1)).map(|_| one(dice, SKILLS)).collect::<Vec<_>>().join(",")
            };
            let (must, nice) = (skills(&mut dice, 2), skills(&mut dice, 3));
            parts.extend((!must.is_empty()).then(|| format!("must={must}")));
            parts.extend((!nice.is_empty()).then(|| format!("nice={nice}")));
            let mut wished = Vec::new();
            let mut wish = |dice: &mut dyn FnMut(usize) -> usize, part: &'static str, text: String| {
                if dice(2) == 0 {
                    parts.push(text);
                    wished.push(part);
                }
            };
            // Only where the work can be done from anywhere is whoever works remotely near to it.
            let anywhere = one(&mut dice, &["", "", "&remote=true"]);
            let (place, radius) = (one(&mut dice, PLACES), one(&mut dice, &["10", "30", "100"]));
            let place = format!("place={place}&radius={radius}{anywhere}");
            wish(&mut dice, "place", place);
            let level = format!("level={}", 3 + dice(6));
            wish(&mut dice, "level", level);
            let contract = format!("contract={}", one(&mut dice, &["apprenticeship", "permanent", "fixed-term"]));
            wish(&mut dice, "contract", contract);
            let language = format!("language={}", one(&mut dice, &["en", "fr", "es", "ar"]));
            wish(&mut dice, "language", language);
            if dice(2) == 0 && !wished.is_empty() {
                parts.push(format!("only={}", wished.join(",")));
            }
            if dice(5) == 0 {
                parts.push(format!("q={}", one(&mut dice, WORDS)));
            }
            parts.join("&")
        })
        .collect()
}

const SKILLS: &[&str] = &["html", "css", "javascript", "sql", "spreadsheets", "git", "python", "web-accessibility"];
const PLACES: &[&str] = &["paris", "lyon", "rennes", "marseille", "london", "madrid"];
const WORDS: &[&str] = &["position", "learn", "premier+OR+empleo", "learn+NOT+html", "trabajo", "ask"];
