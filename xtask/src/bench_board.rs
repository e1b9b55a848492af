//! `bench board`: the job board with 100,000 ads, over HTTP and as a phone four times slower than this machine feels it.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::{
    bench_search::{Connection, sign_in, with_data},
    build::{self, Mode},
    native, node, paths,
    serve::{self, Server},
    sh,
};

const ADS: u32 = 100_000;
const TALENTS: u32 = 10_000;

/// What one request may take in the middle, with that many ads.
const REQUEST_MS: u128 = 600;

/// What an interaction may take until the next paint.
const INTERACTION_MS: f64 = 100.0;

/// How often each request is asked; the one in the middle counts.
const TIMES: usize = 5;

const REQUESTS: &[&str] = &[
    "/api/jobs",
    "/api/jobs?q=web",
    "/api/jobs?sort=pay",
    "/api/jobs?place=lyon&sort=pay",
    "/api/jobs?q=web&place=lyon&sort=pay",
    "/api/occupations",
    "/api/companies",
    "/api/companies?q=a&place=lyon",
];

/// The slowest event of one interaction.
#[derive(Deserialize)]
struct Interaction {
    route: String,
    step: String,
    round: u32,
    /// Nothing where none took so long that the browser tells of it.
    ms: Option<f64>,
    /// How many events there were, however long they took.
    events: u32,
}

/// Fills, asks, presses, prints, and fails where something took too long.
pub fn run() -> Result<()> {
    build::app(Mode::Release)?;
    sh::timed("building the server as it is deployed", || {
        sh::run(native::cargo()?.args(["build", "--release", "--quiet", "--package", "passerelle-server"]))
    })?;
    let program = paths::native_target()?.join("release/passerelle-server");
    let data = paths::cache()?.join(format!("bench-board-{ADS}"));
    fill(&program, &data)?;
    let server = Server::start(with_data(serve::command(&program, &data, "127.0.0.1:0"), &data))?;
    let mut slow = requests(server.address.trim_start_matches("http://"))?;
    slow.extend(interactions(&server.address)?);
    if !slow.is_empty() {
        bail!("too slow: {}", slow.join("; "));
    }
    Ok(())
}

/// Makes the ads where they are not there from the last time.
fn fill(program: &Path, data: &Path) -> Result<()> {
    let done = data.join("filled");
    if done.is_file() {
        return Ok(());
    }
    fs::create_dir_all(data)?;
    let run =
        |arguments: &[&str]| sh::run(with_data(serve::command(program, data, "127.0.0.1:0"), data).args(arguments));
    sh::timed("bringing the demo content in", || run(&["demo"]))?;
    let (ads, talents) = (ADS.to_string(), TALENTS.to_string());
    sh::timed("making ads and talents", || run(&["synthetic", "--ads", &ads, "--talents", &talents]))?;
    sh::timed("making the index", || run(&["reindex"]))?;
    Ok(fs::write(done, "")?)
}

/// Asks each request and gives those that took too long.
fn requests(address: &str) -> Result<Vec<String>> {
    let cookie = sign_in(address)?;
    let mut connection = Connection::open(address)?;
    let mut slow = Vec::new();
    println!("\n{:>9}  request with {ADS} ads, the middle of {TIMES}", "ms");
    for path in REQUESTS {
        let mut times = Vec::new();
        for _ in 0..TIMES {
            let begun = Instant::now();
            connection.get(path, &cookie)?;
            times.push(begun.elapsed());
        }
        times.sort_unstable();
        let middle: Duration = times[TIMES / 2];
        println!("{:>9}  {path}", middle.as_millis());
        if middle.as_millis() > REQUEST_MS {
            slow.push(format!("{path} took {} ms of {REQUEST_MS}", middle.as_millis()));
        }
    }
    Ok(slow)
}

/// Presses and types in a browser, and gives what took too long.
fn interactions(address: &str) -> Result<Vec<String>> {
    let folder = node::end_to_end()?;
    node::browser()?;
    let printed = sh::capture(sh::command("node").current_dir(folder).arg("interactions.mjs").arg(address))?;
    let found: Vec<Interaction> =
        serde_json::from_str(&printed).with_context(|| format!("interactions.mjs printed {printed}"))?;
    println!("\n{:>9}  interaction, processor slowed down four times", "ms");
    let mut slow = Vec::new();
    for Interaction { route, step, round, ms, events } in &found {
        if *events == 0 {
            bail!("{route}: {step} (round {round}) was not observed: the page got no key and no press");
        }
        match ms {
            Some(ms) => println!("{ms:>9}  {route}: {step} (round {round})"),
            None => println!("{:>9}  {route}: {step} (round {round})", "under 16"),
        }
        if let Some(ms) = ms.filter(|ms| *ms > INTERACTION_MS) {
            slow.push(format!("{route}: {step} took {ms} ms of {INTERACTION_MS}"));
        }
    }
    // Where a phone is played, some interaction takes longer than a frame: else nothing was timed at all.
    let mut timed: BTreeMap<(&str, u32), bool> = BTreeMap::new();
    for Interaction { route, round, ms, .. } in &found {
        *timed.entry((route, *round)).or_default() |= ms.is_some();
    }
    if timed.is_empty() || timed.values().any(|timed| !timed) {
        bail!("the browser timed no interaction of a whole round: {timed:?}");
    }
    Ok(slow)
}
