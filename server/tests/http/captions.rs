//! Captions: what is missing, checking, keeping, publishing.

use passerelle_api::{
    Code, Endpoint, NoQuery, Problem, Reason,
    account::{Language, Role},
    captions::{
        CaptionCheck, CaptionFormat, CourseTracks, Flaw, KeptTrack, ListTaughtCourses, Publication, SavePublication,
        ShowCourseTracks, TrackQuery, TrackSource, check_path, limits, upload_path,
    },
    catalogue::{CourseQuery, ListCourses},
    course::{Lesson, ShowCourse, ShowLesson, TrackKind},
    id::AccountId,
    reference::InLanguage,
    transcript::{SearchTranscripts, TranscriptSearch},
};
use passerelle_server::store::teaching;

use crate::support::{
    Person, Reply, Server,
    catalogue::{CHAPTER, COURSE, write_media},
};

pub const GOOD: &str = "WEBVTT\n\n00:00.000 --> 00:04.000\nThe address bar\nis at the top.\n\n\
                        00:08.000 --> 00:12.000\n<v Ana>Type an address.\n";

/// Four videos, each with captions in English, the first one also in French.
pub async fn start() -> Server {
    let server = Server::start().await;
    let media = server.folder().join("media");
    for id in ["browser-tour", "search-well", "safe-passwords", "email-and-forms"] {
        write_media(&media, id, if id == "browser-tour" { &["en", "fr"] } else { &["en"] });
    }
    server.import_courses().await;
    server
}

/// A mentor who wrote the course.
pub async fn author(server: &Server) -> Person {
    let author = server.person("author", Role::Mentor).await;
    let mut tx = server.app.store.begin().await.unwrap();
    teaching::add_author(&mut tx, COURSE, &AccountId(author.id.clone())).await.unwrap();
    teaching::add_author(&mut tx, COURSE, &AccountId(author.id.clone())).await.unwrap();
    tx.commit().await.unwrap();
    author
}

pub fn query(language: Language, kind: TrackKind) -> TrackQuery {
    TrackQuery { language: Some(language), kind: Some(kind) }
}

pub async fn send_at(
    server: &Server,
    who: &Person,
    chapter: &str,
    query: &TrackQuery,
    bytes: impl Into<Vec<u8>>,
) -> Reply {
    let url = upload_path(&COURSE.into(), &chapter.into(), query);
    server.send_with(who, "PUT", &url, &[("content-type", "application/octet-stream")], bytes.into()).await
}

pub async fn send(server: &Server, who: &Person, language: Language, bytes: impl Into<Vec<u8>>) -> Reply {
    send_at(server, who, CHAPTER, &query(language, TrackKind::Captions), bytes).await
}

