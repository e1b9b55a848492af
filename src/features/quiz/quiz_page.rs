//! The page of a quiz.

use leptos::{either::Either, prelude::*};
use passerelle_api::{
    FieldError,
    id::{ChapterSlug, CourseSlug},
    quiz::{Marked, Quiz},
};

use super::{
    calls,
    question::QuestionView,
    result::ResultView,
    review::Review,
    sheet::{Sheet, Step},
};
use crate::{
    announce::PageHeading,
    base,
    client::Failure,
    draft::{Draft, draft},
    guest, i18n as tr,
    load::{Loaded, load},
    route::Route,
    session::{SessionState, use_session},
    ui::breadcrumb::Breadcrumb,
};

/// What the parts of the quiz share.
#[derive(Clone, Copy)]
pub struct Work {
    pub quiz: StoredValue<Quiz>,
    pub sheet: Draft<Sheet>,
    pub session: SessionState,
    marked: RwSignal<Option<Marked>>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

/// A quiz. Answers and result stay through a switch of the language, which fetches the questions anew.
#[component]
pub fn QuizPage(course: CourseSlug, chapter: ChapterSlug) -> impl IntoView {
    let sheet = draft(&format!("quiz:{course}/{chapter}"), Sheet::new(base::fresh_key()));
    let session = use_session();
    let (marked, busy, failure) = (RwSignal::new(None), RwSignal::new(false), RwSignal::new(None));
    let quiz = load(tr::language, move |language| calls::quiz(course.clone(), chapter.clone(), language));
    let show = move |quiz: Quiz| {
        let work = Work { quiz: StoredValue::new(quiz), sheet, session, marked, busy, failure };
        view! { <QuizView work/> }
    };
    view! { <Loaded loader=quiz view=show/> }
}

#[component]
fn QuizView(work: Work) -> impl IntoView {
    let quiz = work.quiz.get_value();
    let (course, lesson) = (Route::Course(quiz.course.clone()).path(), Route::Lesson(quiz.course, quiz.chapter).path());
    let chapter = quiz.chapter_title.clone();
    let trail = Signal::derive(move || {
        vec![
            (Route::Catalogue.path(), tr::shell::courses()),
            (course.clone(), quiz.course_title.clone()),
            (lesson.clone(), chapter.clone()),
        ]
    });
    let title = quiz.chapter_title;
    let step = Memo::new(move |_| work.quiz.with_value(|quiz| work.sheet.with(|sheet| sheet.step(quiz))));
    let other_side = StoredValue::new(false);
    view! {
        <div class="quiz">
            <Breadcrumb label=tr::quiz::breadcrumb items=trail here=tr::quiz::quiz/>
            <PageHeading text=move || tr::quiz::title(&title)/>
            {move || match work.marked() {
                Some(marked) => view! { <ResultView work marked/> }.into_any(),
                None => match step.get() {
                    // Drawn anew for each question: choices that were taken over from another one would bring its marks along.
                    Step::Question(number) => {
                        let other = !other_side.get_value();
                        other_side.set_value(other);
                        let question = question(work, number);
                        if other { Either::Left(question) } else { Either::<AnyView, AnyView>::Right(question) }.into_any()
                    }
                    Step::Review => view! { <Review work/> }.into_any(),
                },
            }}
        </div>
    }
}

fn question(work: Work, number: usize) -> AnyView {
    let question = work.quiz.with_value(|quiz| quiz.questions.get(number).cloned());
    question.map(|question| view! { <QuestionView work number question/> }).into_any()
}

impl Work {
    /// How the attempt went, once it was marked.
    pub fn marked(self) -> Option<Marked> {
        self.marked.get()
    }

    /// Whether the answers are on their way.
    pub fn busy(self) -> bool {
        self.busy.get()
    }

    /// Why the answers were not marked, except for what a question's own line says.
    pub fn failure(self) -> Option<Failure> {
        self.failure.get().filter(|failure| failure.fields().is_empty())
    }

    /// The answers that the server refused.
    pub fn refused(self) -> Vec<FieldError> {
        self.failure.get().map(|failure| failure.fields()).unwrap_or_default()
    }

    /// Sends the answers. Until they are marked they stay in this browser, so that sending again is the same attempt.
    pub fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let quiz = self.quiz.get_value();
        let mut sheet = self.sheet.get_untracked();
        let attempt = sheet.attempt(&quiz);
        self.sheet.update(|kept| *kept = sheet);
        let (language, has_account) = (tr::language_untracked(), untrack(|| self.session.account().is_some()));
        leptos::task::spawn_local(async move {
            let (course, chapter) = (quiz.course.clone(), quiz.chapter.clone());
            let work = || calls::send(course.clone(), chapter.clone(), language, &attempt, has_account);
            let sent = self.session.send(work).await;
            if let Ok(Marked { kept: false, .. }) = &sent {
                guest::change(&course, &chapter, |item| {
                    item.answers = attempt.answers.clone();
                    item.key = Some(attempt.key.clone());
                });
            }
            self.take(sent);
        });
    }

    /// Takes the server's answer. Where the page was left meanwhile, the answers stay kept, and sending them again tells the same.
    fn take(self, sent: Result<Marked, Failure>) {
        if self.busy.try_set(false).is_some() {
            return;
        }
        match sent {
            Ok(marked) => {
                base::forget(&self.sheet.name());
                self.marked.set(Some(marked));
                self.show();
            }
            Err(failure) => self.failure.set(Some(failure)),
        }
    }

    /// Starts over, as another attempt.
    pub fn again(self) {
        self.sheet.update(|sheet| *sheet = Sheet::new(base::fresh_key()));
        self.marked.set(None);
        self.show();
    }
}
