//! The calls of this feature.

use passerelle_api::{
    NoQuery,
    account::Language,
    application::{Applications, ApplicationsQuery, ListApplications},
    id::ApplicationId,
    job::{Application, Withdraw},
    outside::{DeleteOutside, ListOutside, OutsideApplication, OutsideChange, SaveOutside},
    pipeline::{ChooseSlot, RefuseSlots, SlotChoice, SlotsRefusal},
    reference::InLanguage,
};

use crate::{
    client::{self, Failure},
    i18n as tr,
};

/// The language of what is answered to a press: that of the page, which a later switch has read anew.
fn spoken() -> InLanguage {
    InLanguage { lang: Some(tr::language_untracked()) }
}

/// One's own applications, at least as many as stood, where there are so many.
pub async fn list(lang: Language, stood: usize) -> Result<Applications, Failure> {
    let mut whole = part(lang, None).await?;
    while whole.items.len() < stood
        && let Some(cursor) = whole.next.take()
    {
        let part = part(lang, Some(cursor)).await?;
        whole.items.extend(part.items);
        (whole.total, whole.next) = (part.total, part.next);
    }
    Ok(whole)
}

pub async fn part(lang: Language, cursor: Option<String>) -> Result<Applications, Failure> {
    client::get(&ListApplications {}, &ApplicationsQuery { cursor, lang: Some(lang) }).await
}

pub async fn withdraw(application: &ApplicationId) -> Result<Application, Failure> {
    client::get(&Withdraw { application: application.clone() }, &spoken()).await
}

pub async fn choose_slot(application: ApplicationId, slot: String) -> Result<Application, Failure> {
    let choice = SlotChoice { slot: (!slot.is_empty()).then(|| slot.into()) };
    client::call(&ChooseSlot { application }, &spoken(), &choice).await
}

pub async fn refuse_slots(application: ApplicationId, words: String) -> Result<Application, Failure> {
    client::call(&RefuseSlots { application }, &spoken(), &SlotsRefusal { words }).await
}

pub async fn outside() -> Result<Vec<OutsideApplication>, Failure> {
    client::get(&ListOutside {}, &NoQuery {}).await
}

pub async fn save_outside(id: String, change: &OutsideChange) -> Result<OutsideApplication, Failure> {
    client::call(&SaveOutside { application: id.into() }, &NoQuery {}, change).await
}

pub async fn delete_outside(id: String) -> Result<(), Failure> {
    client::get(&DeleteOutside { application: id.into() }, &NoQuery {}).await
}
