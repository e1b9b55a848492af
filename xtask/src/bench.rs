//! `bench weight`: what each piece weighs, what the first load of each route costs, and whether the budget holds.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::{
    bench_board, bench_search,
    build::{self, Mode},
    node, paths,
    serve::{self, Server},
    sh,
};

/// `budget.json`: bytes after brotli.
#[derive(Deserialize)]
struct Budget {
    main_chunk: u64,
    /// The lesson with its player and the lines of the transcript, beyond the main chunk.
    lesson_chunk: u64,
    /// What the first load of any public route is to come down to.
    target: u64,
    /// What the first load of each public route may weigh today. These only ever go down.
    routes: BTreeMap<String, u64>,
}

/// Runs a benchmark by name.
pub fn run(arguments: &[String]) -> Result<()> {
    match arguments.first().map(String::as_str) {
        Some("weight") => weight(),
        Some("search") => bench_search::run(&arguments[1..]),
        Some("board") => bench_board::run(),
        _ => bail!("which benchmark? `cargo xtask bench weight`, `search` or `board`"),
    }
}

/// Prints every weight and fails when one is over the budget.
pub fn weight() -> Result<()> {
    build::app(Mode::Release)?;
    let budget: Budget =
        serde_json::from_str(&fs::read_to_string(paths::root().join("budget.json"))?).context("budget.json")?;
    let pieces = pieces()?;
    let mut over = Vec::new();
    let chunks = [
        ("the main chunk", &["main_bg.wasm"][..], budget.main_chunk),
        ("the lesson", &["page_lesson.wasm", "page_player_lines.wasm"], budget.lesson_chunk),
    ];
    for (what, files, most) in chunks {
        let mut bytes = 0;
        for file in files {
            let named = pieces.iter().find(|(name, _)| name.ends_with(file));
            bytes += named.with_context(|| format!("dist/ holds no {file}"))?.1;
        }
        println!("{:>10} {:>10}               {what}", kib(bytes), kib(most));
        if bytes > most {
            over.push(format!("{what} weighs {} of {}", kib(bytes), kib(most)));
        }
    }
    let routes: Vec<String> = budget.routes.keys().cloned().collect();
    println!("\n{:>10} {:>10} {:>12}  first load of", "brotli", "budget", "to target");
    for (route, bytes) in first_loads(&routes)? {
        let most = budget.routes.get(&route).copied().unwrap_or(budget.target);
        println!("{:>10} {:>10} {:>12}  {route}", kib(bytes), kib(most), kib(bytes.saturating_sub(budget.target)));
        if bytes > most {
            over.push(format!("the first load of {route} weighs {} of {}", kib(bytes), kib(most)));
        }
    }
    if !over.is_empty() {
        bail!("over the budget: {}", over.join("; "));
    }
    Ok(())
}

/// Prints every file of the app, and gives their names with what they weigh.
fn pieces() -> Result<Vec<(String, u64)>> {
    println!("{:>10} {:>10} {:>10}  piece", "raw", "gzip", "brotli");
    let mut pieces = Vec::new();
    let mut rows = Vec::new();
    for file in build::files(&paths::dist())? {
        let name = file.strip_prefix(paths::dist())?.display().to_string();
        if name.ends_with(".br") || name.ends_with(".gz") || name.starts_with('.') {
            continue;
        }
        let bytes = fs::read(&file)?;
        let packed = build::brotli(&bytes)?.len() as u64;
        rows.push((
            packed,
            format!(
                "{:>10} {:>10} {:>10}  {name}",
                kib(bytes.len() as u64),
                kib(build::gzip(&bytes)?.len() as u64),
                kib(packed)
            ),
        ));
        pieces.push((name, packed));
    }
    rows.sort_by_key(|(packed, _)| std::cmp::Reverse(*packed));
    for (_, row) in rows {
        println!("{row}");
    }
    Ok(pieces)
}

/// Loads each route cold in a real browser and adds up what came over the wire, media left out.
fn first_loads(routes: &[String]) -> Result<BTreeMap<String, u64>> {
    let folder = node::end_to_end()?;
    node::browser()?;
    let program = serve::build_tested()?;
    let data = std::env::temp_dir().join(format!("passerelle-weight-{}", std::process::id()));
    fs::create_dir_all(&data)?;
    let loads = measure(&folder, &program, &data, routes);
    fs::remove_dir_all(&data)?;
    loads
}

fn measure(folder: &Path, program: &Path, data: &Path, routes: &[String]) -> Result<BTreeMap<String, u64>> {
    let own_database = |command: &mut Command| {
        let database = format!("sqlite://{}", data.join("passerelle.db").display());
        command.env("DATABASE_URL", database).env("RUST_LOG", "warn");
    };
    let mut demo = serve::command(program, data, "127.0.0.1:0");
    own_database(&mut demo);
    sh::capture(demo.arg("demo"))?;
    let mut command = serve::command(program, data, "127.0.0.1:0");
    own_database(&mut command);
    let server = Server::start(command)?;
    let printed =
        sh::capture(sh::command("node").current_dir(folder).arg("weight.mjs").arg(&server.address).args(routes))?;
    serde_json::from_str(&printed).with_context(|| format!("weight.mjs printed {printed}"))
}

#[expect(clippy::cast_precision_loss, reason = "file sizes stay far below 2^53")]
fn kib(bytes: u64) -> String {
    format!("{:.1} KiB", bytes as f64 / 1024.0)
}
