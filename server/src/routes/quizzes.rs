//! Quizzes: showing one without its answers, and marking what was answered.

use passerelle_api::{
    Endpoint,
    account::Account,
    quiz::{Attempt, Marked, Quiz, SendAttempt, ShowQuiz},
};
use passerelle_rules::{
    marking::{self, Marking, PASS_PERCENT},
    progress::is_passed,
};

use crate::{
    auth::Caller,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    state::App,
    store::{
        course,
        idempotency::{Claimed, Once, check_key},
        lesson, progress, to_json,
    },
};

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(show_quiz).on(send_attempt).conflicts()
}

async fn show_quiz(call: Call<ShowQuiz>, _: Caller) -> Result<Quiz> {
    let Call { app, path, query, .. } = call;
    let mut db = app.store.read().await?;
    let row = course::find(&mut db, &path.course).await?;
    let lang = row.language(query.lang)?;
    let quiz = lesson::quiz(&mut db, &path.course, &path.chapter).await?.ok_or(Error::NotFound)?;
    let chapters = lesson::chapters(&mut db, &row.slug, lang).await?;
    let at = chapters.iter().position(|chapter| chapter.slug == path.chapter).ok_or(Error::NotFound)?;
    Ok(Quiz {
        course_title: course::text(&mut db, &row.slug, lang).await?.title,
        course: path.course,
        chapter: path.chapter,
        chapter_title: chapters[at].title.clone(),
        lang,
        questions: quiz.questions(lang),
        pass_percent: PASS_PERCENT,
        next_chapter: chapters.get(at + 1).map(|chapter| chapter.slug.clone()),
    })
}

async fn send_attempt(call: Call<SendAttempt>, caller: Caller) -> Result<Marked> {
    let Call { app, path, query, body, .. } = call;
    check_key(&body.key)?;
    let key = {
        let mut db = app.store.read().await?;
        let row = course::find(&mut db, &path.course).await?;
        let lang = row.language(query.lang)?;
        lesson::quiz(&mut db, &path.course, &path.chapter).await?.ok_or(Error::NotFound)?.key(lang)
    };
    let refusals = marking::refusals(&key, &body.answers);
    if !refusals.is_empty() {
        return Err(Error::Invalid(refusals));
    }
    match caller.0 {
        Some(me) => keep(&app, &me, &path, &key, &body).await,
        // Marking the same answers again gives the same marks, so a guest's repeat needs no memory.
        None => Ok(marked(marking::mark(&key, &body.answers, false), false, false)),
    }
}

async fn keep(
    app: &App,
    me: &Account,
    path: &SendAttempt,
    key: &[marking::Question],
    body: &Attempt,
) -> Result<Marked> {
    let (id, now) = (app.random.id()?, app.clock.now_ms());
    let mut tx = app.store.begin().await?;
    let once = Once { account: &me.id, endpoint: SendAttempt::NAME, key: &body.key, now };
    let claim = match once.claim(&mut tx, &(&path.course, &path.chapter, body)).await? {
        Claimed::Repeat(reply) => return Ok(reply),
        Claimed::First(claim) => claim,
    };
    let tried_before = progress::attempts(&mut tx, &me.id, &path.course, &path.chapter).await? > 0;
    let marking = marking::mark(key, &body.answers, tried_before);
    progress::keep_attempt(
        &mut tx,
        &progress::Attempt {
            id: &id,
            account: &me.id,
            course: &path.course,
            chapter: &path.chapter,
            key: body.key.as_str(),
            answers: &to_json(&body.answers)?,
            percent: marking.percent,
            passed: marking.passed,
            now,
        },
    )
    .await?;
    let standing = progress::standing(&mut tx, &me.id, &path.course).await?;
    let reply = marked(marking, true, is_passed(&standing.chapters));
    claim.settle(&mut tx, &reply, &id).await?;
    tx.commit().await?;
    Ok(reply)
}

fn marked(marking: Marking, kept: bool, course_passed: bool) -> Marked {
    let Marking { questions, right, total, percent, passed } = marking;
    Marked { questions, right, total, percent, passed, kept, course_passed }
}
