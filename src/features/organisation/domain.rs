//! How an owner proves that the domain of the website is the organisation's own.

use leptos::prelude::*;
use passerelle_api::organisation::{DomainLook, DomainProof};

use super::calls;
use crate::{
    announce::arrive,
    i18n as tr,
    load::{Loaded, Loader, load},
    sending::{Sending, SendingNotes},
    session::use_session,
    ui::{
        button::Button,
        facts::{Fact, Facts},
        icon::Icon,
        notice::{Notice, Tone},
    },
};

/// Says what the last look found, and takes focus with it.
const FOUND: &str = "domain-found";

/// The steps, with a button that looks whether they were taken.
pub fn proof(on_proved: Callback<()>) -> AnyView {
    let loader = load(|| (), |()| calls::domain());
    view! {
        <section class="stack" aria-labelledby="domain-title">
            <h2 id="domain-title">{tr::organisation::domain_title}</h2>
            <Loaded loader view=move |proof| steps(loader, proof, on_proved)/>
        </section>
    }
    .into_any()
}

fn steps(loader: Loader<DomainProof>, proof: DomainProof, on_proved: Callback<()>) -> AnyView {
    let DomainProof { domain, name, text, verified, look } = proof;
    let Some(domain) = domain else { return view! { <p>{tr::organisation::domain_no_website}</p> }.into_any() };
    if verified {
        return view! {
            <div id=FOUND tabindex="-1">
                <Notice tone=Tone::Ok title=move || tr::organisation::domain_proved(&domain)/>
            </div>
        }
        .into_any();
    }
    let session = use_session();
    let sending = Sending::new(&[]);
    let look_again = move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        leptos::task::spawn_local(async move {
            if let Some(found) = sending.send(session.send(calls::look_for_domain)).await {
                let proved = found.verified;
                loader.set(found);
                arrive(FOUND);
                if proved {
                    on_proved.run(());
                }
            }
        });
    };
    let (looked_at, named) = (name.clone(), domain.clone());
    view! {
        <p>{move || tr::organisation::domain_why(&named)}</p>
        <ol class="stack">
            <li>{tr::organisation::domain_open}</li>
            <li>
                <p>{tr::organisation::domain_record}</p>
                <Facts>
                    <Fact icon=Icon::Info term=tr::organisation::domain_name value=""><code dir="ltr">{name}</code></Fact>
                    <Fact icon=Icon::Info term=tr::organisation::domain_text value=""><code dir="ltr">{text}</code></Fact>
                </Facts>
            </li>
            <li>{tr::organisation::domain_wait}</li>
        </ol>
        <SendingNotes sending retry=look_again/>
        {look.map(|look| view! { <div id=FOUND tabindex="-1">{told(look, looked_at)}</div> })}
        <div>
            <Button label=tr::organisation::domain_look icon=Icon::Search busy=sending.busy() on_press=look_again/>
        </div>
    }
    .into_any()
}

fn told(look: DomainLook, name: String) -> AnyView {
    match look {
        DomainLook::Unreachable => view! {
            <Notice tone=Tone::Warn title=tr::organisation::domain_unreachable>
                <p>{tr::organisation::domain_unreachable_next}</p>
            </Notice>
        }
        .into_any(),
        DomainLook::Found | DomainLook::NotFound => view! {
            <Notice tone=Tone::Warn title=move || tr::organisation::domain_not_found(&name)>
                <p>{tr::organisation::domain_not_found_next}</p>
            </Notice>
        }
        .into_any(),
    }
}
