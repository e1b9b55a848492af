//! One story through the store, on SQLite and, where `PASSERELLE_TEST_POSTGRES` names a server, on PostgreSQL: both must
//! tell it with the same words.
#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

#[path = "support/mod.rs"]
#[expect(dead_code, reason = "the story needs the database that the support makes, and not its server")]
mod support;

#[path = "story/compiled.rs"]
mod compiled;
#[path = "story/hiring.rs"]
mod hiring;
#[path = "story/names.rs"]
mod names;
#[path = "story/notes.rs"]
mod notes;
#[path = "story/placement.rs"]
mod placement;

use passerelle_api::{
    account::{AccountChange, Language, Role, Theme},
    captions::TrackSource,
    course::{ImportedProgress, ProgressChange, TrackKind},
    id::{AccountId, CourseSlug, IdempotencyKey},
    job::{Contract, Pay, PayPeriod, Remote},
    preferences::Preference,
    talent::EvidenceKind,
};
use passerelle_rules::captions::{Cue, webvtt};
use passerelle_server::{
    clock::OsRandom,
    content::courses,
    error::Error,
    store::{
        Connection, Store, account,
        bulk::{self, NewEmployer, NewJob},
        caption::{self, Key, NewTrack},
        catalogue_import,
        certificate::{self, Record},
        course::{self, Filter},
        idempotency::{self, Claimed, Once},
        job::JobFilter,
        lesson::VideoFacts,
        matching, preference,
        profile::{self, StoredProfile},
        progress, reference, session, sign_in_limit,
        talent::Evidence,
        teaching, transcript,
    },
    terms,
};

#[tokio::test]
async fn on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    tell(&format!("sqlite://{}/new/folder/story.db", folder.path().display())).await;
}

#[tokio::test]
async fn on_postgres() {
    let Ok(server) = std::env::var("PASSERELLE_TEST_POSTGRES") else {
        println!("skipped: PASSERELLE_TEST_POSTGRES is not set");
        return;
    };
    tell(&support::fresh_postgres(&server).await).await;
}

async fn tell(database: &str) {
    Store::open(database).await.unwrap().close().await;
    // Opening again finds its tables.
    let store = Store::open(database).await.unwrap();
    people(&store).await;
    tries(&store).await;
    deeds(&store).await;
    learning(&store).await;
    captions(&store).await;
    work(&store).await;
    hiring::writing_without_an_ad(&store, "alpha", "lyon", "amina", 1_800_000_000_000).await;
    placement::a_contract(&store, "letter", "alpha", "amina", 1_800_000_000_000).await;
    notes::reports_and_notes(&store).await;
    names::names_of_before(&store, 1_800_000_000_000).await;
    store.close().await;
}

async fn people(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    let new = account::New {
        id: "amina",
        email: "amina@example.org",
        name: "Amina",
        password: "hash",
        language: Some("fr"),
        roles: &[Role::Learner, Role::Mentor],
        now: 1,
    };
    account::create(&mut tx, &new).await.unwrap();
    account::add_role(&mut tx, "amina", Role::Mentor).await.unwrap();
    session::open(&mut tx, "token", "amina", 1, 100).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    let again = account::create(&mut tx, &account::New { id: "other", ..new }).await.unwrap_err();
    assert!(again.is_unique_violation(), "{again}");
    drop(tx);

    let mut tx = store.begin().await.unwrap();
    let theme = AccountChange { theme: Some(Theme::Dark), ..AccountChange::default() };
    account::change(&mut tx, "amina", &theme, 2).await.unwrap();
    let amina = AccountId("amina".into());
    let chosen = |value: &str, chosen_ms| Preference { name: "player".into(), value: value.into(), chosen_ms };
    for (value, at) in [("first", 10), ("later", 30), ("older", 20)] {
        preference::put(&mut tx, &amina, &chosen(value, at)).await.unwrap();
    }
    assert_eq!(preference::all(&mut tx, &amina).await.unwrap(), [chosen("later", 30)]);
    tx.commit().await.unwrap();

    let mut db = store.read().await.unwrap();
    let (account, touched) = account::of_session(&mut db, "token", 99).await.unwrap().unwrap();
    assert_eq!((account.name.as_str(), account.theme, touched), ("Amina", Some(Theme::Dark), 1));
    assert_eq!(account.roles, [Role::Learner, Role::Mentor]);
    assert!(account::of_session(&mut db, "token", 100).await.unwrap().is_none());
    assert!(matches!(account::show(&mut db, "nobody").await, Err(Error::NotFound)));
}

