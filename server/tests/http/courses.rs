//! Finding a course, and reading it.

use passerelle_api::{
    Code, Reason,
    account::Language,
    catalogue::{CourseList, CourseQuery, Length, Level, ListCourses, Topic},
    course::{ShowCourse, ShowLesson},
    reference::InLanguage,
};

use crate::support::{
    Server,
    catalogue::{CHAPTER, COURSE, write_media},
};

async fn list(server: &Server, query: CourseQuery) -> CourseList {
    server.ok(&server.nobody(), ListCourses {}, &query, &()).await
}

fn words(q: &str) -> CourseQuery {
    CourseQuery { q: Some(q.into()), ..CourseQuery::default() }
}

fn slugs(list: &CourseList) -> Vec<&str> {
    list.items.iter().map(|card| card.slug.as_str()).collect()
}

#[tokio::test]
async fn an_empty_catalogue_is_an_empty_list() {
    let server = Server::start().await;
    let empty = list(&server, CourseQuery::default()).await;
    assert_eq!((empty.total, empty.items.len(), empty.relax.len()), (0, 0, 0));
}

#[tokio::test]
async fn words_are_found_whatever_their_case_accents_and_language() {
    let server = Server::with_courses().await;
    for q in ["premiers pas", "PREMIÈRS  pás", "contraseñas", "first steps", "خطواتك الأولي", "خُطواتك"]
    {
        assert!(slugs(&list(&server, words(q)).await).contains(&COURSE), "{q}");
    }
    let none = list(&server, words("premiers zeppelin")).await;
    assert_eq!(none.total, 0);
    assert_eq!(none.relax[0].filter, "q");
    assert_eq!(none.relax[0].count, list(&server, CourseQuery::default()).await.total);
}

#[tokio::test]
async fn wildcards_in_words_are_words() {
    let server = Server::with_courses().await;
    assert_eq!(list(&server, words("%")).await.total, list(&server, CourseQuery::default()).await.total);
    for q in ["f%t", "f_rst", "\\"] {
        assert!(list(&server, words(q)).await.items.iter().all(|card| card.slug.as_str() != "none"), "{q}");
    }
    assert_eq!(list(&server, words("f_rst")).await.total, list(&server, words("f rst")).await.total);
}

#[tokio::test]
async fn a_facet_ignores_its_own_choice() {
    let server = Server::with_courses().await;
    let all = list(&server, CourseQuery::default()).await;
    let chosen = CourseQuery { topic: Some(Topic::DigitalBasics), ..CourseQuery::default() };
    let narrowed = list(&server, chosen).await;
    assert!(narrowed.items.iter().all(|card| card.topic == Topic::DigitalBasics));
    assert_eq!(narrowed.facets.topics, all.facets.topics);
    let of_levels: u64 = narrowed.facets.levels.iter().map(|level| level.count).sum();
    assert_eq!(of_levels, narrowed.total);
    let of_topics: u64 = all.facets.topics.iter().map(|topic| topic.count).sum();
    assert_eq!(of_topics, all.total);
}

#[tokio::test]
async fn filters_narrow_together_and_relax_one_by_one() {
    let server = Server::with_courses().await;
    let query = CourseQuery {
        topic: Some(Topic::DigitalBasics),
        level: Some(Level::Advanced),
        language: Some(Language::Arabic),
        ..CourseQuery::default()
    };
    let none = list(&server, query).await;
    assert_eq!(none.total, 0);
    let level = none.relax.iter().find(|relax| relax.filter == "level").unwrap();
    assert!(level.count >= 1);
    assert!(none.relax.iter().all(|relax| relax.filter != "language"), "{:?}", none.relax);
}

#[tokio::test]
async fn length_is_in_minutes() {
    let server = Server::with_courses().await;
    let mut total = 0;
    for length in Length::ALL {
        let (from, to) = length.minutes();
        let found = list(&server, CourseQuery { length: Some(*length), ..CourseQuery::default() }).await;
        assert!(found.items.iter().all(|card| (from..=to).contains(&card.minutes)));
        total += found.total;
    }
    assert_eq!(total, list(&server, CourseQuery::default()).await.total);
}

#[tokio::test]
async fn captions_count_when_every_video_has_them() {
    let server = Server::start().await;
    let media = server.folder().join("media");
    for id in ["browser-tour", "search-well", "safe-passwords", "email-and-forms"] {
        write_media(&media, id, if id == "search-well" { &["en"] } else { &["en", "fr"] });
    }
    let warnings = server.import_courses().await;
    assert!(warnings.iter().all(|warning| !warning.starts_with(COURSE)), "{warnings:?}");
    let with = |captions| CourseQuery { captions: Some(captions), ..CourseQuery::default() };
    assert!(slugs(&list(&server, with(Language::English)).await).contains(&COURSE));
    assert!(!slugs(&list(&server, with(Language::French)).await).contains(&COURSE));
    let course = server.ok(&server.nobody(), ShowCourse { course: COURSE.into() }, &InLanguage::default(), &()).await;
    assert_eq!(course.media.captions, [Language::English]);
    assert!(course.media.transcript && course.media.videos == 4);
    let lesson = ShowLesson { course: COURSE.into(), chapter: CHAPTER.into() };
    let french = InLanguage { lang: Some(Language::French) };
    let video = server.ok(&server.nobody(), lesson, &french, &()).await.video.unwrap();
    assert_eq!(video.title, "Un tour");
    assert_eq!(video.renditions[0].src, "/media/browser-tour/small.webm");
    assert_eq!(video.tracks[0].src, "/media/browser-tour/captions.en.vtt");
    assert_eq!(video.signed[0].src, "/media/browser-tour/signed.webm");
    assert!(video.described.is_empty());
    assert_eq!(course.media.signed, 4);
}

