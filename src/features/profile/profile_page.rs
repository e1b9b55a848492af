//! Writing one's own profile: off until its owner chooses otherwise.

use leptos::prelude::*;

use super::{calls, profile_form::ProfileForm};
use crate::{
    announce::PageHeading,
    gate::Gate,
    i18n as tr,
    load::{Loaded, load},
    route::Route,
};

/// One's own profile.
#[component]
pub fn ProfilePage() -> impl IntoView {
    view! {
        <PageHeading text=tr::profile::title/>
        <p class="lead">{tr::profile::lead}</p>
        <Gate why=tr::profile::gate_why>
            <Open/>
        </Gate>
    }
}

#[component]
fn Open() -> impl IntoView {
    let loader = load(tr::language, calls::open);
    view! {
        <p><a class="lone-link" href=Route::Contacts.path()>{tr::profile::contacts}</a></p>
        <p><a class="lone-link" href=Route::Privacy.path()>{tr::profile::privacy}</a></p>
        <Loaded loader view=|opened| view! { <ProfileForm opened/> }/>
    }
}