async fn tries(store: &Store) {
    let subjects = [sign_in_limit::Subject { key: "who".into(), allowed: 2 }];
    let mut tx = store.begin().await.unwrap();
    sign_in_limit::count(&mut tx, "a", &subjects, 1_000).await.unwrap();
    sign_in_limit::count(&mut tx, "b", &subjects, 2_000).await.unwrap();
    let refused = sign_in_limit::count(&mut tx, "c", &subjects, 61_000).await;
    assert!(matches!(refused, Err(Error::TooMany { retry_after_seconds: 840 })), "{refused:?}");
    sign_in_limit::forget(&mut tx, "who").await.unwrap();
    sign_in_limit::count(&mut tx, "d", &subjects, 62_000).await.unwrap();
    tx.commit().await.unwrap();
}

async fn deeds(store: &Store) {
    let (account, key) = (AccountId("amina".into()), IdempotencyKey("key-number-1".into()));
    let once = |now| Once { account: &account, endpoint: "Deed", key: &key, now };
    // Work that fails gives its key back.
    let mut tx = store.begin().await.unwrap();
    assert!(matches!(once(1).claim::<String>(&mut tx, &"body").await.unwrap(), Claimed::First(_)));
    drop(tx);
    let first = claim_and_settle(store, once(2), "one");
    let second = claim_and_settle(store, once(2), "two");
    let (first, second) = tokio::join!(first, second);
    assert_eq!(first, second, "both are told what was done");
    let mut tx = store.begin().await.unwrap();
    let other = once(3).claim::<String>(&mut tx, &"another body").await;
    assert!(matches!(other, Err(Error::Conflict(_))));
    drop(tx);
    let mut tx = store.begin().await.unwrap();
    idempotency::forget(&mut tx, &account, "another deed").await.unwrap();
    assert!(matches!(once(3).claim::<String>(&mut tx, &"body").await.unwrap(), Claimed::Repeat(_)));
    idempotency::forget(&mut tx, &account, &first).await.unwrap();
    let free = once(3).claim::<String>(&mut tx, &"another body").await.unwrap();
    assert!(matches!(free, Claimed::First(_)), "what it made was taken back");
    drop(tx);
    let mut tx = store.begin().await.unwrap();
    let day_later = once(3 + 24 * 60 * 60 * 1000).claim::<String>(&mut tx, &"another body").await.unwrap();
    assert!(matches!(day_later, Claimed::First(_)), "after a day the key is free");
}

async fn claim_and_settle(store: &Store, once: Once<'_>, answer: &str) -> String {
    let mut tx = store.begin().await.unwrap();
    match once.claim::<String>(&mut tx, &"body").await.unwrap() {
        Claimed::Repeat(reply) => reply,
        Claimed::First(claim) => {
            claim.settle(&mut tx, &answer, answer).await.unwrap();
            tx.commit().await.unwrap();
            answer.to_owned()
        }
    }
}

async fn learning(store: &Store) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let mut tx = store.begin().await.unwrap();
    bulk::put_skill(&mut tx, "html", r#"{"en":"HTML"}"#, "[]").await.unwrap();
    let count = courses::import(&mut tx, &folder, &folder.join("none"), &mut Vec::new()).await.unwrap();
    catalogue_import::set_hash(&mut tx, "content", "abc", 1).await.unwrap();
    catalogue_import::set_hash(&mut tx, "content", "def", 2).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    assert_eq!(catalogue_import::last_hash(&mut tx, "content").await.unwrap().as_deref(), Some("def"));
    assert_eq!(course::count(&mut tx, &Filter::default()).await.unwrap(), count as u64);
    let (rows, _) = course::list(&mut tx, &Filter::default(), None, 1).await.unwrap();
    let slug: CourseSlug = rows[0].slug();
    let (account, chapter) = (AccountId("amina".into()), "the-first".into());
    let change = |position_ms, read| ProgressChange { position_ms, read, reading_block: None };
    progress::save(&mut tx, &account, &slug, &chapter, &change(Some(5), None), 10).await.unwrap();
    progress::save(&mut tx, &account, &slug, &chapter, &change(None, Some(true)), 11).await.unwrap();
    let item = ImportedProgress { course: slug.clone(), chapter, position_ms: 3, ..ImportedProgress::default() };
    progress::merge(&mut tx, &account, &item, 12).await.unwrap();
    let row: (i64, i64, i64) = sqlx::query_as("SELECT position_ms, was_read, updated_at FROM chapter_progress")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert_eq!(row, (5, 1, 11), "the merge had nothing to add");
    assert_eq!(progress::started(&mut tx, &account).await.unwrap(), std::slice::from_ref(&slug));

    let mut record = Record {
        code: passerelle_rules::award::code(&OsRandom::system().base32::<16>().unwrap()),
        account: account.clone(),
        course: slug.clone(),
        holder: "Amina".into(),
        titles: course::titles(&mut tx, slug.as_str()).await.unwrap().into_iter().collect(),
        minutes: 80,
        percent: 90,
        skills: vec!["html".into()],
        issuer: "Passerelle".into(),
        awarded_at: 20,
        digest: String::new(),
    };
    record.digest = record.digest_now();
    certificate::award(&mut tx, &record).await.unwrap();
    let second = Record { code: "another".into(), ..record.clone() };
    certificate::award(&mut tx, &second).await.unwrap();
    let kept = certificate::of_account(&mut tx, &account).await.unwrap();
    assert_eq!(kept, [record]);
    assert_eq!(kept[0].digest, kept[0].digest_now());
    tx.commit().await.unwrap();
}

