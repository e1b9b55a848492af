//! One search over courses and jobs.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use passerelle_api::{catalogue::CourseQuery, endpoint::to_query, job::JobQuery};

use crate::{
    i18n as tr,
    route::Route,
    ui::{
        field::{Choice, RadioGroup},
        search_box::SearchBox,
    },
};

const JOBS: &str = "jobs";

/// The search, which leads to the list that was chosen.
#[component]
pub fn Search() -> impl IntoView {
    let place = RwSignal::new("courses".to_owned());
    let navigate = use_navigate();
    let in_jobs = move || place.with(|place| place == JOBS);
    let options =
        Signal::derive(|| vec![Choice::new("courses", tr::shell::courses()), Choice::new(JOBS, tr::shell::jobs())]);
    let go = move |words: String| navigate(&address(&words, in_jobs()), Default::default());
    view! {
        <div class="home-search">
            <RadioGroup
                id="search-in"
                label=tr::home::search_for
                value=place
                options
                inline=true
                on_change=move |chosen: String| place.set(chosen)
            />
            <SearchBox
                id="search"
                label=move || if in_jobs() { tr::home::search_jobs() } else { tr::home::search_courses() }
                hint=move || if in_jobs() { tr::home::hint_jobs() } else { tr::home::hint_courses() }
                button=tr::shell::search
                value=Signal::derive(String::new)
                on_search=go
            />
        </div>
    }
}

/// Where a search leads. Without words it is the whole list.
fn address(words: &str, in_jobs: bool) -> String {
    let q = Some(words.to_owned()).filter(|words| !words.is_empty());
    let (route, query) = if in_jobs {
        (Route::Jobs, to_query(&JobQuery { q, ..JobQuery::default() }))
    } else {
        (Route::Catalogue, to_query(&CourseQuery { q, ..CourseQuery::default() }))
    };
    if query.is_empty() { route.path() } else { format!("{}?{query}", route.path()) }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_search_leads_to_the_list_that_was_chosen() {
        assert_eq!(address("mots de passe", false), "/courses?q=mots+de+passe");
        assert_eq!(address("a&b", true), "/jobs?q=a%26b");
        assert_eq!(address("", true), "/jobs");
    }
}
