//! What is typed of an application that was made elsewhere beside how it is kept, which another window may have changed meanwhile.

use leptos::prelude::*;
use passerelle_api::outside::{OutsideChange, OutsideStatus};

use super::{
    outside::status_name,
    outside_desk::{Desk, Met},
};
use crate::{announce, draft::Draft, i18n as tr, meanwhile, sending::Sending, words};

/// Where focus goes once the application turned out to be kept otherwise.
pub const OVERTAKEN: &str = "outside-overtaken";

/// Where focus goes once what was typed made room, and once what is kept is saved while that waits.
pub const ASIDE: &str = "outside-aside";

/// The first field, where focus goes once nothing is left to decide.
const FIELD: &str = "outside-job";

/// What there is to decide of the application that the form is open for. `send` sends what is typed, `discard` closes the form.
pub fn notices(writing: Draft<Desk>, sending: Sending, send: Callback<()>, discard: Callback<()>) -> AnyView {
    let met = Memo::new(move |_| writing.with(|desk| desk.met().cloned()));
    let aside = Memo::new(move |_| writing.with(Desk::has_aside) && met.with(Option::is_none));
    view! {
        {move || met.get().map(|met| match met {
            Met::Kept(kept) => overtaken(kept, writing, sending, send),
            Met::Gone => gone(writing, sending, send, discard),
        })}
        {move || aside.get().then(|| waiting(writing))}
    }
    .into_any()
}

/// Says that the application is kept otherwise than this page found it, and in what, and offers the ways on.
fn overtaken(kept: OutsideChange, writing: Draft<Desk>, sending: Sending, send: Callback<()>) -> AnyView {
    let differs = move || {
        let lines = writing.with(|desk| desk.form().map(|form| differences(&kept, form)).unwrap_or_default());
        lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
    };
    let see_kept = move || {
        writing.update(Desk::see_kept);
        announce::arrive(ASIDE);
    };
    meanwhile::overtaken(
        OVERTAKEN,
        [tr::outside::overtaken, tr::outside::overtaken_text],
        view! { <ul>{differs}</ul> }.into_any(),
        sending.busy(),
        see_kept,
        goes_on(writing, send),
    )
}

/// Says that the application is not kept any more, and offers the ways on.
fn gone(writing: Draft<Desk>, sending: Sending, send: Callback<()>, discard: Callback<()>) -> AnyView {
    meanwhile::gone(
        OVERTAKEN,
        [tr::outside::gone, tr::outside::gone_text],
        sending.busy(),
        move || discard.run(()),
        (tr::outside::save_anew, goes_on(writing, send)),
    )
}

/// Saves what was typed, which whoever presses this was told of. What is wrong with it is said by the form, which stays.
fn goes_on(writing: Draft<Desk>, send: Callback<()>) -> impl Fn() + Send + Sync + 'static {
    move || {
        writing.update(Desk::go_on);
        // The button is gone with what it was for.
        announce::arrive(FIELD);
        send.run(());
    }
}

/// Says that what made room waits.
fn waiting(writing: Draft<Desk>) -> AnyView {
    let bring_back = move || {
        writing.update(Desk::bring_back);
        announce::arrive(FIELD);
    };
    let drop = move || {
        writing.update(Desk::drop_aside);
        announce::arrive(if writing.with_untracked(Desk::has_aside) { ASIDE } else { FIELD });
    };
    meanwhile::waiting(ASIDE, bring_back, drop)
}

/// What is kept otherwise than it is typed, a line a field.
fn differences(kept: &OutsideChange, typed: &OutsideChange) -> Vec<String> {
    let both = told(kept).into_iter().zip(told(typed));
    let differs = both.filter(|((_, kept), (_, typed))| kept != typed).map(|((name, kept), _)| {
        let kept = if kept.is_empty() { tr::outside::nothing() } else { kept };
        tr::words::labelled(&name(), &kept)
    });
    differs.collect()
}

/// The fields in the order of the form, each with what is said in it.
fn told(change: &OutsideChange) -> [(fn() -> String, String); 6] {
    let text = |text: &str| text.trim().to_owned();
    [
        (tr::outside::job, text(&change.title)),
        (tr::outside::employer, text(&change.employer)),
        (tr::outside::url, text(&change.url)),
        (tr::outside::status, status_name(change.status.unwrap_or(OutsideStatus::Planned))),
        (tr::outside::applied_on, change.applied_on.map(words::day).unwrap_or_default()),
        (tr::outside::note, text(&change.note)),
    ]
}
