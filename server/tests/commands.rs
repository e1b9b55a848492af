//! The commands of the binary that somebody who runs a site types, on a small database.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is not as it must be")]

#[path = "support/process.rs"]
mod process;

use std::{
    fs,
    io::Write,
    ops::Range,
    path::Path,
    process::{Output, Stdio},
};

use passerelle_api::{
    audit::{AgeBand, Disability, GroupsChange, HealthChange, Sex},
    id::{AccountId, JobSlug},
};
use passerelle_rules::outcomes::asked_until;
use passerelle_server::{
    clock::Clock,
    feeds::FILE_BYTES,
    search::{Index, embedded::Embedded},
    store::{Store, account, application, certificate, declaration, outcome, progress},
};
use process::{Running, employer, finds, server, total};
use serde_json::{Value, json};

/// What a command that went well said.
fn said(folder: &Path, command: &str) -> String {
    let output = server(folder).args(command.split(' ')).output().unwrap();
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The number that a line begins with, and what comes after the words behind it.
fn numbered<'a>(line: &'a str, after: &str) -> Option<(u64, &'a str)> {
    let (number, rest) = line.split_once(' ')?;
    Some((number.parse().ok()?, rest.strip_prefix(after)?))
}

#[test]
fn the_index_is_made_anew_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    said(folder.path(), "demo");
    let index = folder.path().join("index");
    assert!(!index.exists(), "the content alone makes none");
    for round in 0..2 {
        let words = said(folder.path(), "reindex");
        let lines: Vec<&str> = words.lines().collect();
        let [.., talents, ads] = lines.as_slice() else { panic!("{words}") };
        let (count, took) = numbered(talents, "talents in ").expect(&words);
        assert!(count >= 10 && took.strip_suffix(" s").is_some_and(|took| took.parse::<f32>().is_ok()), "{words}");
        assert!(numbered(ads, "ads").is_some_and(|(count, rest)| count >= 10 && rest.is_empty()), "{words}");
        // It is there before a server has run that could have made it.
        let mark = Embedded::open(&index).unwrap().mark().unwrap();
        assert!(mark.is_some(), "round {round}");
    }
    let running = Running::start(folder.path());
    let employer = employer(&running.address);
    finds(&running.address, &employer, "zeppelin", 0);
    assert!(total(&running.address, &employer, "changer").is_some_and(|total| total > 0), "a headline of the demo");
    running.kill();
}

#[test]
fn making_the_index_says_how_far_it_is() {
    let folder = tempfile::tempdir().unwrap();
    said(folder.path(), "demo");
    said(folder.path(), "synthetic --courses 0 --ads 0 --talents 900");
    let words = said(folder.path(), "reindex --tell-every 0");
    let far = |line: &str| {
        let (far, rate) = line.split_once(" talents, ")?;
        let (done, total) = far.split_once('/')?;
        rate.strip_suffix(" a second")?.parse::<u64>().ok()?;
        Some((done.parse::<u64>().ok()?, total.parse::<u64>().ok()?))
    };
    let steps: Vec<(u64, u64)> = words.lines().filter_map(far).collect();
    let Some((count, _)) = words.lines().find_map(|line| numbered(line, "talents in ")) else { panic!("{words}") };
    assert!(count > 800, "{words}");
    assert!(steps.len() >= 3 && steps.is_sorted_by(|one, next| one.0 < next.0), "{words}");
    assert!(steps.iter().all(|(_, total)| *total == count), "{words}");
    assert_eq!(steps.last(), Some(&(count, count)), "{words}");
    let output = server(folder.path()).args(["reindex", "--tell-every", "often"]).output().unwrap();
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("a number of seconds"));
}

