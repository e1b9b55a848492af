//! The endpoints that this feature calls.

use futures_util::future::try_join4;
use passerelle_api::{
    DateTime, NaiveDate, Utc,
    account::Language,
    certificate::{Certificate, ListCertificates},
    reference::{InLanguage, ListPlaces, ListSkills, Place, PlaceQuery, Skill},
    talent::{Profile, ProfileChange, SaveProfile, ShowProfile},
};

use crate::{
    base,
    client::{self, Failure},
};

/// The profile with what its form chooses from.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    pub profile: Option<Profile>,
    pub skills: Vec<Skill>,
    pub places: Vec<Place>,
    /// What stands behind skills by itself.
    pub certificates: Vec<Certificate>,
}

pub async fn open(lang: Language) -> Result<Opened, Failure> {
    let offered = PlaceQuery::offered(lang);
    let lang = InLanguage { lang: Some(lang) };
    let (profile, skills, places, certificates) = try_join4(
        client::get(&ShowProfile {}, &lang),
        client::get(&ListSkills {}, &lang),
        client::get(&ListPlaces {}, &offered),
        client::get(&ListCertificates {}, &lang),
    )
    .await?;
    Ok(Opened { profile, skills, places, certificates })
}

/// The profile as it stands by now.
pub async fn show(lang: Language) -> Result<Option<Profile>, Failure> {
    client::get(&ShowProfile {}, &InLanguage { lang: Some(lang) }).await
}

/// The day it is now.
pub fn today() -> NaiveDate {
    DateTime::<Utc>::from_timestamp_millis(base::now_ms()).unwrap_or_default().date_naive()
}

pub async fn save(change: ProfileChange, lang: Language) -> Result<Profile, Failure> {
    client::call(&SaveProfile {}, &InLanguage { lang: Some(lang) }, &change).await
}