pub async fn kept(server: &Server, who: &Person, language: Language, bytes: impl Into<Vec<u8>>) -> KeptTrack {
    let reply = send(server, who, language, bytes).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

async fn checked(server: &Server, who: &Person, language: Language, bytes: impl Into<Vec<u8>>) -> CaptionCheck {
    let url = check_path(&COURSE.into(), &CHAPTER.into(), &query(language, TrackKind::Captions));
    let reply = server.send_with(who, "POST", &url, &[], bytes.into()).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

pub async fn tracks(server: &Server, who: &Person) -> CourseTracks {
    server.ok(who, ShowCourseTracks { course: COURSE.into() }, &InLanguage::default(), &()).await
}

pub async fn lesson(server: &Server) -> Lesson {
    let lesson = ShowLesson { course: COURSE.into(), chapter: CHAPTER.into() };
    server.ok(&server.nobody(), lesson, &InLanguage::default(), &()).await
}

fn publication(published: bool) -> (SavePublication, Publication) {
    (SavePublication { course: COURSE.into() }, Publication { published })
}

pub async fn publish(server: &Server, who: &Person, published: bool) -> CourseTracks {
    let (endpoint, body) = publication(published);
    server.ok(who, endpoint, &NoQuery {}, &body).await
}

async fn catalogue(server: &Server) -> Vec<String> {
    let list = server.ok(&server.nobody(), ListCourses {}, &CourseQuery::default(), &()).await;
    list.items.into_iter().map(|card| card.slug.0).collect()
}

#[tokio::test]
async fn what_a_course_lacks_is_said_by_language() {
    let server = start().await;
    let staff = server.person("staff", Role::Staff).await;
    let tracks = tracks(&server, &staff).await;
    assert!(tracks.published && tracks.blocking.is_empty());
    let first = &tracks.chapters[0];
    assert_eq!((first.chapter.as_str(), first.video.as_ref().unwrap().duration_ms), (CHAPTER, 61_000));
    let has: Vec<_> = first.tracks.iter().map(|track| (track.track.kind, track.track.lang, track.source)).collect();
    let captions = |language| (TrackKind::Captions, language, TrackSource::Content);
    assert_eq!(has, [captions(Language::English), captions(Language::French)]);
    let lacks: Vec<_> = first.missing.iter().map(|missing| (missing.kind, missing.language, missing.blocks)).collect();
    assert!(lacks.contains(&(TrackKind::Captions, Language::Arabic, false)), "{lacks:?}");
    assert!(lacks.contains(&(TrackKind::Descriptions, Language::English, false)), "{lacks:?}");
    assert!(!lacks.iter().any(|(kind, language, _)| (*kind, *language) == (TrackKind::Captions, Language::French)));
}

#[tokio::test]
async fn only_those_who_may_change_a_course_touch_it() {
    let server = start().await;
    let (author, other) = (author(&server).await, server.person("other", Role::Mentor).await);
    assert_eq!(tracks(&server, &author).await.course.as_str(), COURSE);
    kept(&server, &author, Language::English, GOOD).await;
    let list = async |who: &Person| server.ok(who, ListTaughtCourses {}, &InLanguage::default(), &()).await;
    assert_eq!(list(&author).await.iter().map(|course| course.slug.as_str()).collect::<Vec<_>>(), [COURSE]);
    assert!(list(&other).await.is_empty());

    let show = || ShowCourseTracks { course: COURSE.into() };
    assert_eq!(server.refused(&other, show(), &InLanguage::default(), &()).await.code, Code::Forbidden);
    assert_eq!(send(&server, &other, Language::English, GOOD).await.problem().code, Code::Forbidden);
    let check = check_path(&COURSE.into(), &CHAPTER.into(), &query(Language::English, TrackKind::Captions));
    assert_eq!(server.send_with(&other, "POST", &check, &[], GOOD).await.problem().code, Code::Forbidden);
    let (endpoint, body) = publication(false);
    assert_eq!(server.refused(&other, endpoint, &NoQuery {}, &body).await.code, Code::Forbidden);
    let learner = server.person("learner", Role::Learner).await;
    assert_eq!(send(&server, &learner, Language::English, GOOD).await.problem().code, Code::Forbidden);
    assert_eq!(send(&server, &server.nobody(), Language::English, GOOD).await.problem().code, Code::SignInNeeded);
    assert!(catalogue(&server).await.contains(&COURSE.to_owned()));
}

#[tokio::test]
async fn a_check_keeps_nothing() {
    let server = start().await;
    let staff = server.person("staff", Role::Staff).await;
    let before = tracks(&server, &staff).await;
    let good = checked(&server, &staff, Language::English, GOOD).await;
    assert_eq!((good.format, good.cues, good.acceptable), (CaptionFormat::WebVtt, 2, true));
    assert!(matches!(good.findings[..], [ref gap] if matches!(gap.flaw, Flaw::Gap { to_ms: 61_000, .. })), "{good:?}");
    let bad = checked(&server, &staff, Language::English, "WEBVTT\n\n00:01.000 --> x\nlost\n").await;
    assert!(!bad.acceptable);
    assert_eq!((bad.findings[0].line, bad.findings[0].column), (3, 15));
    assert_eq!(tracks(&server, &staff).await, before);
    assert!(!server.folder().join("files").exists());
}

#[tokio::test]
async fn known_speech_is_held_against_a_translation() {
    let server = start().await;
    let staff = server.person("staff", Role::Staff).await;
    kept(&server, &staff, Language::English, GOOD).await;
    let half = "WEBVTT\n\n00:00.000 --> 00:04.000\nLa barre d’adresse.\n";
    let flaws: Vec<Flaw> =
        checked(&server, &staff, Language::French, half).await.findings.into_iter().map(|found| found.flaw).collect();
    assert_eq!(flaws, [Flaw::UncaptionedSpeech { from_ms: 8_000, to_ms: 12_000 }]);
}

#[tokio::test]
async fn what_is_uploaded_is_served_at_once() {
    let server = start().await;
    let staff = server.person("staff", Role::Staff).await;
    let kept = kept(&server, &staff, Language::English, GOOD).await;
    assert_eq!((kept.track.cues, kept.track.source, kept.format), (2, TrackSource::Upload, CaptionFormat::WebVtt));
    let tracks = lesson(&server).await.video.unwrap().tracks;
    let english = tracks.iter().find(|track| track.lang == Language::English).unwrap();
    assert_eq!(*english, kept.track.track);
    assert!(tracks.iter().any(|track| track.lang == Language::French && track.src.starts_with("/media/")));
    let file = server.send(&server.nobody(), "GET", &english.src, None).await;
    assert_eq!((file.status.as_u16(), file.text().as_str()), (200, GOOD));
    assert!(file.header("cache-control").contains("immutable"));
    assert!(file.header("content-type").starts_with("text/vtt"), "{}", file.header("content-type"));
    let missing = server.send(&server.nobody(), "GET", "/captions/../test.db", None).await;
    assert_eq!(missing.status, 404);
}

#[tokio::test]
async fn a_subrip_file_becomes_webvtt() {
    let server = start().await;
    let staff = server.person("staff", Role::Staff).await;
    let subrip = "1\r\n00:00:00,000 --> 00:00:04,000\r\nA < B &\r\n<font color=\"red\">red</font>\r\n";
    let kept = kept(&server, &staff, Language::English, subrip).await;
    assert_eq!((kept.format, kept.track.cues), (CaptionFormat::SubRip, 1));
    let file = server.send(&server.nobody(), "GET", &kept.track.track.src, None).await.text();
    assert_eq!(file, "WEBVTT\n\n1\n00:00:00.000 --> 00:00:04.000\nA &lt; B &amp;\nred\n");
}

#[tokio::test]
async fn the_same_file_once_more_changes_nothing() {
    let server = start().await;
    let staff = server.person("staff", Role::Staff).await;
    let first = kept(&server, &staff, Language::English, GOOD).await;
    server.pass(std::time::Duration::from_secs(60));
    for _ in 0..limits::UPLOADS + 5 {
        assert_eq!(kept(&server, &staff, Language::English, GOOD).await, first);
    }
    let (one, two) = tokio::join!(
        send(&server, &staff, Language::French, GOOD),
        send(&server, &staff, Language::French, format!("{GOOD}\n"))
    );
    assert_eq!((one.status.as_u16(), two.status.as_u16()), (200, 200));
    let files = std::fs::read_dir(server.folder().join("files/captions")).unwrap().count();
    assert_eq!(files, 2);
}

#[tokio::test]
async fn a_malformed_file_is_refused_with_its_places() {
    let server = start().await;
    let staff = server.person("staff", Role::Staff).await;
    let refused = async |bytes: Vec<u8>| -> Problem { send(&server, &staff, Language::English, bytes).await.problem() };
    let problem = refused(b"WEBVTT\n\n00:05.000 --> 00:04.000\nback\n\n00:06.000 -> 7\n".to_vec()).await;
    assert_eq!((problem.status, problem.code), (422, Code::Invalid));
    let [error] = &problem.errors[..] else { panic!("{problem:?}") };
    let place = error.place.as_ref().unwrap();
    assert_eq!((error.field.as_str(), error.reason), ("file", Reason::NotAllowed));
    assert_eq!((place.line, place.column, place.flaw.as_str()), (3, 1, "end_before_start"));
    for (bytes, flaw) in [
        (b"".to_vec(), Flaw::MissingHeader),
        (b"hello".to_vec(), Flaw::MissingHeader),
        (b"WEBVTT\n".to_vec(), Flaw::NoCues),
        (b"WEBVTT\n\xff".to_vec(), Flaw::NotUtf8 { byte: 7 }),
    ] {
        let problem = refused(bytes).await;
        assert_eq!(problem.errors[0].place.as_ref().unwrap().flaw, flaw.code());
    }
    let large = refused(vec![b'x'; limits::BYTES as usize + 1]).await;
    assert_eq!((large.status, large.code), (413, Code::TooLarge));
    assert!(!server.folder().join("files").exists());
}

#[tokio::test]
async fn a_file_needs_a_place_and_a_language() {
    let server = start().await;
    let staff = server.person("staff", Role::Staff).await;
    let no_language = send_at(&server, &staff, CHAPTER, &TrackQuery::default(), GOOD).await.problem();
    assert_eq!((no_language.errors[0].field.as_str(), no_language.errors[0].reason), ("language", Reason::Required));
    let english = query(Language::English, TrackKind::Captions);
    assert_eq!(send_at(&server, &staff, "nowhere", &english, GOOD).await.problem().code, Code::NotFound);
    assert_eq!(send_at(&server, &staff, "a\0b", &english, GOOD).await.problem().code, Code::NotFound);
    let url = upload_path(&COURSE.into(), &CHAPTER.into(), &english).replace("captions", "subtitles");
    assert_eq!(server.send_with(&staff, "PUT", &url, &[], GOOD).await.problem().code, Code::Malformed);
    // A chapter without a video has nothing to caption.
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE chapters SET video = NULL WHERE slug = $1").bind(CHAPTER).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let problem = send(&server, &staff, Language::English, GOOD).await.problem();
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("chapter", Reason::NotAllowed));
}

#[tokio::test]
async fn nobody_sends_without_end() {
    let server = start().await;
    let staff = server.person("staff", Role::Staff).await;
    for number in 0..limits::UPLOADS {
        kept(&server, &staff, Language::English, format!("{GOOD}\nNOTE {number}\n")).await;
    }
    let problem = send(&server, &staff, Language::English, GOOD).await.problem();
    assert_eq!((problem.status, problem.code, problem.retry_after_seconds), (429, Code::TooMany, Some(600)));
    let other = server.person("other-staff", Role::Staff).await;
    kept(&server, &other, Language::English, GOOD).await;
    server.pass(std::time::Duration::from_secs(601));
    kept(&server, &staff, Language::English, format!("{GOOD}\nNOTE last\n")).await;
}

#[tokio::test]
async fn a_video_nobody_captioned_is_in_the_way_of_publishing() {
    let server = Server::start().await;
    let media = server.folder().join("media");
    for (id, captions) in [("browser-tour", &["fr"][..]), ("search-well", &["en"]), ("safe-passwords", &[])] {
        write_media(&media, id, captions);
    }
    server.import_courses().await;
    let staff = server.person("staff", Role::Staff).await;
    assert!(!publish(&server, &staff, false).await.published);
    assert!(!catalogue(&server).await.contains(&COURSE.to_owned()));
    let (endpoint, body) = publication(true);
    let problem = server.refused(&staff, endpoint, &NoQuery {}, &body).await;
    let shown = tracks(&server, &staff).await;
    let blocking: Vec<String> =
        shown.blocking.iter().map(|chapter| format!("chapters.{chapter}.captions.en")).collect();
    let fields: Vec<&str> = problem.errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!((problem.status, fields.len()), (422, 2));
    assert_eq!(fields, blocking);
    assert!(problem.errors.iter().all(|error| error.reason == Reason::Required));
    assert!(shown.chapters[0].missing.iter().any(|missing| missing.blocks && missing.language == Language::English));

    for chapter in &shown.blocking {
        let english = query(Language::English, TrackKind::Captions);
        assert_eq!(send_at(&server, &staff, chapter.as_str(), &english, GOOD).await.status, 200);
    }
    assert!(publish(&server, &staff, true).await.published);
    assert!(catalogue(&server).await.contains(&COURSE.to_owned()));
    let captioned = CourseQuery { captions: Some(Language::English), ..CourseQuery::default() };
    let list = server.ok(&server.nobody(), ListCourses {}, &captioned, &()).await;
    assert!(list.items.iter().any(|card| card.slug.as_str() == COURSE), "uploads count as captions");
}

#[tokio::test]
async fn an_import_keeps_what_people_did() {
    let server = start().await;
    let staff = server.person("staff", Role::Staff).await;
    let english = kept(&server, &staff, Language::English, GOOD).await.track;
    publish(&server, &staff, false).await;
    server.import_courses().await;
    assert!(!catalogue(&server).await.contains(&COURSE.to_owned()), "a course that was taken out stays out");
    let kept = tracks(&server, &staff).await.chapters.remove(0).tracks;
    assert!(kept.contains(&english), "{kept:?}");
    publish(&server, &staff, true).await;
    server.import_courses().await;
    assert!(catalogue(&server).await.contains(&COURSE.to_owned()));
}

#[tokio::test]
async fn a_course_that_is_not_there_is_not_found() {
    let server = start().await;
    let staff = server.person("staff", Role::Staff).await;
    let nowhere = || ShowCourseTracks { course: "nowhere".into() };
    assert_eq!(server.refused(&staff, nowhere(), &InLanguage::default(), &()).await.code, Code::NotFound);
    assert!(nowhere().path().ends_with("/nowhere/tracks"));
}

#[tokio::test]
async fn descriptions_count_and_are_not_what_is_said() {
    let server = start().await;
    let staff = server.person("staff", Role::Staff).await;
    let spoken = query(Language::English, TrackKind::Descriptions);
    let long = format!("WEBVTT\n\n00:00.000 --> 00:01.000\nA zeppelin {}\n", "flies over a very long town. ".repeat(4));
    for chapter in tracks(&server, &staff).await.chapters.iter().filter(|chapter| chapter.video.is_some()) {
        let reply = send_at(&server, &staff, chapter.chapter.as_str(), &spoken, long.as_str()).await;
        let kept: KeptTrack = reply.json();
        assert_eq!(kept.findings, [], "how long a line is does not matter to what is read aloud");
    }
    let course = server.ok(&server.nobody(), ShowCourse { course: COURSE.into() }, &InLanguage::default(), &()).await;
    assert_eq!(course.media.descriptions, [Language::English]);
    let kinds: Vec<TrackKind> = lesson(&server).await.video.unwrap().tracks.iter().map(|track| track.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == TrackKind::Descriptions).count(), 1, "{kinds:?}");
    let zeppelin = TranscriptSearch { q: Some("zeppelin".into()), ..TranscriptSearch::default() };
    let hits = server.ok(&server.nobody(), SearchTranscripts {}, &zeppelin, &()).await;
    assert!(hits.items.is_empty(), "nobody says it");
}
