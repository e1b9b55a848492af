//! The catalogue, courses and lessons.

use crate::store::Connection;
use passerelle_api::{
    FieldError, Reason,
    account::Language,
    catalogue::{CourseFacets, CourseList, CourseQuery, ListCourses, Relax},
    course::{Course, Lesson, MediaFacts, ShowCourse, ShowLesson},
};

use crate::{
    auth::Caller,
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{
        course::{self, CourseRow, Filter, Place},
        json, lesson, progress,
        reference::Taxonomy,
        small,
    },
    text,
};

/// Courses on one page.
const PAGE: usize = 24;

/// Characters of the words that are looked for.
const WORDS_MAX: u64 = 200;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_courses).on(show_course).on(show_lesson)
}

async fn list_courses(call: Call<ListCourses>, _: Caller) -> Result<CourseList> {
    let Call { app, query, .. } = call;
    let after: Option<Place> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let filter = filter(&query)?;
    let mut db = app.store.read().await?;
    let total = course::count(&mut db, &filter).await?;
    let (rows, next) = course::list(&mut db, &filter, after.as_ref(), PAGE).await?;
    let items = course::cards(&mut db, &rows, query.lang).await?;
    let (topics, levels) = course::facets(&mut db, &filter).await?;
    let relax = if total == 0 { relax(&mut db, &filter).await? } else { Vec::new() };
    Ok(CourseList { items, total, next, facets: CourseFacets { topics, levels }, relax })
}

async fn show_course(call: Call<ShowCourse>, caller: Caller) -> Result<Course> {
    let Call { app, path, query, .. } = call;
    let mut db = app.store.read().await?;
    let row = course::find(&mut db, &path.course).await?;
    let lang = row.language(query.lang)?;
    let text = course::text(&mut db, &row.slug, lang).await?;
    let taxonomy = Taxonomy::load(&mut db).await?;
    let progress = match &caller.0 {
        Some(me) => progress::standing(&mut db, &me.id, &path.course).await?.progress(&path.course)?,
        None => None,
    };
    let asked = query.lang.unwrap_or(Language::English);
    Ok(Course {
        slug: row.slug(),
        title: text.title,
        promise: text.promise,
        lang,
        topic: row.topic()?,
        level: row.level()?,
        author: row.author.clone(),
        minutes: row.minutes()?,
        languages: row.languages()?,
        outcomes: json(&text.outcomes)?,
        audience: text.audience,
        prerequisites: text.prerequisites,
        skills: row.skills()?.iter().map(|code| taxonomy.skill(code, asked)).collect(),
        chapters: lesson::chapters(&mut db, &row.slug, lang).await?,
        media: MediaFacts { signed: lesson::signed(&mut db, &row.slug).await?, ..media_facts(&row)? },
        progress,
    })
}

async fn show_lesson(call: Call<ShowLesson>, _: Caller) -> Result<Lesson> {
    let Call { app, path, query, .. } = call;
    let mut db = app.store.read().await?;
    let row = course::find(&mut db, &path.course).await?;
    let lang = row.language(query.lang)?;
    let lesson = lesson::lesson(&mut db, &row.slug, path.chapter.as_str(), lang).await?;
    Ok(Lesson {
        course_title: course::text(&mut db, &row.slug, lang).await?.title,
        chapters: lesson::chapters(&mut db, &row.slug, lang).await?,
        course: path.course,
        chapter: path.chapter,
        title: lesson.title,
        lang,
        minutes: lesson.minutes,
        html: lesson.html,
        headings: lesson.headings,
        video: lesson.video,
        has_quiz: lesson.has_quiz,
    })
}

fn filter(query: &CourseQuery) -> Result<Filter> {
    let words = query.q.as_deref().unwrap_or_default();
    if words.chars().count() as u64 > WORDS_MAX {
        return Err(Error::Invalid(vec![FieldError::limited("q", Reason::TooLong, WORDS_MAX)]));
    }
    Ok(Filter {
        words: text::words(words),
        topic: query.topic,
        level: query.level,
        length: query.length,
        language: query.language,
        captions: query.captions,
    })
}

/// The filters that, dropped alone, would find something.
async fn relax(db: &mut Connection, filter: &Filter) -> Result<Vec<Relax>> {
    let all = || filter.clone();
    let tries = [
        ("q", !filter.words.is_empty(), Filter { words: Vec::new(), ..all() }),
        ("topic", filter.topic.is_some(), Filter { topic: None, ..all() }),
        ("level", filter.level.is_some(), Filter { level: None, ..all() }),
        ("length", filter.length.is_some(), Filter { length: None, ..all() }),
        ("language", filter.language.is_some(), Filter { language: None, ..all() }),
        ("captions", filter.captions.is_some(), Filter { captions: None, ..all() }),
    ];
    let mut relax = Vec::new();
    for (name, is_set, wider) in tries {
        if is_set {
            let count = course::count(db, &wider).await?;
            if count > 0 {
                relax.push(Relax { filter: name.to_owned(), count });
            }
        }
    }
    Ok(relax)
}

fn media_facts(row: &CourseRow) -> Result<MediaFacts> {
    let captions = row.captions()?;
    Ok(MediaFacts {
        videos: small(row.videos)?,
        // A transcript is made from the captions, so there is one where every video has them.
        transcript: !captions.is_empty(),
        captions,
        descriptions: row.descriptions()?,
        signed: 0,
    })
}
