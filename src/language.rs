//! Choosing the language: what was asked for in the address, kept in the account or in this browser, or what the browser speaks.

use futures_util::future::try_join_all;
use passerelle_api::account::Language;

use crate::{
    base,
    client::{self, Failure},
    i18n::{self, Namespace},
};

const NAME: &str = "language";

/// The language that `boot.js` chose and wrote on the root element before anything was drawn.
pub fn at_start() -> Language {
    leptos::prelude::document()
        .document_element()
        .and_then(|root| root.get_attribute("lang"))
        .and_then(|lang| lang.parse().ok())
        .unwrap_or(Language::English)
}

/// Whether somebody chose a language in this browser.
pub fn is_chosen() -> bool {
    base::stored(NAME).is_some()
}

/// Fetches the messages that are not here yet.
///
/// # Errors
/// [`Failure`] when any of them could not be fetched.
pub async fn ensure(namespaces: &[Namespace], language: Language) -> Result<(), Failure> {
    let missing = namespaces.iter().copied().filter(|namespace| !i18n::has(*namespace, language));
    try_join_all(missing.map(|namespace| async move {
        let messages = client::messages(namespace, language).await?;
        i18n::install(namespace, language, messages);
        Ok::<(), Failure>(())
    }))
    .await?;
    Ok(())
}

/// Fetches messages in the language that is shown once they are here, which may be another one by then.
///
/// # Errors
/// [`Failure`] when any of them could not be fetched.
pub async fn ensure_shown(namespaces: &[Namespace]) -> Result<(), Failure> {
    loop {
        let language = i18n::language_untracked();
        ensure(namespaces, language).await?;
        if i18n::language_untracked() == language {
            return Ok(());
        }
    }
}

/// Switches the interface to a language, once every message in use is there in it. The page stays where it is.
///
/// # Errors
/// [`Failure`] when the messages could not be fetched; the language then stays as it was.
pub async fn switch(language: Language) -> Result<(), Failure> {
    loop {
        let used = i18n::loaded(i18n::language_untracked());
        if used.iter().all(|namespace| i18n::has(*namespace, language)) {
            break;
        }
        // What comes into use meanwhile, of a page that was on its way, is fetched as well.
        ensure(&used, language).await?;
    }
    base::keep(NAME, language.as_str());
    apply(language);
    Ok(())
}

/// Puts a language on the page whose messages are there.
pub fn apply(language: Language) {
    base::set_root("lang", language.as_str());
    base::set_root("dir", if language.is_rtl() { "rtl" } else { "ltr" });
    i18n::set_language(language);
}
