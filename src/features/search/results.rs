//! The places that were found, each with the way to that second of the lesson.

use leptos::prelude::*;
use passerelle_api::transcript::{TranscriptHit, TranscriptSearch};

use super::{
    calls,
    search_page::{COUNT, Found},
};
use crate::{
    i18n as tr,
    moment::clock,
    paging::{Paging, paging},
    route::Route,
    ui::{empty::Empty, more::More},
};

const LIST: &str = "search-list";

/// What was found, or what would help.
pub fn results(found: Found) -> AnyView {
    let Some(count) = found.count() else { return ().into_any() };
    let Found { query, hits } = found;
    let Some(hits) = hits.filter(|hits| !hits.items.is_empty()) else {
        return view! { <Empty title=tr::search::none text=tr::search::none_next/> }.into_any();
    };
    view! {
        <h2 class="results-title" id=COUNT tabindex="-1">{count}</h2>
        {list(query, hits.items, hits.next)}
    }
    .into_any()
}

/// The list, which further pages are added to in place, so that nobody loses theirs.
fn list(query: TranscriptSearch, items: Vec<TranscriptHit>, next: Option<String>) -> AnyView {
    let query = StoredValue::new(query);
    let fetch = move |cursor| async move {
        let page = calls::search(&TranscriptSearch { cursor: Some(cursor), ..query.get_value() }).await?;
        Ok((page.items, page.next))
    };
    let Paging { items: hits, busy, done, more } = paging((items, next), tr::search::came, fetch);
    let all = move || hits.get().into_iter().map(item).collect::<Vec<_>>();
    view! {
        <ul class="hits" role="list" id=LIST>{all}</ul>
        <More
            label=tr::search::more
            shown=move || tr::search::shown(hits.with(Vec::len) as u64)
            list=LIST
            busy
            done
            on_more=more
        />
    }
    .into_any()
}

fn item(hit: TranscriptHit) -> AnyView {
    let href = [&Route::Lesson(hit.course.clone(), hit.chapter.clone()).path(), "?", &hit.lesson_query].concat();
    let lang = hit.language;
    let time = clock(hit.start_seconds);
    view! {
        <li class="hit">
            <h3><a href=href><bdi>{hit.chapter_title.clone()}</bdi><span class="hit-time">" "{move || tr::search::at(&time)}</span></a></h3>
            <p class="hit-text" lang=lang.as_str() dir=if lang.is_rtl() { "rtl" } else { "ltr" }>{marked(&hit)}</p>
            <p class="hit-facts"><bdi>{hit.course_title}</bdi>" · "{move || tr::search::captions_in(&tr::language_name(lang.as_str()))}</p>
        </li>
    }
    .into_any()
}

/// The text, with the words that were sought marked.
fn marked(hit: &TranscriptHit) -> Vec<AnyView> {
    let parts = parts(hit).into_iter();
    parts
        .map(|(text, is_match)| if is_match { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() })
        .collect()
}

fn parts(hit: &TranscriptHit) -> Vec<(String, bool)> {
    let letters: Vec<char> = hit.text.chars().collect();
    let piece = |from: usize, to: usize| letters.get(from..to).map(|letters| letters.iter().collect::<String>());
    let mut parts = Vec::new();
    let mut at = 0;
    for range in &hit.matches {
        let (start, end) = (range.start as usize, range.end as usize);
        parts.extend(piece(at, start).map(|text| (text, false)));
        parts.extend(piece(start, end).map(|text| (text, true)));
        at = end;
    }
    parts.extend(piece(at, letters.len()).map(|text| (text, false)));
    parts.retain(|(text, _)| !text.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use passerelle_api::{account::Language, transcript::TextRange};

    use super::*;

    #[test]
    fn matches_are_counted_in_characters() {
        let hit = TranscriptHit {
            course: "c".into(),
            course_title: String::new(),
            chapter: "one".into(),
            chapter_title: String::new(),
            language: Language::French,
            start_seconds: 1,
            lesson_query: "t=1".into(),
            text: "L’élève préfère".into(),
            matches: vec![TextRange { start: 2, end: 7 }],
        };
        let text = |text: &str, is_match| (text.to_owned(), is_match);
        assert_eq!(parts(&hit), [text("L’", false), text("élève", true), text(" préfère", false)]);
    }
}