async fn captions(store: &Store) {
    let (course, chapter) = ("first-steps-online", "the-browser");
    let slug = CourseSlug::from(course);
    let key = |language| Key { course, chapter, kind: TrackKind::Captions, language };
    let french = webvtt::parse(
        "WEBVTT\n\nNOTE x\n\nfirst\n00:01.000 --> 00:02.000 line:0\n<v Ana>L’élève\n\n\
                                00:03.000 --> 00:04.000\n&amp; les réseaux\n",
    );
    let indexed = caption::index(TrackKind::Captions, Language::French, &french.cues);
    let track = NewTrack {
        key: key(Language::French),
        source: TrackSource::Content,
        src: "/media/a.vtt",
        digest: "one",
        cues: &indexed,
        sent_at: None,
    };
    let mut tx = store.begin().await.unwrap();
    show_video(&mut tx, course, chapter).await;
    caption::put(&mut tx, &track).await.unwrap();
    caption::refresh_course(&mut tx, &slug).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    let cues = caption::cues(&mut tx, key(Language::French)).await.unwrap().unwrap();
    let without_line = |cue: &Cue| Cue { line: 0, ..cue.clone() };
    assert_eq!(cues, french.cues.iter().map(without_line).collect::<Vec<_>>(), "they come back as they were");
    assert_eq!(caption::cues(&mut tx, key(Language::Arabic)).await.unwrap(), None);
    assert_eq!(course::find(&mut tx, &slug).await.unwrap().captions().unwrap(), [Language::French]);
    assert_eq!(found(&mut tx, "reseau eleves").await, [("L’élève".to_owned(), Some("& les réseaux".to_owned()))]);

    // What was uploaded stands, whatever comes with the course later.
    let first = caption::index(TrackKind::Captions, Language::French, &cues[..1]);
    let upload = NewTrack { source: TrackSource::Upload, digest: "two", cues: &first, sent_at: Some(7), ..track };
    caption::put(&mut tx, &upload).await.unwrap();
    caption::put(&mut tx, &track).await.unwrap();
    caption::forget_content(&mut tx, course).await.unwrap();
    assert_eq!(caption::digest(&mut tx, track.key).await.unwrap().as_deref(), Some("two"));
    assert_eq!(caption::uploaded(&mut tx, course, chapter).await.unwrap().len(), 1);
    assert!(found(&mut tx, "reseau").await.is_empty());

    let amina = AccountId("amina".into());
    for (id, at) in [("a", 10), ("b", 20)] {
        caption::note_upload(&mut tx, id, &amina, track.key, "two", at).await.unwrap();
    }
    assert_eq!(caption::uploads_since(&mut tx, &amina, 10).await.unwrap(), [20]);
    teaching::add_author(&mut tx, course, &amina).await.unwrap();
    assert!(teaching::is_author(&mut tx, course, &amina).await.unwrap());
    assert!(!teaching::is_author(&mut tx, "another", &amina).await.unwrap());
    teaching::publish(&mut tx, &slug, false).await.unwrap();
    assert!(matches!(course::find(&mut tx, &slug).await, Err(Error::NotFound)));
    assert!(found(&mut tx, "eleve").await.is_empty(), "only published courses are searched");
    tx.commit().await.unwrap();
}

