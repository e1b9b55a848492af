//! Finding what is said, and taking it away.

use passerelle_api::{
    Code, NoQuery, Reason,
    account::{Language, Role},
    captions::{Publication, SavePublication},
    course::TrackKind,
    transcript::{
        SearchTranscripts, TranscriptForm, TranscriptHit, TranscriptHits, TranscriptQuery, TranscriptSearch, limits,
        transcript_path,
    },
};

use crate::{
    captions::{GOOD, kept, query, send_at, start},
    support::{
        Person, Reply, Server,
        catalogue::{CHAPTER, COURSE},
    },
};

/// A server with captions in four languages.
async fn spoken() -> (Server, Person) {
    let server = start().await;
    let staff = server.person("staff", Role::Staff).await;
    for (language, cues) in [
        (Language::English, &["Passwords should be long.", "A manager remembers", "all your passwords for you."][..]),
        (Language::French, &["Un mot de passe doit être long.", "L’élève préfère\nles réseaux sécurisés."]),
        (Language::Spanish, &["Las contraseñas son largas.", "Aprenderás <i>programación</i> segura."]),
        (Language::Arabic, &["كَلِمَةُ السِّرِّ طويلة.", "الإنترنت في المدرسة."]),
    ] {
        let cue = |(index, text): (usize, &&str)| {
            format!("00:{:02}.500 --> 00:{:02}.400\n{text}\n\n", index * 10, index * 10 + 9)
        };
        let file: String = cues.iter().enumerate().map(cue).collect();
        kept(&server, &staff, language, format!("WEBVTT\n\n{file}")).await;
    }
    (server, staff)
}

fn words(q: &str) -> TranscriptSearch {
    TranscriptSearch { q: Some(q.into()), ..TranscriptSearch::default() }
}

async fn search(server: &Server, query: TranscriptSearch) -> TranscriptHits {
    server.ok(&server.nobody(), SearchTranscripts {}, &query, &()).await
}

async fn found(server: &Server, q: &str) -> Vec<TranscriptHit> {
    search(server, words(q)).await.items
}

fn marked(hit: &TranscriptHit) -> Vec<String> {
    let letters: Vec<char> = hit.text.chars().collect();
    hit.matches.iter().map(|range| letters[range.start as usize..range.end as usize].iter().collect()).collect()
}

#[tokio::test]
async fn a_word_is_found_in_any_of_its_forms_and_spellings() {
    let (server, _) = spoken().await;
    for (q, language, second, mark) in [
        ("password", Language::English, 0, "Passwords"),
        ("REMEMBERED", Language::English, 10, "remembers"),
        ("eleves", Language::French, 10, "élève"),
        ("réseau securise", Language::French, 10, "réseaux"),
        ("contrasena", Language::Spanish, 0, "contraseñas"),
        ("programar", Language::Spanish, 10, "programación"),
        ("كلمه", Language::Arabic, 0, "كَلِمَةُ"),
        ("انترنت", Language::Arabic, 10, "الإنترنت"),
    ] {
        let hits = found(&server, q).await;
        let hit = hits.first().unwrap_or_else(|| panic!("{q} is not found"));
        assert_eq!((hit.language, hit.start_seconds), (language, second), "{q}: {hit:?}");
        assert_eq!(marked(hit)[0], mark, "{q}");
        assert_eq!((hit.course.as_str(), hit.chapter.as_str()), (COURSE, CHAPTER));
        assert_eq!(hit.lesson_query, format!("t={second}"));
        assert!(!hit.course_title.is_empty() && !hit.chapter_title.is_empty());
    }
    let hit = found(&server, "reseaux").await.remove(0);
    assert_eq!(hit.text, "L’élève préfère les réseaux sécurisés.");
    assert_eq!(found(&server, "programación").await[0].text, "Aprenderás programación segura.", "tags are no words");
}

#[tokio::test]
async fn every_word_must_be_said_within_two_cues() {
    let (server, _) = spoken().await;
    let across = found(&server, "manager passwords").await;
    assert_eq!(across.len(), 2, "{across:?}");
    assert!(across.iter().any(|hit| hit.text == "A manager remembers all your passwords for you."), "{across:?}");
    assert!(found(&server, "long manager").await.iter().all(|hit| hit.start_seconds == 0));
    assert!(found(&server, "should you").await.is_empty(), "they are two cues apart");
    assert!(found(&server, "password zeppelin").await.is_empty());
    assert!(found(&server, "passwords contraseñas").await.is_empty(), "words of two languages are never in one cue");
}

#[tokio::test]
async fn one_cue_comes_before_two_and_the_exact_word_first() {
    let (server, staff) = spoken().await;
    let english = query(Language::English, TrackKind::Captions);
    let file = "WEBVTT\n\n00:00.000 --> 00:05.000\nbridge\n\n00:05.000 --> 00:09.000\nA bridge holds long passwords.\n\n\
                00:10.000 --> 00:12.000\nBridges.\n\n00:13.000 --> 00:15.000\nbridge, bridge\n";
    assert_eq!(send_at(&server, &staff, CHAPTER, &english, file).await.status, 200);
    let seconds = |hits: Vec<TranscriptHit>| hits.iter().map(|hit| hit.start_seconds).collect::<Vec<_>>();
    assert_eq!(seconds(found(&server, "bridge").await), [13, 0, 5, 10]);
    // The cue that holds both; its neighbours need not be joined with it.
    assert_eq!(seconds(found(&server, "bridge password").await), [5]);
}

