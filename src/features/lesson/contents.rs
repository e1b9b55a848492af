//! The chapters of the course, with those that are done.

use leptos::prelude::*;
use passerelle_api::{account::Language, course::Chapter, id::ChapterSlug};

use super::progress::Progress;
use crate::{
    forms::FailureNotice,
    i18n as tr,
    route::Route,
    ui::icon::{Glyph, Icon},
};

/// The contents of the course.
#[component]
pub fn Contents(
    course: passerelle_api::id::CourseSlug,
    /// The one that is open.
    here: ChapterSlug,
    chapters: Vec<Chapter>,
    /// The language of the titles.
    lang: Language,
    progress: Progress,
) -> impl IntoView {
    let item = move |chapter: Chapter| {
        let is_here = chapter.slug == here;
        let route = Route::Lesson(course.clone(), chapter.slug.clone());
        let has_quiz = chapter.questions > 0;
        let done =
            Memo::new(move |_| progress.of(&chapter.slug).is_some_and(|at| if has_quiz { at.passed } else { at.read }));
        view! {
            <li class="lesson-chapter">
                <a href=route.path() aria-current=is_here.then_some("page")>
                    <span lang=lang.as_str()>{chapter.title}</span>
                    <span class="lesson-chapter-facts">
                        {move || tr::lesson::minutes(u64::from(chapter.minutes))}
                        {move || done.get().then(|| view! {
                            <span class="lesson-done"><Glyph icon=Icon::Check size=16/>{tr::lesson::done}</span>
                        })}
                    </span>
                </a>
            </li>
        }
    };
    view! {
        <nav class="lesson-contents" aria-labelledby="lesson-contents-title">
            <h2 class="lesson-side-title" id="lesson-contents-title">{tr::lesson::contents}</h2>
            <ol>{chapters.into_iter().map(item).collect_view()}</ol>
            {move || progress.failure().map(|failure| view! { <FailureNotice failure retry=move |()| progress.retry()/> })}
        </nav>
    }
}
