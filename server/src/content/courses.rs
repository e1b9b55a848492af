//! Courses: their texts, lessons and quizzes.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use crate::store::Connection;
use passerelle_api::{
    account::Language,
    catalogue::{Level, Topic},
};
use serde::Deserialize;

use super::{captions, children, media, read_json, read_text};
use crate::{
    error::{Error, Result},
    glossary::Glossary,
    markdown,
    quiz::{QuizFile, Text},
    store::{
        catalogue_import::{self, ChapterRecord, CourseRecord, TextRecord},
        lesson::VideoFacts,
        to_json,
    },
    text::fold,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CourseFile {
    slug: String,
    topic: Topic,
    level: Level,
    author: String,
    skills: Vec<String>,
    languages: Vec<Language>,
    text: BTreeMap<String, CourseWords>,
    chapters: Vec<ChapterFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CourseWords {
    title: String,
    promise: String,
    outcomes: Vec<String>,
    audience: String,
    prerequisites: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChapterFile {
    slug: String,
    minutes: u32,
    video: Option<String>,
    /// The skills of the course that this chapter teaches, where it says so.
    #[serde(default)]
    skills: Vec<String>,
    title: Text,
}

#[derive(Deserialize)]
struct SkillFile {
    code: String,
    name: Text,
}

/// What every course is read with.
struct Reading<'a> {
    media: &'a Path,
    skills: &'a HashMap<String, Text>,
    glossary: &'a Glossary,
}

/// Imports every course of the folder, in the order of their names within a topic's place. Says what had to be left out.
pub async fn import(db: &mut Connection, folder: &Path, media: &Path, warnings: &mut Vec<String>) -> Result<usize> {
    let skills: Vec<SkillFile> = read_json(&folder.join("skills.json"))?;
    let skills: HashMap<String, Text> = skills.into_iter().map(|skill| (skill.code, skill.name)).collect();
    let glossary: Glossary = read_json(&folder.join("glossary.json"))?;
    let mut courses = Vec::new();
    for path in children(&folder.join("courses"))? {
        let file = path.join("course.json");
        if file.is_file() {
            let course: CourseFile = read_json(&file)?;
            check(&course, &skills).map_err(|what| Error::fault(format!("{}: {what}", file.display())))?;
            courses.push((path, course));
        }
    }
    let reading = Reading { media, skills: &skills, glossary: &glossary };
    // Newcomers' courses stand first.
    courses.sort_by_key(|(_, course)| (course.level, course.topic, course.slug.clone()));
    catalogue_import::unpublish(db).await?;
    for (position, (path, course)) in courses.iter().enumerate() {
        import_one(db, path, course, position, &reading, warnings).await?;
    }
    Ok(courses.len())
}

async fn import_one(
    db: &mut Connection,
    folder: &Path,
    course: &CourseFile,
    position: usize,
    reading: &Reading<'_>,
    warnings: &mut Vec<String>,
) -> Result<()> {
    let Reading { media, skills, glossary } = *reading;
    let videos = videos(db, media, course, warnings).await?;
    let search = search(course, skills);
    catalogue_import::put_course(
        db,
        &CourseRecord {
            slug: &course.slug,
            topic: course.topic.as_str(),
            level: course.level.as_str(),
            author: &course.author,
            minutes: course.chapters.iter().map(|chapter| chapter.minutes).sum(),
            chapters: course.chapters.len(),
            videos: videos.len(),
            languages: course.languages.iter().map(|lang| lang.as_str()).collect(),
            skills: &course.skills,
            search: &search,
            position,
        },
    )
    .await?;
    for (lang, words) in &course.text {
        let record = TextRecord {
            lang,
            title: &words.title,
            promise: &words.promise,
            outcomes: &words.outcomes,
            audience: &words.audience,
            prerequisites: &words.prerequisites,
        };
        catalogue_import::put_text(db, &course.slug, &record).await?;
    }
    for (position, chapter) in course.chapters.iter().enumerate() {
        let record = chapter_record(&folder.join(&chapter.slug), course, chapter, position, &videos, glossary)?;
        catalogue_import::put_chapter(db, &course.slug, &record).await?;
    }
    for skill in &course.skills {
        let chapter = course.chapters.iter().find(|chapter| chapter.skills.contains(skill));
        let chapter = chapter.map(|chapter| chapter.slug.as_str());
        catalogue_import::put_taught_skill(db, &course.slug, skill, chapter, position).await?;
    }
    let shown = |chapter: &'_ ChapterFile| videos.iter().find(|video| Some(&video.id) == chapter.video.as_ref());
    let chapters: Vec<(&str, &VideoFacts)> =
        course.chapters.iter().filter_map(|chapter| Some((chapter.slug.as_str(), shown(chapter)?))).collect();
    captions::import(db, &course.slug, media, &chapters, warnings).await
}

/// The videos that the course names and that were made.
async fn videos(
    db: &mut Connection,
    media: &Path,
    course: &CourseFile,
    warnings: &mut Vec<String>,
) -> Result<Vec<VideoFacts>> {
    let mut videos = Vec::new();
    for id in course.chapters.iter().filter_map(|chapter| chapter.video.as_deref()) {
        match media::facts(media, id)? {
            Some(facts) => {
                catalogue_import::put_video(db, &facts).await?;
                videos.push(facts);
            }
            None => warnings.push(format!("{}: video {id} is not made yet, its lesson goes without", course.slug)),
        }
    }
    Ok(videos)
}

fn chapter_record<'a>(
    folder: &Path,
    course: &'a CourseFile,
    chapter: &'a ChapterFile,
    position: usize,
    videos: &[VideoFacts],
    glossary: &Glossary,
) -> Result<ChapterRecord<'a>> {
    let mut texts = Vec::new();
    for lang in &course.languages {
        let file = folder.join(format!("{}.md", lang.as_str()));
        let text = read_text(&file)?;
        let words = glossary.words(lang.as_str());
        if let Some(word) = markdown::glossary_words(&text).iter().find(|word| !words.contains_key(word.as_str())) {
            return Err(Error::fault(format!("{}: {word} is not in glossary.json in this language", file.display())));
        }
        let rendered = markdown::render_with(&text, &words);
        let title = chapter.title.get(lang.as_str()).map_or("", String::as_str);
        texts.push((lang.as_str(), title, rendered.html, rendered.headings));
    }
    let file = folder.join("quiz.json");
    let quiz: Option<QuizFile> = if file.is_file() { Some(read_json(&file)?) } else { None };
    if let Some(fault) = quiz.as_ref().and_then(|quiz| quiz.fault(&course.languages)) {
        return Err(Error::fault(format!("{}: {fault}", file.display())));
    }
    let has_video = |id: &&str| videos.iter().any(|video| video.id == **id);
    Ok(ChapterRecord {
        slug: &chapter.slug,
        position,
        minutes: chapter.minutes,
        video: chapter.video.as_deref().filter(has_video),
        questions: quiz.as_ref().map_or(0, |quiz| quiz.questions.len()),
        quiz: quiz.as_ref().map(to_json).transpose()?,
        texts,
    })
}

