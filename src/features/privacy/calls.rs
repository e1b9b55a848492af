//! The endpoints that this feature calls.

use futures_util::future::try_join;
use passerelle_api::{
    NoQuery,
    account::{EmployerRef, Language},
    privacy::{
        ConfirmProfile, EmployersQuery, HideDefences, ListEmployers, ListProfileViews, PreviewProfile, Privacy,
        PrivacyChange, ProfileViews, ProfileViewsQuery, SavePrivacy, ShowPrivacy,
    },
    reference::InLanguage,
    talent::Talent,
};

use crate::client::{self, Failure};

/// What the page decides about, and from which organisations it chooses.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// Nothing where there is no profile yet.
    pub privacy: Option<Privacy>,
    pub employers: Vec<EmployerRef>,
}

pub async fn open() -> Result<Opened, Failure> {
    let (privacy, employers) = try_join(show(), client::get(&ListEmployers {}, &EmployersQuery::default())).await?;
    Ok(Opened { privacy, employers })
}

pub async fn show() -> Result<Option<Privacy>, Failure> {
    client::get(&ShowPrivacy {}, &NoQuery {}).await
}

pub async fn employers(words: String) -> Result<Vec<EmployerRef>, Failure> {
    client::get(&ListEmployers {}, &EmployersQuery { q: Some(words) }).await
}

pub async fn save(change: PrivacyChange) -> Result<Privacy, Failure> {
    client::call(&SavePrivacy {}, &NoQuery {}, &change).await
}

pub async fn confirm() -> Result<Privacy, Failure> {
    client::call(&ConfirmProfile {}, &NoQuery {}, &()).await
}

pub async fn hide_defences() -> Result<Privacy, Failure> {
    client::call(&HideDefences {}, &NoQuery {}, &()).await
}

pub async fn preview(lang: Language) -> Result<Option<Talent>, Failure> {
    client::get(&PreviewProfile {}, &InLanguage { lang: Some(lang) }).await
}

/// Who opened something of oneself, or who was shown it among others.
pub async fn views(among: bool, cursor: Option<String>) -> Result<ProfileViews, Failure> {
    client::get(&ListProfileViews {}, &ProfileViewsQuery { among: Some(among), cursor }).await
}
