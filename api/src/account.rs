//! Accounts and sessions. The session itself is a cookie that scripts cannot read; these endpoints only say who is in it.

use crate::{
    endpoint::{NoBody, NoQuery, NoReply, endpoints},
    id::{AccountId, EmployerSlug},
    wire::{request, wire, words},
};

/// The header of a request that writes, by which a page says for which account: the one that it was drawn for. Where somebody else has signed
/// in since, the answer is as to somebody who is not signed in.
pub const ACTS_FOR: &str = "x-acts-for";

words! {
    /// What an account may be. One account may have several roles.
    pub enum Role {
        Learner = "learner",
        Mentor = "mentor",
        Jury = "jury",
        Employer = "employer",
        Partner = "partner",
        Staff = "staff",
    }

    /// The languages of the interface.
    pub enum Language {
        English = "en",
        French = "fr",
        Spanish = "es",
        Arabic = "ar",
    }

    /// What a member may do in an organisation.
    pub enum SeatRole {
        /// Does everything, and decides who else is a member.
        Owner = "owner",
        /// Posts ads, answers applications and asks talents to meet.
        Recruiter = "recruiter",
        /// Reads.
        Viewer = "viewer",
    }

    /// Whether the people who work here let an organisation in.
    pub enum Approval {
        Waiting = "waiting",
        Approved = "approved",
        Refused = "refused",
    }

    /// Colours of the interface.
    pub enum Theme {
        System = "system",
        Light = "light",
        Dark = "dark",
    }
}

impl Language {
    /// Whether text runs from right to left.
    pub const fn is_rtl(self) -> bool {
        matches!(self, Self::Arabic)
    }

    /// The language's name in itself, as a person looks for it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Arabic => "العربية",
        }
    }
}

wire! {
    /// The account that is signed in.
    pub struct Account {
        pub id: AccountId,
        pub name: String,
        pub email: String,
        pub roles: Vec<Role>,
        pub language: Option<Language>,
        pub theme: Option<Theme>,
        /// The organisation this account hires for.
        pub employer: Option<EmployerRef>,
        /// What it may do there.
        pub seat: Option<Seat>,
    }

    /// A member's place in an organisation.
    pub struct Seat {
        pub role: SeatRole,
        pub approval: Approval,
    }

    /// An organisation, as it is named beside a person.
    pub struct EmployerRef {
        pub slug: EmployerSlug,
        pub name: String,
    }

    /// Who is signed in: nobody, or an account.
    pub struct Session {
        pub account: Option<Account>,
    }
}

request! {
    /// A new account. `name` 1 to 80 characters, `password` 10 to 200.
    pub struct NewAccount {
        pub name: String,
        pub email: String,
        pub password: String,
        pub language: Option<Language>,
    }

    /// What a person types to sign in.
    pub struct Credentials {
        pub email: String,
        pub password: String,
    }

    /// Preferences to change; what is left out stays.
    pub struct AccountChange {
        pub name: Option<String>,
        pub language: Option<Language>,
        pub theme: Option<Theme>,
    }
}

/// Lengths in characters that the form and the server both hold to.
pub mod limits {
    pub const NAME: u64 = 80;
    pub const EMAIL: u64 = 254;
    pub const PASSWORD_MIN: u64 = 10;
    pub const PASSWORD_MAX: u64 = 200;
}

endpoints! {
    /// Creates an account and signs it in.
    Post "/api/accounts" SignUp {} (NoQuery, NewAccount) -> Session, Public;
    /// Says who is signed in.
    Get "/api/session" ShowSession {} (NoQuery, NoBody) -> Session, Public;
    /// Signs in.
    Post "/api/session" SignIn {} (NoQuery, Credentials) -> Session, Public;
    /// Signs out and forgets the session.
    Delete "/api/session" SignOut {} (NoQuery, NoBody) -> NoReply, Public;
    /// Changes the preferences of one's own account.
    Patch "/api/account" ChangeAccount {} (NoQuery, AccountChange) -> Session, Account;
}
