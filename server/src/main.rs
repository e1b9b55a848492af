//! The binary: `serve`, `demo`, `synthetic`, `import-feed`, `import-rome`, `audit`, `reindex`, `openapi`.

use std::{
    env,
    fs::File,
    future::IntoFuture,
    io::{Read, Write},
    net::SocketAddr,
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use mimalloc::MiMalloc;
use passerelle_api::account::Language;
use passerelle_rules::audit::csv;
use passerelle_server::{
    app,
    audit::tables,
    clock::{Clock, OsRandom},
    config::Config,
    content::{self, Outcome},
    demo, error,
    feeds::{
        self, Format,
        import::{self, Failure, Source},
    },
    log, routes,
    search::{ads, feed::TELLS},
    state::App,
    store::{Store, talent},
    synthetic::{self, Amounts},
};
use tokio::{net::TcpListener, signal};

#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

const USAGE: &str =
    "usage: passerelle-server serve | demo [--graduates N] | synthetic --courses N --ads N --talents N [--seed N]
       | reindex [--tell-every SECONDS] | openapi
       | import-feed --source NAME --format schema-org|apec|edf|hello-work|jooble|leboncoin|decathlon [--lang LANG]
           [--closing] FILE
       | import-rome FILE | audit";

/// How long requests may go on after the process was told to stop.
const GRACE: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            // Nothing is left to tell it to when standard error is closed.
            let _ = writeln!(std::io::stderr(), "passerelle-server: {what}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &[String]) -> Result<(), String> {
    let config = Config::from_env()?;
    match arguments.first().map(String::as_str) {
        Some("serve") => serve(config).await,
        Some("demo") => seed(config, &arguments[1..]).await,
        Some("synthetic") => grow(config, &arguments[1..]).await,
        Some("import-feed") => import_feed(config, &arguments[1..]).await,
        Some("audit") => audit(config).await,
        Some("import-rome") => import_rome(config, &arguments[1..]).await,
        Some("reindex") => reindex(config, &arguments[1..]).await,
        Some("openapi") => {
            let document = serde_json::to_string_pretty(&routes::all().document());
            say(&document.map_err(|error| error.to_string())?)
        }
        _ => Err(USAGE.into()),
    }
}

async fn serve(config: Config) -> Result<(), String> {
    log::start(config.json_logs)?;
    let listen = config.listen.clone();
    let app = open(config).await?;
    let listener = TcpListener::bind(&listen).await.map_err(|error| format!("cannot listen on {listen}: {error}"))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let store = app.store.clone();
    let (search, trail, feeding) = (Arc::clone(&app.search), Arc::clone(&app.trail), app.store.clone());
    let last = Arc::clone(&app.trail);
    let keeping_up = tokio::spawn(async move { tokio::join!(search.keep_up(&feeding), trail.keep_writing(&feeding)) });
    let (older, now) = (store.clone(), app.clock.now());
    let rewriting = tokio::spawn(async move {
        // Ads that were written by a version whose words had another form are found as they were until this is done.
        match ads::rewrite_words(&older, now, false, &mut |line| tracing::info!("words of ads: {line}")).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "the words of ads are in their new form"),
            Err(error) => tracing::error!(%error, "the words of ads are not in their new form"),
        }
    });
    let cold = store.clone();
    let reading = tokio::spawn(async move {
        match read_through(&cold).await {
            Ok(rows) => tracing::info!(rows, "what searches read is in memory as far as that holds it"),
            Err(error) => tracing::warn!(%error, "what searches read was not read beforehand"),
        }
    });
    let service = app::service(app).router.into_make_service_with_connect_info::<SocketAddr>();
    say(&format!("listening on http://{address}"))?;
    let serving = axum::serve(listener, service).with_graceful_shutdown(stopped()).into_future();
    tokio::select! {
        served = serving => served.map_err(|error| error.to_string())?,
        () = async { stopped().await; tokio::time::sleep(GRACE).await } => tracing::warn!("stopped in the middle of requests"),
    }
    // Before the task is stopped that may be writing: what it has in hand is written once.
    if let Err(error) = last.write(&store).await {
        tracing::error!(%error, "who was shown to whom in the last seconds is not written down");
    }
    keeping_up.abort();
    rewriting.abort();
    reading.abort();
    store.close().await;
    Ok(())
}

async fn read_through(store: &Store) -> error::Result<i64> {
    let mut db = store.read().await?;
    talent::read_through(&mut db).await
}

/// Makes the search index anew, and the words that ads are found by.
async fn reindex(config: Config, arguments: &[String]) -> Result<(), String> {
    let every = match arguments {
        [] => TELLS,
        [name, seconds] if name == "--tell-every" => {
            Duration::from_secs(seconds.parse().map_err(|_| "--tell-every takes a number of seconds")?)
        }
        _ => return Err(USAGE.into()),
    };
    let hint = match &config.opensearch {
        None => " (a server that runs has the index to itself: stop it first)",
        Some(_) => "",
    };
    let app = open(config).await?;
    let mut tell = |line: String| {
        // Progress that nobody reads is no reason to stop.
        let _ = say(&line);
    };
    let words = ads::rewrite_words(&app.store, app.clock.now(), true, &mut tell).await;
    let made = app.search.rebuild(&app.store, every, &mut tell).await;
    app.store.close().await;
    let words = words.map_err(|error| format!("the words of ads: {error}"))?;
    say(&format!("{words} ads"))?;
    made.map(drop).map_err(|error| format!("{error}{hint}"))
}