/// What the author forgot, so that it is said when the course is read and not when it is looked at.
fn check(course: &CourseFile, skills: &HashMap<String, Text>) -> Result<(), String> {
    if course.languages.is_empty() {
        return Err("no language".into());
    }
    for lang in &course.languages {
        let lang = lang.as_str();
        if !course.text.contains_key(lang) {
            return Err(format!("no text in {lang}"));
        }
        if let Some(chapter) = course.chapters.iter().find(|chapter| !chapter.title.contains_key(lang)) {
            return Err(format!("chapter {} has no title in {lang}", chapter.slug));
        }
    }
    if let Some(lang) = course.text.keys().find(|lang| course.languages.iter().all(|known| known.as_str() != **lang)) {
        return Err(format!("a text in {lang}, which is not among the languages"));
    }
    if let Some(skill) = course.skills.iter().find(|skill| !skills.contains_key(*skill)) {
        return Err(format!("skill {skill} is not in skills.json"));
    }
    let taught = |chapter: &ChapterFile| chapter.skills.iter().find(|skill| !course.skills.contains(skill)).cloned();
    if let Some(skill) = course.chapters.iter().find_map(taught) {
        return Err(format!("a chapter teaches {skill}, which is not a skill of the course"));
    }
    Ok(())
}

/// Titles, promises, outcomes and skills in every language, folded as searches are.
fn search(course: &CourseFile, skills: &HashMap<String, Text>) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for words in course.text.values() {
        parts.extend([words.title.as_str(), &words.promise]);
        parts.extend(words.outcomes.iter().map(String::as_str));
    }
    let names = course.skills.iter().filter_map(|skill| skills.get(skill)).flat_map(BTreeMap::values);
    parts.extend(names.map(String::as_str));
    fold(&parts.join(" "))
}