async fn work(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    bulk::put_place(&mut tx, ["lyon", r#"{"en":"Lyon"}"#, "Rhône", "FR"], 45.76, 4.83).await.unwrap();
    bulk::put_place(&mut tx, ["lille", r#"{"en":"Lille"}"#, "Nord", "FR"], 50.63, 3.06).await.unwrap();
    let employer = NewEmployer {
        slug: "alpha".into(),
        name: "Alpha".into(),
        sector: "{}".into(),
        about: String::new(),
        lang: Language::French,
        size: 5,
        place: "lyon".into(),
        website: "https://alpha.example".into(),
        accessible_workplace: true,
        disability_confident: true,
    };
    bulk::put_employers(&mut tx, &[employer]).await.unwrap();
    let ads = [ad("fits", "lyon", 10), ad("far", "lille", 30), ad("fits-too", "lyon", 20)];
    bulk::put_jobs(&mut tx, &ads, 0).await.unwrap();
    let profile = StoredProfile {
        lang: Language::French,
        skills: vec![Evidence { skill: "html".into(), kind: EvidenceKind::Statement, text: "By doing".into() }],
        level: Some(4),
        place: Some("lyon".into()),
        radius_km: Some(30),
        remote: vec![Remote::OnSite],
        contracts: vec![Contract::Apprenticeship],
        available_from: Some("2026-09-15".parse().unwrap()),
        training_days: vec![1, 2],
        pay_month: Some(900),
        ..names::silent("t1")
    };
    let amina = AccountId("amina".into());
    profile::save(&mut tx, &amina, &profile, 1).await.unwrap();
    tx.commit().await.unwrap();

    let mut db = store.read().await.unwrap();
    let spots = reference::spots(&mut db).await.unwrap();
    let person = profile::find(&mut db, &amina).await.unwrap().unwrap().person(&spots);
    assert_eq!((person.training_days.as_slice(), person.pay_month), (&[1, 2][..], Some(900)));
    assert_eq!(person.evidence.get(&"html".into()), Some(&EvidenceKind::Statement));
    let all = JobFilter::default();
    let found = matching::candidates(&mut db, &all, &person, &spots).await.unwrap();
    // They come in no order: those who score them order them.
    let mut slugs: Vec<&str> = found.iter().map(|ad| ad.slug.as_str()).collect();
    slugs.sort_unstable();
    assert_eq!(slugs, ["far", "fits", "fits-too"]);
    let lille = reference::spot(&mut db, &"lille".into()).await.unwrap().unwrap();
    let around = reference::places_around(&mut db, lille, 0).await.unwrap();
    let near = JobFilter { around: Some(around), ..all };
    let found = matching::candidates(&mut db, &near, &person, &spots).await.unwrap();
    assert_eq!((found.len(), found[0].job.pay_month, found[0].posted_at), (1, Some((1_000, 1_100)), 30));
    let ads = matching::ads(&mut db, &["fits", "none"], &spots).await.unwrap();
    assert_eq!(
        (ads.len(), ads[0].job.training_days, ads[0].job.languages.as_slice()),
        (1, Some(2), &["fr".into()][..])
    );
    let lessons = matching::lessons(&mut db, &["html".into(), "sales".into()], Language::French).await.unwrap();
    let lesson = lessons.get(&"html".into()).unwrap();
    assert_eq!((lessons.len(), lesson.chapter.as_ref().unwrap().as_str()), (1, "why-semantics"));
}

fn ad(slug: &str, place: &str, posted_ms: i64) -> NewJob {
    NewJob {
        slug: slug.into(),
        employer: "alpha".into(),
        lang: Language::French,
        title: slug.into(),
        summary: String::new(),
        html: String::new(),
        contract: Contract::Apprenticeship,
        level: Some(4),
        remote: Some(Remote::OnSite),
        place: place.into(),
        pay: Some(Pay { min: 1_000, max: 1_100, currency: "EUR".into(), period: PayPeriod::Month }),
        start_on: Some("2026-09-01".parse().unwrap()),
        duration_months: None,
        training_days: Some(2),
        must: vec!["html".into()],
        nice: vec![],
        languages: vec!["fr".into()],
        rome: None,
        openings: Some(1),
        posted_ms,
        search: slug.into(),
    }
}

async fn show_video(db: &mut Connection, course: &str, chapter: &str) {
    let facts = VideoFacts {
        id: "tour".into(),
        title: Default::default(),
        voice: Language::French,
        duration_ms: 5_000,
        poster: String::new(),
        renditions: vec![],
        described: vec![],
        signed: vec![],
        tracks: vec![],
    };
    catalogue_import::put_video(db, &facts).await.unwrap();
    let update = "UPDATE chapters SET video = 'tour' WHERE course = $1 AND slug = $2";
    sqlx::query(update).bind(course).bind(chapter).execute(db).await.unwrap();
}

async fn found(db: &mut Connection, words: &str) -> Vec<(String, Option<String>)> {
    let wanted = terms::wanted(words, &[Language::French, Language::English], 8);
    let (hits, next) = transcript::search(db, &wanted, None, 10).await.unwrap();
    assert_eq!(next, None);
    hits.into_iter().map(|hit| (hit.plain, hit.plain_behind)).collect()
}
