//! A certificate: what it states, whether that is genuine, and how to check it.

use leptos::prelude::*;
use passerelle_api::{Code, certificate::Certificate, id::CertificateCode};

use super::{
    calls,
    check::{Check, CheckAnother},
    document::Document,
};
use crate::{
    announce::PageHeading,
    i18n as tr,
    load::{Load, Loaded, load},
    route::Route,
    toast::{self, use_toasts},
    ui::{
        button::{Button, ButtonKind, LinkButton},
        icon::Icon,
        notice::{Notice, Tone},
    },
};

/// The page of one certificate, for anybody who has its code.
#[component]
pub fn CertificatePage(code: CertificateCode) -> impl IntoView {
    let asked = code.clone();
    let loader = load(tr::language, move |language| calls::certificate(asked.clone(), language));
    let failed = move || matches!(loader.state(), Load::Failed(_));
    // Not what the network kept back.
    let unknown = move || matches!(loader.state(), Load::Failed(failure) if failure.code() == Some(Code::NotFound));
    let tried = move || unknown().then(|| code.clone());
    view! {
        {move || failed().then(|| view! { <PageHeading text=tr::certificate::eyebrow/> })}
        <Loaded loader view=move |certificate| view! { <Shown certificate/> }/>
        {move || failed().then(|| view! { <CheckAnother tried=tried()/> })}
    }
}

#[component]
fn Shown(certificate: Certificate) -> impl IntoView {
    let course = Route::Course(certificate.course.clone()).path();
    let address = address(&certificate.code);
    let is_mine = certificate.mine;
    view! {
        <State intact=certificate.intact/>
        <Document certificate=certificate.clone() address=address.clone()/>
        <div class="cluster certificate-actions">
            <CopyLink address=address.clone()/>
            <Button label=tr::certificate::print icon=Icon::Print on_press=|()| print()/>
            <LinkButton href=course label=tr::certificate::see_course icon=Icon::Next/>
        </div>
        {is_mine.then(|| view! {
            <Notice title=tr::certificate::mine><p>{tr::certificate::mine_text}</p></Notice>
        })}
        <Check address/>
        <CheckAnother tried=None/>
    }
}

/// Whether the record is what it was, in words and by icon.
#[component]
fn State(intact: bool) -> impl IntoView {
    if intact {
        view! {
            <Notice tone=Tone::Ok title=tr::certificate::intact><p>{tr::certificate::intact_text}</p></Notice>
        }
    } else {
        view! {
            <Notice tone=Tone::Bad title=tr::certificate::broken><p>{tr::certificate::broken_text}</p></Notice>
        }
    }
}

#[component]
fn CopyLink(address: String) -> impl IntoView {
    let toasts = use_toasts();
    let copy = move |()| {
        let writing = window().navigator().clipboard().write_text(&address);
        leptos::task::spawn_local(async move {
            match writing.await {
                Ok(_) => toasts.show(toast::Tone::Done, tr::certificate::copied()),
                Err(_) => toasts.show(toast::Tone::Problem, tr::certificate::copy_failed()),
            }
        });
    };
    view! { <Button label=tr::certificate::copy kind=ButtonKind::Primary on_press=copy/> }
}

/// The whole address, as it is read from paper.
fn address(code: &CertificateCode) -> String {
    format!("{}{}", origin(), Route::Certificate(code.clone()).path())
}

/// Where this site is. A page always has an origin; without one the address is still right on this site.
pub(super) fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

fn print() {
    if window().print().is_err() {
        leptos::logging::error!("the browser could not print");
    }
}