/// People who applied for one of the demo's ads, some of whom were asked to an interview and all others declined, and what they said of
/// themselves.
async fn applied(folder: &Path, numbers: Range<i64>) {
    let store = Store::open(&format!("sqlite://{}", folder.join("server.db").display())).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let (job,): (String,) =
        sqlx::query_as("SELECT slug FROM jobs ORDER BY slug LIMIT 1").fetch_one(&mut *tx).await.unwrap();
    let job = JobSlug(job);
    for number in numbers {
        let (id, email) = (format!("applicant-{number}"), format!("applicant{number}@example.org"));
        let new = account::New {
            id: &id,
            email: &email,
            name: "Somebody",
            password: "none",
            language: None,
            roles: &[],
            now: 0,
        };
        account::create(&mut tx, &new).await.unwrap();
        let account = AccountId(id.clone());
        // Twenty-four women of whom eleven are asked, and forty men of whom twenty-five are; four are under twenty-six.
        let (sex, asked) = if number < 24 { (Sex::Woman, number < 11) } else { (Sex::Man, number < 49) };
        let age = if number < 4 { AgeBand::Under26 } else { AgeBand::From45 };
        let groups = GroupsChange { sex: Some(sex), age: Some(age), origin: None, consent: Some(true) };
        declaration::put_groups(&mut tx, &account, &groups, 0).await.unwrap();
        if number < 3 {
            let health = HealthChange { disability: Some(Disability::Yes), consent: Some(true) };
            declaration::put_health(&mut tx, &account, &health, 0).await.unwrap();
        }
        let row = application::NewRow {
            id: &id,
            job: &job,
            account: &account,
            profile: "I made a site.",
            message: "I would like to.",
            phone: None,
            cv: None,
            answers: &[],
            occupation: None,
            now_ms: 0,
        };
        application::insert(&mut tx, &row).await.unwrap();
        let sql = "INSERT INTO application_changes (application, status, at) VALUES ($1, $2, 1)";
        let status = if asked { "interview" } else { "declined" };
        sqlx::query(sql).bind(&id).bind(status).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    store.close().await;
}

#[tokio::test]
async fn the_audit_is_csv_and_tells_of_no_few() {
    let folder = tempfile::tempdir().unwrap();
    said(folder.path(), "demo");
    let nothing = said(folder.path(), "audit");
    let head = "by,step,group,people,chosen,rate_percent,ratio_percent,below_four_fifths,told_on";
    assert_eq!(nothing.lines().next(), Some(head));
    assert_eq!(nothing.lines().count(), 1 + 4 * (3 + 3 + 2 + 2), "a line for each group at each step");
    assert!(nothing.lines().skip(1).all(|line| line.contains(",,,,,,2")), "nobody said anything: {nothing}");

    // A table that was told stands for a while, so that this is another site.
    let folder = tempfile::tempdir().unwrap();
    said(folder.path(), "demo");
    applied(folder.path(), 0..64).await;
    let csv = said(folder.path(), "audit");
    assert_eq!(csv.lines().next(), Some(head));
    for line in [
        "sex,interview,woman,24,11,45.83,73.33,yes,",
        "sex,interview,man,40,25,62.50,100.00,no,",
        "sex,interview,other,,,,,,",
        "age,interview,under-26,,,,,,",
        // Of those who are older the number would be the whole without the four.
        "age,interview,45-and-over,,,,,,",
        // Nobody who came to an interview had an answer after it.
        "sex,acceptance,woman,,,,,,",
        "disability,interview,yes,,,,,,",
        "sex,opened,woman,,,,,,",
        "sex,contact,woman,,,,,,",
    ] {
        let day = |other: &str| other.strip_prefix(line).is_some_and(|day| day.len() == "2026-01-05".len());
        assert!(csv.lines().any(day), "{line} in {csv}");
    }
    applied(folder.path(), 64..164).await;
    assert_eq!(said(folder.path(), "audit"), csv, "what was told stands, however many came since");
    assert!(!csv.contains("applicant"), "nothing says who they are");
}

#[tokio::test]
async fn the_demo_learner_holds_a_certificate_so_old_that_one_is_asked_what_came_of_it() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..2 {
        said(folder.path(), "demo");
        let store = Store::open(&format!("sqlite://{}", folder.path().join("server.db").display())).await.unwrap();
        let mut db = store.read().await.unwrap();
        let account = AccountId(account::secret(&mut db, "learner@example.org").await.unwrap().unwrap().id);
        let [held] = certificate::of_account(&mut db, &account).await.unwrap().try_into().expect("one, however often");
        assert!(held.digest == held.digest_now() && held.percent == 100, "round {round}: {held:?}");
        assert!(held.awarded_at <= asked_until(Clock::system().now_ms()), "{held:?}");
        let standing = progress::standing(&mut db, &account, &held.course).await.unwrap();
        assert!(standing.chapters.iter().all(|chapter| chapter.read && chapter.is_done()), "{standing:?}");
        drop(db);
        store.close().await;
    }
}