#[tokio::test]
async fn without_its_video_a_lesson_is_its_text() {
    let server = Server::start().await;
    let warnings = server.import_courses().await;
    assert!(warnings.iter().any(|warning| warning.contains("browser-tour")), "{warnings:?}");
    let course = server.ok(&server.nobody(), ShowCourse { course: COURSE.into() }, &InLanguage::default(), &()).await;
    assert_eq!((course.media.videos, course.media.transcript), (0, false));
    assert!(course.chapters.iter().all(|chapter| !chapter.has_video));
}

#[tokio::test]
async fn a_course_comes_in_the_language_asked_for() {
    let server = Server::with_courses().await;
    let arabic = InLanguage { lang: Some(Language::Arabic) };
    let course = server.ok(&server.nobody(), ShowCourse { course: COURSE.into() }, &arabic, &()).await;
    assert_eq!((course.lang, course.title.as_str()), (Language::Arabic, "خطواتك الأولى على الإنترنت"));
    assert_eq!(course.minutes, course.chapters.iter().map(|chapter| chapter.minutes).sum::<u32>());
    assert!(course.skills.iter().all(|skill| !skill.name.is_ascii()), "{:?}", course.skills);
    assert!(course.progress.is_none());
}

#[tokio::test]
async fn a_lesson_is_safe_html_with_its_headings() {
    let server = Server::with_courses().await;
    let endpoint = ShowLesson { course: COURSE.into(), chapter: CHAPTER.into() };
    let lesson = server.ok(&server.nobody(), endpoint, &InLanguage::default(), &()).await;
    assert!(!lesson.headings.is_empty() && lesson.has_quiz);
    for heading in &lesson.headings {
        assert!(lesson.html.contains(&format!("<h{} id=\"{}\">", heading.level, heading.id)), "{heading:?}");
    }
    assert!(lesson.html.contains("<aside class=\"note\" role=\"note\">") && lesson.html.contains("<th scope=\"col\">"));
    assert!(lesson.chapters.iter().any(|chapter| chapter.slug == lesson.chapter));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let server = Server::with_courses().await;
    let (nobody, english) = (server.nobody(), InLanguage::default());
    assert_eq!(server.refused(&nobody, ShowCourse { course: "none".into() }, &english, &()).await.code, Code::NotFound);
    let lesson = ShowLesson { course: COURSE.into(), chapter: "none".into() };
    assert_eq!(server.refused(&nobody, lesson, &english, &()).await.code, Code::NotFound);
    let nul = server.send(&nobody, "GET", "/api/courses/a%00b", None).await;
    assert_eq!(nul.problem().code, Code::NotFound);
}

#[tokio::test]
async fn impossible_queries_are_refused() {
    let server = Server::start().await;
    for query in ["topic=cooking", "lang=xx", "cursor=%21", "cursor=W10", "q=%00", "page=2"] {
        let reply = server.send(&server.nobody(), "GET", &format!("/api/courses?{query}"), None).await;
        assert_eq!(reply.problem().code, Code::Malformed, "{query}");
    }
    let long = server.refused(&server.nobody(), ListCourses {}, &words(&"a".repeat(201)), &()).await;
    assert_eq!((long.errors[0].field.as_str(), long.errors[0].reason), ("q", Reason::TooLong));
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_repeat() {
    let server = Server::with_courses().await;
    let mut tx = server.app.store.begin().await.unwrap();
    for number in 0..60 {
        for sql in [
            format!(
                "INSERT INTO courses (slug, topic, level, author, minutes, chapters, videos, languages, captions, descriptions, skills, search, published, position) VALUES ('synthetic-{number:03}', 'data', 'beginner', 'x', 10, 0, 0, '[\"en\"]', '[]', '[]', '[]', 'filler', 1, 1000)"
            ),
            format!(
                "INSERT INTO course_texts VALUES ('synthetic-{number:03}', 'en', 'Filler {number}', 'x', '[]', '', '')"
            ),
        ] {
            sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut *tx).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    let mut seen = Vec::new();
    let mut query = words("filler");
    loop {
        let page = list(&server, query.clone()).await;
        assert_eq!(page.total, 60);
        seen.extend(page.items.iter().map(|card| card.slug.as_str().to_owned()));
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    let expected: Vec<String> = (0..60).map(|number| format!("synthetic-{number:03}")).collect();
    assert_eq!(seen, expected);
}
