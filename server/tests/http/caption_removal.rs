//! Deleting a track that was sent.

use passerelle_api::{
    Code, Reason,
    account::{Language, Role},
    captions::{RemoveTrack, TrackQuery, TrackSource},
    course::TrackKind,
    transcript::{SearchTranscripts, TranscriptSearch},
};

use super::captions::{GOOD, author, kept, lesson, publish, query, start, tracks};
use crate::support::{
    Server,
    catalogue::{CHAPTER, COURSE, write_media},
};

fn removal() -> RemoveTrack {
    RemoveTrack { course: COURSE.into(), chapter: CHAPTER.into() }
}

#[tokio::test]
async fn a_file_that_was_sent_is_deleted_and_the_one_of_the_course_comes_back() {
    let server = start().await;
    let author = author(&server).await;
    let before = lesson(&server).await.video.unwrap().tracks;
    let kept = kept(&server, &author, Language::French, GOOD).await.track.track.src;
    assert_eq!(server.send(&author, "GET", &kept, None).await.status, 200);
    let captions = query(Language::French, TrackKind::Captions);

    let stranger = server.person("stranger", Role::Mentor).await;
    assert_eq!(server.refused(&stranger, removal(), &captions, &()).await.code, Code::Forbidden);
    let arabic = query(Language::Arabic, TrackKind::Captions);
    assert_eq!(server.refused(&author, removal(), &arabic, &()).await.code, Code::NotFound);
    let problem = server.refused(&author, removal(), &TrackQuery::default(), &()).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("language", Reason::Required));

    let tracks = server.ok(&author, removal(), &captions, &()).await;
    let french = tracks.chapters[0].tracks.iter().find(|track| track.track.lang == Language::French).unwrap();
    assert_eq!((french.source, french.sent_at), (TrackSource::Content, None));
    assert_eq!(lesson(&server).await.video.unwrap().tracks, before);
    assert_eq!(server.send(&author, "GET", &kept, None).await.status, 404, "nobody has the file any more");
    // What came with the course is not theirs to delete.
    assert_eq!(server.refused(&author, removal(), &captions, &()).await.code, Code::NotFound);
    let found = TranscriptSearch { q: Some("address bar".into()), ..TranscriptSearch::default() };
    let found = server.ok(&server.nobody(), SearchTranscripts {}, &found, &()).await;
    assert!(found.items.iter().all(|hit| hit.language != Language::French), "its words are no longer found");
}

#[tokio::test]
async fn a_published_course_keeps_the_captions_of_its_own_language() {
    let server = Server::start().await;
    let media = server.folder().join("media");
    for (id, captions) in [("browser-tour", &["fr"][..]), ("search-well", &["en"]), ("safe-passwords", &["en"])] {
        write_media(&media, id, captions);
    }
    server.import_courses().await;
    let staff = server.person("staff", Role::Staff).await;
    kept(&server, &staff, Language::English, GOOD).await;
    assert!(publish(&server, &staff, true).await.published);

    let english = query(Language::English, TrackKind::Captions);
    let problem = server.refused(&staff, removal(), &english, &()).await;
    let fields: Vec<&str> = problem.errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, [format!("chapters.{CHAPTER}.captions.en")]);
    assert_eq!(tracks(&server, &staff).await.chapters[0].tracks[0].source, TrackSource::Upload, "nothing was deleted");

    publish(&server, &staff, false).await;
    let tracks = server.ok(&staff, removal(), &english, &()).await;
    assert_eq!(tracks.blocking, [CHAPTER.into()]);
}