#[tokio::test]
async fn as_many_graduates_as_are_asked_for_are_there_once() {
    let folder = tempfile::tempdir().unwrap();
    for (command, all) in [("demo --graduates 2", 3), ("demo --graduates 3", 4), ("demo", 4)] {
        said(folder.path(), command);
        let store = Store::open(&format!("sqlite://{}", folder.path().join("server.db").display())).await.unwrap();
        let asked = outcome::asked(&mut store.read().await.unwrap(), Clock::system().now_ms()).await.unwrap();
        assert_eq!(asked, all, "{command}, and the demo learner");
        store.close().await;
    }
    let output = server(folder.path()).args(["demo", "--graduates", "many"]).output().unwrap();
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("--graduates takes a number"));
}

#[test]
fn a_feed_that_does_not_end_is_read_no_farther_than_a_file_may_be_long() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = server(folder.path());
    command.args(["import-feed", "--source", "board", "--format", "schema-org", "/dev/stdin"]);
    let mut running = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut feed = running.stdin.take().unwrap();
    let (room, mut sent) = (vec![b' '; 1 << 20], 0);
    while sent < 4 * FILE_BYTES && feed.write_all(&room).is_ok() {
        sent += 1 << 20;
    }
    assert!(sent < 2 * FILE_BYTES, "it took {sent} bytes");
    drop(feed);
    let words = String::from_utf8(running.wait_with_output().unwrap().stderr).unwrap();
    assert!(words.contains("larger than"), "{words}");
}

/// An ad of a feed, in a town that it brings itself.
fn posting(number: u32, url: &str) -> Value {
    json!({
        "@type": "JobPosting", "identifier": number, "url": url, "title": format!("Stage {number}"), "inLanguage": "fr",
        "description": "Un stage", "employmentType": "INTERN", "hiringOrganization": {"name": "Fournil"},
        "jobLocation": {
            "address": {"addressLocality": "Rennes", "addressCountry": "FR"},
            "geo": {"latitude": 48.11, "longitude": -1.68},
        },
    })
}

#[test]
fn a_feed_that_comes_short_is_brought_in_only_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("feed.json");
    let import = |rows: Vec<Value>, more: &[&str]| {
        fs::write(&file, Value::from(rows).to_string()).unwrap();
        let mut command = server(folder.path());
        command.args(["import-feed", "--source", "board", "--format", "schema-org"]).args(more).arg(&file);
        let Output { status, stdout, stderr } = command.output().unwrap();
        (status.success(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    };
    let ad = |number| posting(number, "https://jobs.example.org/");
    let (went_well, words, error) = import((1..=21).map(ad).collect(), &[]);
    assert!(went_well && words.contains("21 added"), "{words} {error}");

    let short = || vec![ad(1), posting(22, "none")];
    let refused = "row 2: refused: url: not_understood (none)";
    let (went_well, words, error) = import(short(), &[]);
    assert!(!went_well && error.contains("20 of the 21 ads") && error.contains("--closing"), "{words} {error}");
    assert_eq!(words.trim_end(), refused);

    let (went_well, words, error) = import(short(), &["--closing"]);
    assert!(went_well && words.starts_with(refused), "{words} {error}");
    assert!(words.contains("1 unchanged, 1 refused; 20 closed"), "{words}");
}

#[test]
fn what_is_no_command_is_said_with_those_that_are() {
    let folder = tempfile::tempdir().unwrap();
    let output = server(folder.path()).arg("reindx").output().unwrap();
    assert!(!output.status.success());
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("usage: passerelle-server serve") && words.contains("reindex"), "{words}");
}
