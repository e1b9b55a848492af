//! The endpoints that this feature calls.

use futures_util::future::try_join3;
use passerelle_api::{
    NoQuery,
    account::{Language, SeatRole, Session},
    hiring::{ChangeOpenness, Openness, OpennessChange, ShowOpenness},
    id::{AccountId, EmployerSlug, InvitationId, ShortlistId},
    invitation::{Invitation, Invite, ListInvitations, NewInvitation, TakeBackInvitation},
    organisation::{
        ChangeMember, ChangeOrganisation, DecideRegistration, Decision, DomainProof, ListMembers, ListRegistrations,
        LookForDomainProof, Member, MemberChange, Organisation, OrganisationChange, OrganisationText,
        RegisterOrganisation, Registration, Registrations, RegistrationsQuery, RemoveMember, ShowDomainProof,
        ShowOrganisation,
    },
    reference::{InLanguage, ListDirectory, ListPlaces, Occupation, Place, PlaceQuery},
    shared::{DeleteShortlist, ListMemberViews, ListShortlists, MemberViews, MemberViewsQuery, Shortlist},
};

use crate::client::{self, Failure};

/// What the form of an organisation begins with, and the places it chooses from.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// None where there is none yet.
    pub organisation: Option<Organisation>,
    pub places: Vec<Place>,
}

pub async fn open(has_one: bool, lang: Language) -> Result<Opened, Failure> {
    let places = client::get(&ListPlaces {}, &PlaceQuery::offered(lang)).await?;
    let organisation = if has_one { Some(self::organisation().await?) } else { None };
    Ok(Opened { organisation, places })
}

pub async fn organisation() -> Result<Organisation, Failure> {
    client::get(&ShowOrganisation {}, &NoQuery {}).await
}

pub async fn register(text: &OrganisationText) -> Result<Session, Failure> {
    client::call(&RegisterOrganisation {}, &NoQuery {}, text).await
}

pub async fn domain() -> Result<DomainProof, Failure> {
    client::get(&ShowDomainProof {}, &NoQuery {}).await
}

pub async fn look_for_domain() -> Result<DomainProof, Failure> {
    client::get(&LookForDomainProof {}, &NoQuery {}).await
}

pub async fn change(change: &OrganisationChange) -> Result<Organisation, Failure> {
    client::call(&ChangeOrganisation {}, &NoQuery {}, change).await
}

/// Whether people can write to the organisation without an ad, and what it chooses from to say so.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenFor {
    pub openness: Openness,
    pub occupations: Vec<Occupation>,
    pub places: Vec<Place>,
}

pub async fn openness(lang: Language) -> Result<OpenFor, Failure> {
    let named = InLanguage { lang: Some(lang) };
    let occupations = async { client::get(&ListDirectory {}, &named).await };
    let places = async { client::get(&ListPlaces {}, &PlaceQuery::offered(lang)).await };
    let (openness, occupations, places) = try_join3(own_openness(lang), occupations, places).await?;
    Ok(OpenFor { openness, occupations, places })
}

pub async fn own_openness(lang: Language) -> Result<Openness, Failure> {
    client::get(&ShowOpenness {}, &InLanguage { lang: Some(lang) }).await
}

pub async fn change_openness(lang: Language, change: &OpennessChange) -> Result<Openness, Failure> {
    client::call(&ChangeOpenness {}, &InLanguage { lang: Some(lang) }, change).await
}

pub async fn members() -> Result<Vec<Member>, Failure> {
    client::get(&ListMembers {}, &NoQuery {}).await
}

pub async fn invitations() -> Result<Vec<Invitation>, Failure> {
    client::get(&ListInvitations {}, &NoQuery {}).await
}

pub async fn invite(new: &NewInvitation) -> Result<Vec<Invitation>, Failure> {
    client::call(&Invite {}, &NoQuery {}, new).await
}

pub async fn take_back(invitation: InvitationId) -> Result<(), Failure> {
    client::get(&TakeBackInvitation { invitation }, &NoQuery {}).await
}

pub async fn seat(account: AccountId, role: Option<SeatRole>) -> Result<Vec<Member>, Failure> {
    client::call(&ChangeMember { account }, &NoQuery {}, &MemberChange { role }).await
}

pub async fn remove(account: AccountId) -> Result<(), Failure> {
    client::get(&RemoveMember { account }, &NoQuery {}).await
}

pub async fn shortlists() -> Result<Vec<Shortlist>, Failure> {
    client::get(&ListShortlists {}, &NoQuery {}).await
}

pub async fn delete_shortlist(list: ShortlistId) -> Result<(), Failure> {
    client::get(&DeleteShortlist { list }, &NoQuery {}).await
}

pub async fn views(cursor: Option<String>) -> Result<MemberViews, Failure> {
    client::get(&ListMemberViews {}, &MemberViewsQuery { cursor }).await
}

pub async fn registrations(lang: Language, cursor: Option<String>) -> Result<Registrations, Failure> {
    client::get(&ListRegistrations {}, &RegistrationsQuery { cursor, lang: Some(lang) }).await
}

pub async fn decide(employer: EmployerSlug, lang: Language, decision: &Decision) -> Result<Registration, Failure> {
    client::call(&DecideRegistration { employer }, &InLanguage { lang: Some(lang) }, decision).await
}
