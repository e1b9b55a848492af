//! The one task runner: `cargo xtask <task>`.

mod bench;
mod bench_board;
mod bench_search;
mod build;
mod check;
mod fuzz;
mod media;
mod native;
mod node;
mod paths;
mod postgres;
mod run;
mod serve;
mod sh;
mod test;
mod toolchain;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask TASK

  run [--dev]            build the app, start the server on http://127.0.0.1:8080 with the demo content
  test [PART ...]        every check and test, or only the named parts; `test --list` names them
  build [--dev]          build the app into dist/
  seed [--courses N] [--ads N] [--talents N]
                         bring the demo content in, then any amount of synthetic data
  media [VIDEO ...]      make the lesson videos again from content/videos/
  bench weight           what each piece and the first load of each route weigh
  bench search [--profiles N]
                         the talents' search with a million of them, beside a plain scan and PostgreSQL
  bench board            the job board with 100,000 ads: its answers, and a phone's presses and keys
  fuzz [--cases N] [--seed N] [--postgres]
                         the API as each role, with N cases drawn from its document (10,000) beside those at its bounds
  check                  floors, sizes and language parity
  doctor                 install what builds and tests need, or say what is missing";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = arguments.split_first().map_or(("help", &[][..]), |(task, rest)| (task.as_str(), rest));
    let result = match task {
        "run" => run::run(rest),
        "test" => test::run(rest),
        "build" => build::run(rest),
        "seed" => run::seed(rest),
        "media" => media::run(rest),
        "bench" => bench::run(rest),
        "check" => check::run(),
        "fuzz" => fuzz::run(rest),
        "doctor" => toolchain::doctor(),
        test::RUNNER => wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os().skip(1)),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(anyhow::anyhow!("there is no task `{other}`\n\n{HELP}")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
