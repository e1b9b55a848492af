//! The page that signs in.

use leptos::prelude::*;

use super::{
    arrival::{Entrance, use_arrival},
    sign_in_form::SignInForm,
};
use crate::{announce::PageHeading, i18n as tr, query::use_query, route::Route};

/// The page that signs in.
#[component]
pub fn SignInPage() -> impl IntoView {
    let entrance = use_query::<Entrance>();
    let arrive = use_arrival();
    let sign_up = move || entrance.with(|entrance| entrance.carried(&Route::SignUp));
    view! {
        <div class="account-page">
            <PageHeading text=tr::account::sign_in_title/>
            <p class="lead">{tr::account::sign_in_lead}</p>
            <SignInForm on_done=arrive/>
            <p class="account-other">
                {tr::account::no_account}
                " "
                <a href=sign_up>{tr::shell::sign_up}</a>
            </p>
        </div>
    }
}