#[tokio::test]
async fn a_language_narrows_and_a_page_goes_on() {
    let (server, staff) = spoken().await;
    let french = TranscriptSearch { language: Some(Language::French), ..words("long") };
    let hits = search(&server, french).await.items;
    assert!(hits.len() == 1 && hits[0].language == Language::French, "{hits:?}");
    let cue = |number: usize| format!("00:{:02}.000 --> 00:{:02}.900\nbridge number {number}\n\n", number, number);
    let file: String = (0..50).map(cue).collect();
    kept(&server, &staff, Language::English, format!("WEBVTT\n\n{file}")).await;
    let mut seen = Vec::new();
    let mut query = words("bridges");
    loop {
        let page = search(&server, query.clone()).await;
        seen.extend(page.items.iter().map(|hit| hit.start_seconds));
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => break,
        }
    }
    assert_eq!(seen, (0..50).collect::<Vec<_>>());
    query.cursor = Some("nonsense".into());
    assert_eq!(server.refused(&staff, SearchTranscripts {}, &query, &()).await.code, Code::Malformed);
}

#[tokio::test]
async fn there_must_be_words_and_not_too_many() {
    let (server, _) = spoken().await;
    let refused = async |query: TranscriptSearch| {
        let problem = server.refused(&server.nobody(), SearchTranscripts {}, &query, &()).await;
        (problem.status, problem.errors[0].field.clone(), problem.errors[0].reason)
    };
    for query in [TranscriptSearch::default(), words(""), words(" ,;— %_ ")] {
        assert_eq!(refused(query).await, (422, "q".into(), Reason::Required));
    }
    let long = "é".repeat(limits::WORDS as usize + 1);
    assert_eq!(refused(words(&long)).await, (422, "q".into(), Reason::TooLong));
    let most = "password should long be ".repeat(5);
    assert_eq!(found(&server, most.trim()).await.len(), 1);
    assert!(found(&server, "passw%").await.is_empty(), "signs are no wildcards");
}

#[tokio::test]
async fn only_published_courses_are_searched_and_read() {
    let (server, staff) = spoken().await;
    let body = Publication { published: false };
    server.ok(&staff, SavePublication { course: COURSE.into() }, &NoQuery {}, &body).await;
    assert!(found(&server, "password").await.is_empty());
    assert_eq!(read(&server, TranscriptForm::Text, None).await.problem().code, Code::NotFound);
}

#[tokio::test]
async fn what_was_replaced_is_found_no_more() {
    let (server, staff) = spoken().await;
    assert!(!found(&server, "manager").await.is_empty());
    kept(&server, &staff, Language::English, GOOD).await;
    assert!(found(&server, "manager").await.is_empty());
    assert_eq!(found(&server, "address").await.len(), 2);
}

async fn read(server: &Server, form: TranscriptForm, language: Option<Language>) -> Reply {
    let url = transcript_path(&COURSE.into(), &CHAPTER.into(), form, &TranscriptQuery { language });
    server.send(&server.nobody(), "GET", &url, None).await
}

#[tokio::test]
async fn a_transcript_is_taken_away_in_four_forms() {
    let (server, staff) = spoken().await;
    kept(&server, &staff, Language::English, GOOD).await;
    for (form, mime, text) in [
        (TranscriptForm::Text, "text/plain", "The address bar is at the top.\n\nAna: Type an address.\n"),
        (TranscriptForm::Braille, "text/plain", "The address bar is at the top.\nAna: Type an address.\n"),
        (
            TranscriptForm::SubRip,
            "application/x-subrip",
            "1\n00:00:00,000 --> 00:00:04,000\nThe address bar\nis at the top.\n\n\
             2\n00:00:08,000 --> 00:00:12,000\nAna: Type an address.\n",
        ),
        (
            TranscriptForm::WebVtt,
            "text/vtt",
            "WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nThe address bar\nis at the top.\n\n\
             00:00:08.000 --> 00:00:12.000\n<v Ana>Type an address.\n",
        ),
    ] {
        let reply = read(&server, form, None).await;
        assert_eq!((reply.status.as_u16(), reply.text().as_str()), (200, text));
        assert!(reply.header("content-type").starts_with(mime));
        let name = format!("attachment; filename=\"{COURSE}-{CHAPTER}.en.{}\"", form.as_str());
        assert_eq!(reply.header("content-disposition"), name);
    }
    let arabic = read(&server, TranscriptForm::Braille, Some(Language::Arabic)).await;
    assert_eq!(arabic.header("content-language"), "ar");
    assert!(arabic.text().starts_with("كَلِمَةُ السِّرِّ طويلة."));
}

#[tokio::test]
async fn a_transcript_that_is_not_there_is_not_found() {
    let (server, _) = spoken().await;
    let nobody = server.nobody();
    for url in [
        format!("/api/courses/{COURSE}/chapters/{CHAPTER}/transcript/pdf"),
        format!("/api/courses/{COURSE}/chapters/nowhere/transcript/txt"),
        format!("/api/courses/nowhere/chapters/{CHAPTER}/transcript/txt"),
        format!("/api/courses/{COURSE}/chapters/a%00/transcript/txt"),
        format!("/api/courses/{COURSE}/chapters/search-online/transcript/txt?language=ar"),
    ] {
        assert_eq!(server.send(&nobody, "GET", &url, None).await.problem().code, Code::NotFound, "{url}");
    }
}
