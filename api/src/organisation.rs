//! An organisation that hires: what it is, who its members are and what each may do, and whether it was let in.

use chrono::{DateTime, Utc};

use crate::{
    account::{Approval, Language, SeatRole, Session},
    endpoint::{NoBody, NoQuery, NoReply, endpoints},
    id::{AccountId, EmployerSlug, PlaceSlug},
    reference::InLanguage,
    wire::{request, wire, words},
};

words! {
    /// What looking for a proof in the DNS found.
    pub enum DomainLook {
        Found = "found",
        NotFound = "not_found",
        /// The DNS did not answer.
        Unreachable = "unreachable",
    }
}

request! {
    /// Which page of the organisations that registered.
    pub struct RegistrationsQuery {
        pub cursor: Option<String>,
        pub lang: Option<Language>,
    }

    /// What an organisation says of itself. `name` 2 to 100 characters, `about` to 2,000.
    pub struct OrganisationText {
        pub name: String,
        pub about: String,
        /// The language of `about`.
        pub lang: Option<Language>,
        pub size: Option<u32>,
        pub place: Option<PlaceSlug>,
        /// Begins with `https://`, or is empty.
        pub website: String,
        pub accessible_workplace: bool,
        pub disability_confident: bool,
    }

    /// What one's own organisation is to say of itself from now on.
    pub struct OrganisationChange {
        pub text: OrganisationText,
        /// What it said when it was read, which this goes on from. Where it says something else by now, the change is refused. Left out,
        /// whatever it says is written over.
        pub was: Option<OrganisationText>,
    }

    /// What a member is to be from now on.
    pub struct MemberChange {
        pub role: Option<SeatRole>,
    }

    /// What somebody who works here decides about an organisation.
    pub struct Decision {
        /// The name and the website that were read: it is refused where the organisation says other ones by now.
        pub name: String,
        pub website: String,
        pub approve: Option<bool>,
        /// Needed with a no; the organisation reads it.
        pub reason: Option<String>,
        /// Confirms that a member writes from the organisation's own domain.
        pub verify_domain: bool,
        /// Where it stood when it was read: it is refused where it stands otherwise by now, unless this decides the same. Left out,
        /// whatever was decided is undone.
        pub was: Option<Approval>,
        /// The same for whether its domain was verified, which counts where `was` is said.
        pub was_verified: Option<bool>,
    }
}

wire! {
    /// One's own organisation.
    pub struct Organisation {
        pub slug: EmployerSlug,
        pub text: OrganisationText,
        pub approval: Approval,
        /// Why it was refused.
        pub refusal: Option<String>,
        pub domain_verified: bool,
    }

    /// How an organisation shows that the domain of its website is its own: it publishes a text (a TXT record) under a name.
    pub struct DomainProof {
        /// None where it has no website.
        pub domain: Option<String>,
        /// Where the text is to stand, such as `_passerelle.example.org`.
        pub name: String,
        pub text: String,
        pub verified: bool,
        /// What the last look found, in the answer to it.
        pub look: Option<DomainLook>,
    }

    /// A member of one's own organisation.
    pub struct Member {
        pub account: AccountId,
        pub name: String,
        pub email: String,
        pub role: SeatRole,
    }

    /// An organisation that somebody registered, for those who decide.
    pub struct Registration {
        pub slug: EmployerSlug,
        pub name: String,
        pub about: String,
        pub lang: Language,
        pub website: String,
        pub place_name: String,
        pub size: u32,
        pub approval: Approval,
        pub refusal: Option<String>,
        pub domain_verified: bool,
        pub registered_at: DateTime<Utc>,
        /// The addresses of its owners.
        pub owners: Vec<String>,
        /// Whether the address of whoever registered it, and still belongs to it, is of the domain of its website.
        pub domain_matches: bool,
    }

    /// A page of the organisations that registered.
    pub struct Registrations {
        pub items: Vec<Registration>,
        pub next: Option<String>,
    }
}

impl OrganisationText {
    /// The change after which an organisation says this. `was`: what it said when it was read.
    pub fn change(self, was: Option<Self>) -> OrganisationChange {
        OrganisationChange { text: self, was }
    }
}

/// Bounds that the form and the server both hold to.
pub mod limits {
    pub const NAME_MIN: u64 = 2;
    pub const NAME: u64 = 100;
    pub const ABOUT: u64 = 2_000;
    pub const WEBSITE: u64 = 200;
    pub const REASON: u64 = 500;
    pub const SIZE: u32 = 1_000_000;
    /// Members of one organisation.
    pub const MEMBERS: u64 = 100;
}

endpoints! {
    /// Registers an organisation, whose owner one becomes. It waits until somebody who works here lets it in.
    Post "/api/employers" RegisterOrganisation {} (NoQuery, OrganisationText) -> Session, Account;
    /// Shows one's own organisation.
    Get "/api/employer" ShowOrganisation {} (NoQuery, NoBody) -> Organisation, Employer;
    /// Changes what one's own organisation says of itself. One that was refused waits again.
    Put "/api/employer" ChangeOrganisation {} (NoQuery, OrganisationChange) -> Organisation, Owner;
    /// Shows what proves that the domain of the website is one's own organisation's.
    Get "/api/employer/domain" ShowDomainProof {} (NoQuery, NoBody) -> DomainProof, Owner;
    /// Looks for that proof in the DNS, once in ten seconds.
    Post "/api/employer/domain" LookForDomainProof {} (NoQuery, NoBody) -> DomainProof, Owner;
    /// Lists the members of one's own organisation.
    Get "/api/employer/members" ListMembers {} (NoQuery, NoBody) -> Vec<Member>, Employer;
    /// Changes what a member may do. The last owner stays one.
    Patch "/api/employer/members/{account}" ChangeMember { account: AccountId } (NoQuery, MemberChange) -> Vec<Member>, Owner;
    /// Removes a member, or leaves. The last owner cannot.
    Delete "/api/employer/members/{account}" RemoveMember { account: AccountId } (NoQuery, NoBody) -> NoReply, Employer;
    /// Lists the organisations that registered: those that wait first, and of them the one that waits longest; then the others, the newest
    /// first.
    Get "/api/staff/employers" ListRegistrations {} (RegistrationsQuery, NoBody) -> Registrations, Staff;
    /// Lets an organisation in, or refuses it with a reason.
    Post "/api/staff/employers/{employer}/decision" DecideRegistration { employer: EmployerSlug } (InLanguage, Decision) -> Registration, Staff;
}
