//! What is said in the videos: found by words, and taken away as text.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use passerelle_api::{
    Access, FieldError, Method, Reason,
    account::Language,
    course::TrackKind,
    id::{ChapterSlug, CourseSlug},
    transcript::{
        SearchTranscripts, TRANSCRIPT_PATH, TranscriptForm, TranscriptHit, TranscriptHits, TranscriptQuery, limits,
    },
};
use passerelle_rules::captions::{Cue, write};
use serde::Deserialize;

use crate::{
    auth::Caller,
    cursor,
    endpoints::{Call, Endpoints, Raw},
    error::{Error, Result},
    extract::Params,
    state::App,
    store::{
        caption::{self, Key},
        course, transcript, unsigned, word,
    },
    terms::{self, Stems, Wanted},
};

/// Hits on one page.
const PAGE: usize = 20;

/// The parts of the path of a transcript.
#[derive(Deserialize)]
struct Place {
    course: CourseSlug,
    chapter: ChapterSlug,
    form: String,
}

pub fn endpoints() -> Endpoints {
    let read = Raw {
        name: "ReadTranscript",
        summary: "Downloads what is said in a chapter's video: `txt`, `brf.txt` (lines of at most 40 characters for a \
                  braille display, not translated into contracted braille), `srt` or `vtt`.",
        method: Method::Get,
        path: TRANSCRIPT_PATH,
        access: Access::Public,
        takes: None,
        gives: &["text/plain", "application/x-subrip", "text/vtt"],
    };
    Endpoints::new().on(search_transcripts).raw::<TranscriptQuery, (), _>(read, read_transcript)
}

async fn search_transcripts(call: Call<SearchTranscripts>, _: Caller) -> Result<TranscriptHits> {
    let Call { app, query, .. } = call;
    let words = query.q.unwrap_or_default();
    if words.chars().count() as u64 > limits::WORDS {
        return Err(Error::Invalid(vec![FieldError::limited("q", Reason::TooLong, limits::WORDS)]));
    }
    let after: Option<transcript::Place> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let languages = query.language.map_or_else(|| Language::ALL.to_vec(), |language| vec![language]);
    let wanted = terms::wanted(&words, &languages, limits::MOST_WORDS);
    if wanted.is_empty() {
        return Err(Error::field("q", Reason::Required));
    }
    let mut db = app.store.read().await?;
    let (hits, next) = transcript::search(&mut db, &wanted, after.as_ref(), PAGE).await?;
    let titles = transcript::titles(&mut db, &hits).await?;
    let items = hits.into_iter().map(|hit| shown(hit, &titles, &wanted)).collect::<Result<_>>()?;
    Ok(TranscriptHits { items, next })
}

async fn read_transcript(
    State(app): State<App>,
    Path(place): Path<Place>,
    Params(query): Params<TranscriptQuery>,
) -> Result<Response> {
    let form: TranscriptForm = place.form.parse().map_err(|()| Error::NotFound)?;
    let mut db = app.store.read().await?;
    course::find(&mut db, &place.course).await?;
    let videos = caption::videos(&mut db, &place.course).await?;
    let of_chapter = videos.into_iter().find(|video| video.video.chapter == place.chapter);
    let voice = of_chapter.ok_or(Error::NotFound)?.video.voice;
    let language = query.language.unwrap_or(voice);
    let (course, chapter) = (place.course.as_str(), place.chapter.as_str());
    let key = Key { course, chapter, kind: TrackKind::Captions, language };
    let cues = caption::cues(&mut db, key).await?.ok_or(Error::NotFound)?;
    let (text, mime) = written(form, &cues);
    let mut response = text.into_response();
    let headers = response.headers_mut();
    let name = format!("attachment; filename=\"{course}-{chapter}.{}.{}\"", language.as_str(), form.as_str());
    let name = HeaderValue::from_str(&name).map_err(|error| Error::fault(format!("header: {error}")))?;
    headers.insert(header::CONTENT_DISPOSITION, name);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.as_str()));
    Ok(response)
}

fn written(form: TranscriptForm, cues: &[Cue]) -> (String, &'static str) {
    const PLAIN: &str = "text/plain; charset=utf-8";
    match form {
        TranscriptForm::Text => (write::plain(cues), PLAIN),
        TranscriptForm::Braille => (write::braille(cues), PLAIN),
        TranscriptForm::SubRip => (write::subrip(cues), "application/x-subrip; charset=utf-8"),
        TranscriptForm::WebVtt => (write::webvtt(&[], &[], cues), "text/vtt; charset=utf-8"),
    }
}

/// A hit with its titles, in the language of its captions where the course has it.
fn shown(hit: transcript::Hit, titles: &transcript::Titles, wanted: &[Wanted]) -> Result<TranscriptHit> {
    let language: Language = word(&hit.lang)?;
    let title = |chapter: &str| {
        let preferred = [language, Language::English].into_iter().chain(Language::ALL.iter().copied());
        let title = |lang: Language| titles.get(&(hit.course.clone(), chapter.to_owned(), lang.as_str().to_owned()));
        preferred.into_iter().find_map(title).cloned().unwrap_or_default()
    };
    let said = [Some(&hit.plain), hit.plain_behind.as_ref()].into_iter().flatten();
    let text = said.flat_map(|words| words.split_whitespace()).collect::<Vec<_>>().join(" ");
    let start_seconds = unsigned(hit.start_ms)? / 1_000;
    Ok(TranscriptHit {
        course_title: title(""),
        chapter_title: title(&hit.chapter),
        matches: Stems::of(language).matches(&text, wanted),
        text,
        language,
        start_seconds,
        lesson_query: format!("t={start_seconds}"),
        course: CourseSlug(hit.course),
        chapter: ChapterSlug(hit.chapter),
    })
}
