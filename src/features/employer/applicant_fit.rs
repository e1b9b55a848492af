//! How somebody who applied fits the ad, as the person is told it. It is asked for when it is opened: the person is told who looked.

use leptos::prelude::*;
use passerelle_api::{id::ApplicationId, placement::ApplicantFit};

use super::calls;
use crate::{
    fit::{fit_lines, score},
    i18n::{self as tr, Namespace},
    lazy::{self, Fetching, panels, with_words},
    load::{Loaded, load},
    ui::{button::Button, disclosure::Disclosure, notice::Notice},
};

panels! {
    /// Not everybody who reads a board compares.
    applicant_fit_panel(StoredValue<(ApplicationId, String)>) => panel;
}

/// A button that opens it.
pub fn applicant_fit(application: ApplicationId, name: String) -> AnyView {
    let fetch: fn() -> Fetching<StoredValue<(ApplicationId, String)>> =
        || with_words(&[Namespace::Talents, Namespace::Masked, Namespace::Fit], Box::pin(applicant_fit_panel()));
    let place = ["fit-", application.as_str()].concat();
    let controls = place.clone();
    let applicant = StoredValue::new((application, name.clone()));
    let open = RwSignal::new(false);
    view! {
        <div>
            <Button
                label=tr::pipeline::fit
                about=move || tr::pipeline::about(&name)
                controls
                expanded=Signal::from(open)
                on_press=move |()| open.update(|open| *open = !*open)
            />
        </div>
        <div id=place class="stack">{move || open.get().then(|| lazy::panel(fetch, applicant))}</div>
    }
    .into_any()
}

fn panel(applicant: StoredValue<(ApplicationId, String)>) -> AnyView {
    let (application, name) = applicant.get_value();
    let loader = load(tr::language, move |lang| calls::applicant_fit(application.clone(), lang));
    view! { <Loaded loader view=move |fit| told(fit, name.clone())/> }.into_any()
}

fn told(ApplicantFit { fit }: ApplicantFit, name: String) -> AnyView {
    let Some(fit) = fit else {
        return view! {
            <Notice title=tr::pipeline::fit_unknown live=true><p>{tr::pipeline::fit_unknown_text}</p></Notice>
        }
        .into_any();
    };
    let (score, lines) = (score(&fit), fit_lines(&fit));
    view! {
        <p class="match-score" role="status">{score}</p>
        <p>{tr::pipeline::fit_text}</p>
        {lines}
        <Disclosure summary=tr::fit::how about=move || tr::pipeline::about(&name)><p>{tr::fit::how_text}</p></Disclosure>
    }
    .into_any()
}