/// Imports the content and creates the demo accounts, and as many who learned here long ago as are asked for.
async fn seed(config: Config, arguments: &[String]) -> Result<(), String> {
    let graduates = match arguments {
        [] => 0,
        [name, count] if name == "--graduates" => count.parse().map_err(|_| "--graduates takes a number")?,
        _ => return Err(USAGE.into()),
    };
    log::start(config.json_logs)?;
    let (folder, media) = (config.content.clone(), config.media.clone());
    let app = open(config).await?;
    let outcome = content::import(&app.store, &folder, &media, &app.clock, &app.random).await;
    match outcome.map_err(|error| format!("import: {error}"))? {
        Outcome::Unchanged => say("content: unchanged")?,
        Outcome::Imported { courses, work, warnings } => {
            for warning in warnings {
                say(&format!("warning: {warning}"))?;
            }
            say(&format!(
                "content: {courses} courses, {} skills, {} places, {} employers, {} ads, {} talents",
                work.skills, work.places, work.employers, work.jobs, work.talents
            ))?;
        }
    }
    let created = demo::create_accounts(&app).await.map_err(|error| format!("demo accounts: {error}"))?;
    let graduated = demo::create_graduates(&app, graduates).await.map_err(|error| format!("graduates: {error}"))?;
    say(&format!("demo accounts: {} created", created + graduated))?;
    app.store.close().await;
    Ok(())
}

async fn grow(config: Config, arguments: &[String]) -> Result<(), String> {
    let mut amounts = Amounts { courses: 0, ads: 0, talents: 0, seed: 1 };
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let value = rest.next().and_then(|value| value.parse().ok()).ok_or_else(|| format!("{name} takes a number"))?;
        match name.as_str() {
            "--courses" => amounts.courses = value,
            "--ads" => amounts.ads = value,
            "--talents" => amounts.talents = value,
            "--seed" => amounts.seed = value,
            _ => return Err(USAGE.into()),
        }
    }
    let app = open(config).await?;
    let mut tell = |line: String| {
        // Progress that nobody reads is no reason to stop.
        let _ = say(&line);
    };
    synthetic::run(&app.store, &app.clock, amounts, &mut tell).await.map_err(|error| error.to_string())?;
    app.store.close().await;
    Ok(())
}

/// Brings the ads of another site's feed in, and says of each row what became of it.
async fn import_feed(config: Config, arguments: &[String]) -> Result<(), String> {
    let (mut source, mut format, mut lang, mut file, mut closing) = (None, None, None, None, false);
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let mut value = || rest.next().ok_or(USAGE);
        match name.as_str() {
            "--source" => source = Some(value()?.clone()),
            "--format" => format = Some(value()?.parse::<Format>().map_err(|()| USAGE)?),
            "--lang" => lang = Some(value()?.parse::<Language>().map_err(|()| "--lang takes en, fr, es or ar")?),
            "--closing" => closing = true,
            path if file.is_none() && !path.starts_with("--") => file = Some(path.to_owned()),
            _ => return Err(USAGE.into()),
        }
    }
    let (Some(name), Some(format), Some(file)) = (source, format, file) else { return Err(USAGE.into()) };
    let failed = |error: &dyn std::fmt::Display| format!("{file}: {error}");
    let source = Source::new(&name, lang).ok_or("--source takes 2 to 30 small letters, digits and hyphens")?;
    let source = if closing { source.closing() } else { source };
    // A pipe does not say how long it is, and may have no end: a byte more than there may be says enough.
    let mut bytes = Vec::new();
    let read = File::open(&file).and_then(|open| open.take(feeds::FILE_BYTES + 1).read_to_end(&mut bytes));
    read.map_err(|error| failed(&error))?;
    let rows = feeds::read(format, &bytes).map_err(|error| failed(&error))?;
    let app = open(config).await?;
    let outcome = import::run(&app.store, &app.clock, &source, &rows).await;
    app.store.close().await;
    let refused = match &outcome {
        Ok(outcome) => outcome.refused.as_slice(),
        Err(Failure::NoneTaken(refused) | Failure::Shrunk { refused, .. }) => refused,
        Err(Failure::Store(_)) => &[],
    };
    for refused in refused {
        say(&refused.to_string())?;
    }
    say(&outcome.map_err(|error| failed(&error))?.to_string())
}

/// Reads the published list of occupations.
async fn import_rome(config: Config, arguments: &[String]) -> Result<(), String> {
    let [file] = arguments else { return Err(USAGE.into()) };
    let source = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let app = open(config).await?;
    let outcome = content::rome::import(&app.store, &source).await;
    app.store.close().await;
    let outcome = outcome.map_err(|error| format!("{file}: {error}"))?;
    for refused in &outcome.refused {
        say(&refused.to_string())?;
    }
    say(&outcome.to_string())
}

/// Says as CSV how often each declared group is chosen.
async fn audit(config: Config) -> Result<(), String> {
    let app = open(config).await?;
    let tables = tables(&app.store, app.clock.now_ms()).await;
    app.store.close().await;
    let csv = csv(&tables.map_err(|error| error.to_string())?);
    write!(std::io::stdout(), "{csv}").map_err(|error| error.to_string())
}

async fn open(config: Config) -> Result<App, String> {
    let store = Store::open(&config.database).await.map_err(|error| format!("cannot open the database: {error}"))?;
    Ok(App::new(store, config, Clock::system(), OsRandom::system()))
}

/// Ends when the process is told to stop: by the terminal, or by whoever runs it.
async fn stopped() {
    let interrupt = async {
        if let Err(error) = signal::ctrl_c().await {
            tracing::error!(%error, "cannot listen to SIGINT");
            std::future::pending::<()>().await;
        }
    };
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(error) => {
                tracing::error!(%error, "cannot listen to SIGTERM");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}

fn say(line: &str) -> Result<(), String> {
    writeln!(std::io::stdout(), "{line}").map_err(|error| error.to_string())
}
