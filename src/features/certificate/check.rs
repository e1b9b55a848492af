//! How a certificate is checked, and the way to the next one.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use passerelle_api::{FieldError, Reason, id::CertificateCode};
use passerelle_rules::award::typed_code;

use super::certificate_page::origin;
use crate::{
    forms, i18n as tr,
    route::Route,
    ui::{button::Button, field::TextField, icon::Icon},
};

/// What somebody with a printed certificate does to check it.
#[component]
pub fn Check(address: String) -> impl IntoView {
    view! {
        <section class="certificate-check" aria-labelledby="check-title">
            <h2 id="check-title">{tr::certificate::verify}</h2>
            <ol>
                <li>
                    {move || tr::certificate::verify_open(&origin())}
                    " "
                    <code class="certificate-link" dir="ltr">{address}</code>
                </li>
                <li>{tr::certificate::verify_read}</li>
                <li>{tr::certificate::verify_compare}</li>
            </ol>
        </section>
    }
}

/// Goes to the certificate whose code is typed.
#[component]
pub fn CheckAnother(
    /// A code that no certificate has. It stays in the field, to be mended there.
    tried: Option<CertificateCode>,
) -> impl IntoView {
    let wrong = RwSignal::new(tried.is_some().then_some(Reason::NotKnown));
    let code = RwSignal::new(tried.map(|code| code.0).unwrap_or_default());
    let navigate = use_navigate();
    let error = Signal::derive(move || wrong.get().map(|reason| forms::reason(&FieldError::new("code", reason))));
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = code.get_untracked();
        wrong.set(typed.trim().is_empty().then_some(Reason::Required));
        if wrong.with_untracked(Option::is_some) {
            crate::base::focus("code");
        } else {
            navigate(&Route::Certificate(typed_code(typed.trim())).path(), Default::default());
        }
    };
    view! {
        <section class="certificate-another" aria-labelledby="another-title">
            <h2 id="another-title">{tr::certificate::another}</h2>
            <form novalidate=true on:submit=go>
                <TextField
                    id="code"
                    label=tr::certificate::code_label
                    hint=tr::certificate::code_hint
                    value=code
                    error
                    required=true
                    autocomplete="off"
                    on_input=move |typed: String| code.set(typed)
                />
                <Button label=tr::certificate::check icon=Icon::Search submit=true/>
            </form>
        </section>
    }
}
