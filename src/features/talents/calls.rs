//! The endpoints that this feature calls.

use futures_util::future::try_join3;
use passerelle_api::{
    List, NoQuery,
    account::Language,
    id::{JobSlug, ShortlistId, TalentId},
    posting::{JobChoices, JobChoicesQuery, ListJobChoices},
    reference::{InLanguage, ListPlaces, ListSkills, Place, PlaceQuery, Skill},
    saved_search::Look,
    shared::{ListShortlists, ListTalent, SaveShortlist, Shortlist, ShortlistChange, UnlistTalent},
    talent::{AskContact, Contact, ListTalents, NewContact, ShowTalent, Talent, TalentList, TalentQuery},
    talent_search::{
        DeleteTalentSearch, ListTalentSearches, LookAtTalentSearch, SaveTalentSearch, ShowTalentSearchNews,
        TalentSearch, TalentSearchChange, TalentSearchNews,
    },
};

use crate::client::{self, Failure};

/// What the filters choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct Lists {
    pub skills: Vec<Skill>,
    pub places: Vec<Place>,
    pub jobs: JobChoices,
}

/// The lists, with the ads that are chosen already.
pub async fn lists(spoken: Language, named: Vec<JobSlug>) -> Result<Lists, Failure> {
    let offered = PlaceQuery::offered(spoken);
    let lang = InLanguage { lang: Some(spoken) };
    let (skills, places) = (client::get(&ListSkills {}, &lang), client::get(&ListPlaces {}, &offered));
    let (skills, places, jobs) = try_join3(skills, places, own_jobs(named)).await?;
    Ok(Lists { skills, places, jobs })
}

pub async fn find(query: &TalentQuery) -> Result<TalentList, Failure> {
    client::get(&ListTalents {}, query).await
}

pub async fn show(talent: TalentId, query: &TalentQuery) -> Result<Talent, Failure> {
    client::get(&ShowTalent { talent }, query).await
}

/// The ads of the organisation that one chooses from, with those that are chosen already.
pub async fn own_jobs(named: Vec<JobSlug>) -> Result<JobChoices, Failure> {
    client::get(&ListJobChoices {}, &JobChoicesQuery { named: List(named) }).await
}

pub async fn shortlists() -> Result<Vec<Shortlist>, Failure> {
    client::get(&ListShortlists {}, &NoQuery {}).await
}

/// Makes a list and puts a talent on it.
pub async fn make_list(list: ShortlistId, name: String, talent: TalentId) -> Result<Shortlist, Failure> {
    client::call(&SaveShortlist { list: list.clone() }, &NoQuery {}, &ShortlistChange { name }).await?;
    set_listed(list, talent, true).await
}

pub async fn set_listed(list: ShortlistId, talent: TalentId, put: bool) -> Result<Shortlist, Failure> {
    if put {
        client::get(&ListTalent { list, talent }, &NoQuery {}).await
    } else {
        client::get(&UnlistTalent { list, talent }, &NoQuery {}).await
    }
}

pub async fn ask(talent: TalentId, contact: NewContact) -> Result<Contact, Failure> {
    client::call(&AskContact { talent }, &NoQuery {}, &contact).await
}

pub async fn searches() -> Result<Vec<TalentSearch>, Failure> {
    client::get(&ListTalentSearches {}, &NoQuery {}).await
}

pub async fn save_search(id: String, change: &TalentSearchChange) -> Result<TalentSearch, Failure> {
    client::call(&SaveTalentSearch { search: id.into() }, &NoQuery {}, change).await
}

pub async fn delete_search(id: String) -> Result<(), Failure> {
    client::get(&DeleteTalentSearch { search: id.into() }, &NoQuery {}).await
}

pub async fn news(id: String, lang: Language) -> Result<TalentSearchNews, Failure> {
    client::get(&ShowTalentSearchNews { search: id.into() }, &InLanguage { lang: Some(lang) }).await
}

pub async fn look(id: String, look: Look) -> Result<TalentSearch, Failure> {
    client::call(&LookAtTalentSearch { search: id.into() }, &NoQuery {}, &look).await
}
