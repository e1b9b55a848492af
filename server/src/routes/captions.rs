//! Captions as those who teach see them: what is missing, checking a file, keeping it, and publishing a course.

use axum::{
    Json,
    body::{Body, to_bytes},
    extract::{Path, Request, State},
};
use passerelle_api::{
    Access, FieldError, Method, Reason,
    account::{Account, Language, Role},
    captions::{
        CHECK_PATH, CaptionCheck, CaptionFormat, CaptionTrack, ChapterTracks, CourseTracks, KeptTrack,
        ListTaughtCourses, MissingTrack, RemoveTrack, SavePublication, ShowCourseTracks, TaughtCourse, TrackQuery,
        TrackSource, UPLOAD_PATH, VideoSound, limits,
    },
    course::{Track, TrackKind},
    id::{ChapterSlug, CourseSlug},
};
use passerelle_rules::{
    captions::{
        Cue,
        check::{Checked, Expected, check},
        write,
    },
    teaching as rule,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::{
    auth::SignedIn,
    content,
    endpoints::{Call, Endpoints, Raw},
    error::{Error, Result},
    extract::Params,
    session::hex,
    site::CAPTIONS_FOLDER,
    state::App,
    store::{
        Connection,
        caption::{self, ChapterVideo, IndexedCue, Key, NewTrack},
        course::{self, CourseRow},
        lesson, small, teaching,
    },
    uploads,
};

/// In which [`limits::UPLOADS`] files may be sent.
const UPLOAD_WINDOW_MS: i64 = 10 * 60 * 1000;

/// The parts of the path of a chapter's tracks.
#[derive(Deserialize)]
struct Place {
    course: CourseSlug,
    chapter: ChapterSlug,
}

/// A file as it is kept.
struct Prepared {
    file: Vec<u8>,
    digest: String,
    cues: Vec<IndexedCue>,
}

impl Prepared {
    fn new(sent: Vec<u8>, format: CaptionFormat, cues: &[Cue], kind: TrackKind, language: Language) -> Self {
        let file = match format {
            CaptionFormat::WebVtt => sent,
            CaptionFormat::SubRip => write::webvtt(&[], &[], cues).into_bytes(),
        };
        let digest = hex(&Sha256::digest(&file));
        Self { file, digest, cues: caption::index(kind, language, cues) }
    }
}

pub fn endpoints() -> Endpoints {
    let send = Raw {
        name: "SendTrack",
        summary: "Keeps a track, WebVTT or SubRip of at most 1 MiB, and serves it from then on.",
        method: Method::Put,
        path: UPLOAD_PATH,
        access: Access::Teacher,
        takes: Some("application/octet-stream"),
        gives: &["application/json"],
    };
    let check = Raw {
        name: "CheckTrack",
        summary: "Checks a track without keeping it.",
        method: Method::Post,
        path: CHECK_PATH,
        ..send
    };
    Endpoints::new()
        .on(list_taught_courses)
        .on(show_course_tracks)
        .on(save_publication)
        .on(remove_track)
        .raw::<TrackQuery, KeptTrack, _>(send, send_track)
        .limited()
        .raw::<TrackQuery, CaptionCheck, _>(check, check_track)
}

async fn list_taught_courses(call: Call<ListTaughtCourses>, SignedIn(me): SignedIn) -> Result<Vec<TaughtCourse>> {
    let mut db = call.app.store.read().await?;
    let author = (!me.roles.contains(&Role::Staff)).then_some(&me.id);
    let slugs = teaching::taught(&mut db, author).await?;
    let rows = course::find_all(&mut db, slugs.iter().map(String::as_str)).await?;
    let mut courses = Vec::new();
    for card in course::cards(&mut db, &rows, call.query.lang).await? {
        let Some(row) = rows.iter().find(|row| row.slug == card.slug.as_str()) else { continue };
        courses.push(TaughtCourse {
            published: row.is_published(),
            videos: small(row.videos)?,
            slug: card.slug,
            title: card.title,
            lang: card.lang,
            captions: card.captions,
        });
    }
    courses.sort_by_key(|course| slugs.iter().position(|slug| slug == course.slug.as_str()));
    Ok(courses)
}

async fn show_course_tracks(call: Call<ShowCourseTracks>, SignedIn(me): SignedIn) -> Result<CourseTracks> {
    let mut db = call.app.store.read().await?;
    let row = find(&mut db, &call.path.course, &me).await?;
    course_tracks(&mut db, &row, call.query.lang).await
}

async fn save_publication(call: Call<SavePublication>, SignedIn(me): SignedIn) -> Result<CourseTracks> {
    let Call { app, path, body, .. } = call;
    let mut tx = app.store.begin().await?;
    teaching::lock_course(&mut tx, &path.course).await?;
    find(&mut tx, &path.course, &me).await?;
    if body.published {
        check_publishable(&mut tx, &path.course).await?;
    }
    teaching::publish(&mut tx, &path.course, body.published).await?;
    let row = course::find_any(&mut tx, &path.course).await?;
    let tracks = course_tracks(&mut tx, &row, None).await?;
    tx.commit().await?;
    Ok(tracks)
}

/// Refuses where a video has no captions in the language that it speaks.
async fn check_publishable(db: &mut Connection, course: &CourseSlug) -> Result<()> {
    let videos = caption::videos(db, course).await?;
    let blocking = videos.iter().map(|video| &video.video).filter(|video| video.blocks_publication());
    let error = |video: &rule::CourseVideo| {
        FieldError::new(format!("chapters.{}.captions.{}", video.chapter, video.voice.as_str()), Reason::Required)
    };
    let errors: Vec<FieldError> = blocking.map(error).collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

async fn remove_track(call: Call<RemoveTrack>, SignedIn(me): SignedIn) -> Result<CourseTracks> {
    let Call { app, path, query, .. } = call;
    let (kind, language) = asked(&query)?;
    let key = Key { course: path.course.as_str(), chapter: path.chapter.as_str(), kind, language };
    let mut tx = app.store.begin().await?;
    teaching::lock_course(&mut tx, &path.course).await?;
    let row = find(&mut tx, &path.course, &me).await?;
    let uploaded = caption::uploaded(&mut tx, key.course, key.chapter).await?;
    let sent =
        uploaded.into_iter().find(|track| (track.kind, track.lang) == (kind, language)).ok_or(Error::NotFound)?;
    caption::remove(&mut tx, key).await?;
    if let Some((video, track)) = caption::of_content(&mut tx, key).await? {
        let mut warnings = Vec::new();
        content::captions::import_one(&mut tx, key, &app.config.media, &video, &track.src, &mut warnings).await?;
        for warning in warnings {
            tracing::warn!(%warning, "a track that came with a course has a fault");
        }
    }
    caption::refresh_course(&mut tx, &path.course).await?;
    if row.is_published() {
        check_publishable(&mut tx, &path.course).await?;
    }
    let tracks = course_tracks(&mut tx, &row, None).await?;
    let is_used = caption::is_used(&mut tx, &sent.src).await?;
    tx.commit().await?;
    // The same file may caption another chapter as well.
    if let Some(name) = sent.src.rsplit('/').next().filter(|_| !is_used) {
        let removed = tokio::fs::remove_file(app.config.files.join(CAPTIONS_FOLDER).join(name)).await;
        if let Err(error) = removed {
            tracing::warn!(%error, name, "the file of a track that was removed was not deleted");
        }
    }
    Ok(tracks)
}

async fn check_track(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Path(place): Path<Place>,
    Params(query): Params<TrackQuery>,
    request: Request,
) -> Result<Json<CaptionCheck>> {
    let (_, checked) = read(&app, &me, &place, &query, request.into_body()).await?;
    Ok(Json(CaptionCheck {
        format: checked.format,
        cues: count(checked.captions.cues.len()),
        acceptable: checked.is_acceptable(),
        findings: checked.findings,
    }))
}

async fn send_track(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Path(place): Path<Place>,
    Params(query): Params<TrackQuery>,
    request: Request,
) -> Result<Json<KeptTrack>> {
    let (bytes, checked) = read(&app, &me, &place, &query, request.into_body()).await?;
    if !checked.is_acceptable() {
        let errors = checked.findings.iter().filter(|finding| finding.severity.refuses());
        return Err(Error::Invalid(errors.map(|finding| FieldError::found("file", finding)).collect()));
    }
    let (kind, language) = asked(&query)?;
    let Checked { format, captions, findings } = checked;
    let Prepared { file, digest, cues } =
        aside(move || Prepared::new(bytes, format, &captions.cues, kind, language)).await?;
    let key = Key { course: place.course.as_str(), chapter: place.chapter.as_str(), kind, language };
    let now = app.clock.now_ms();
    let name = format!("{digest}.vtt");
    let mut track = CaptionTrack {
        track: Track { src: format!("/{CAPTIONS_FOLDER}/{name}"), kind, lang: language },
        source: TrackSource::Upload,
        cues: count(cues.len()),
        sent_at: Some(app.clock.now()),
    };

    let mut tx = app.store.begin().await?;
    teaching::lock_course(&mut tx, &place.course).await?;
    let kept = caption::tracks(&mut tx, &place.course).await?.remove(&place.chapter).unwrap_or_default();
    match kept.into_iter().find(|kept| kept.track == track.track) {
        // The same file once more is what is kept already.
        Some(same) => track = same,
        None => {
            check_rate(&mut tx, &me, now).await?;
            let upload = app.random.id()?;
            // The bytes come before the row that tells of them: a crash in between leaves bytes that nobody asks for.
            uploads::put(&app.config.files.join(CAPTIONS_FOLDER), &name, &upload, &file).await?;
            caption::note_upload(&mut tx, &upload, &me.id, key, &digest, now).await?;
            let new = NewTrack {
                key,
                source: TrackSource::Upload,
                src: &track.track.src,
                digest: &digest,
                cues: &cues,
                sent_at: Some(now),
            };
            caption::put(&mut tx, &new).await?;
            caption::refresh_course(&mut tx, &place.course).await?;
            tx.commit().await?;
        }
    }
    Ok(Json(KeptTrack { track, format, findings }))
}

/// The bytes of a file for a video that one may caption, and what the check says of them.
async fn read(app: &App, me: &Account, place: &Place, query: &TrackQuery, body: Body) -> Result<(Vec<u8>, Checked)> {
    let (kind, language) = asked(query)?;
    let mut db = app.store.read().await?;
    let row = find(&mut db, &place.course, me).await?;
    let is_there = |chapter: &passerelle_api::course::Chapter| chapter.slug == place.chapter;
    if !lesson::chapters(&mut db, &row.slug, row.language(None)?).await?.iter().any(is_there) {
        return Err(Error::NotFound);
    }
    let videos = caption::videos(&mut db, &place.course).await?;
    let of_chapter = videos.into_iter().find(|video| video.video.chapter == place.chapter);
    let video = of_chapter.ok_or_else(|| Error::field("chapter", Reason::NotAllowed))?;
    let speech = known_speech(&mut db, place, &video, language).await?;
    drop(db);

    let bytes = to_bytes(body, usize::try_from(limits::BYTES).unwrap_or(usize::MAX)).await;
    let bytes = bytes.map_err(|error| uploads::body_failure(&error, limits::BYTES))?.to_vec();
    let duration_ms = Some(video.duration_ms);
    let checking = move || {
        let checked = check(&bytes, Expected { kind, language, duration_ms, speech: &speech });
        (bytes, checked)
    };
    aside(checking).await
}

/// Work that takes a moment, where it keeps nobody else waiting.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Error::fault(format!("captions: {error}")))
}

/// When somebody speaks in a video, as its captions in the spoken language say; nothing where there are none, or where it is
/// those that are to be replaced.
async fn known_speech(
    db: &mut Connection,
    place: &Place,
    video: &ChapterVideo,
    language: Language,
) -> Result<Vec<(u64, u64)>> {
    let voice = video.video.voice;
    if language == voice {
        return Ok(Vec::new());
    }
    let (course, chapter) = (place.course.as_str(), place.chapter.as_str());
    let key = Key { course, chapter, kind: TrackKind::Captions, language: voice };
    let cues = caption::cues(db, key).await?.unwrap_or_default();
    Ok(cues.iter().map(|cue| (cue.start_ms, cue.end_ms)).collect())
}

fn asked(query: &TrackQuery) -> Result<(TrackKind, Language)> {
    let language = query.language.ok_or_else(|| Error::field("language", Reason::Required))?;
    Ok((query.kind.unwrap_or(TrackKind::Captions), language))
}

/// A course that one may change.
async fn find(db: &mut Connection, course: &CourseSlug, me: &Account) -> Result<CourseRow> {
    let row = course::find_any(db, course).await?;
    let is_author = teaching::is_author(db, &row.slug, &me.id).await?;
    if rule::may_change(&me.roles, is_author) { Ok(row) } else { Err(Error::Forbidden) }
}

async fn course_tracks(db: &mut Connection, row: &CourseRow, lang: Option<Language>) -> Result<CourseTracks> {
    let (slug, lang) = (row.slug(), row.language(lang)?);
    let languages = row.languages()?;
    let videos = caption::videos(db, &slug).await?;
    let mut tracks = caption::tracks(db, &slug).await?;
    let mut chapters = Vec::new();
    for chapter in lesson::chapters(db, &row.slug, lang).await? {
        let video = videos.iter().find(|video| video.video.chapter == chapter.slug);
        let missing = video.map(|video| video.video.missing(&languages)).unwrap_or_default();
        let blocks =
            |kind, language| kind == TrackKind::Captions && video.is_some_and(|video| video.video.voice == language);
        let missing = missing.into_iter();
        chapters.push(ChapterTracks {
            missing: missing
                .map(|(kind, language)| MissingTrack { kind, language, blocks: blocks(kind, language) })
                .collect(),
            video: video.map(|video| VideoSound { voice: video.video.voice, duration_ms: video.duration_ms }),
            tracks: tracks.remove(&chapter.slug).filter(|_| video.is_some()).unwrap_or_default(),
            title: chapter.title,
            chapter: chapter.slug,
        });
    }
    let blocking = videos.into_iter().map(|video| video.video).filter(rule::CourseVideo::blocks_publication);
    Ok(CourseTracks {
        title: course::text(db, &row.slug, lang).await?.title,
        course: slug,
        published: row.is_published(),
        languages,
        chapters,
        blocking: blocking.map(|video| video.chapter).collect(),
    })
}

/// Refuses more files than a person can send by hand.
async fn check_rate(db: &mut Connection, me: &Account, now: i64) -> Result<()> {
    let sent = caption::uploads_since(db, &me.id, now - UPLOAD_WINDOW_MS).await?;
    if (sent.len() as u64) < limits::UPLOADS {
        return Ok(());
    }
    let free_at = sent.first().map_or(now, |oldest| oldest + UPLOAD_WINDOW_MS);
    let wait_ms = u64::try_from(free_at - now).unwrap_or(0);
    Err(Error::TooMany { retry_after_seconds: wait_ms.div_ceil(1_000).max(1) })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
