//! The one error envelope: RFC 9457 problem details, with a stable code and a reason for each field.

use crate::{
    captions::Finding,
    json::{FromJson, Json},
    wire::{wire, words},
};

words! {
    /// What went wrong, stable across versions and languages. The app translates it; `title` is for people who read logs.
    pub enum Code {
        /// The body or query is not what the contract says, before any rule was asked.
        Malformed = "malformed",
        /// Some fields break a rule; `errors` says which.
        Invalid = "invalid",
        /// Nobody is signed in, or the session ended.
        SignInNeeded = "sign_in_needed",
        /// E-mail and password do not belong together.
        WrongCredentials = "wrong_credentials",
        /// This account may not do that.
        Forbidden = "forbidden",
        /// A page of another site sent the request.
        CrossSite = "cross_site",
        /// There is no such thing, or not for this account.
        NotFound = "not_found",
        /// The method is not one the address knows.
        MethodNotAllowed = "method_not_allowed",
        /// The thing changed meanwhile, or was done already in another way.
        Conflict = "conflict",
        /// The body is larger than the limit.
        TooLarge = "too_large",
        /// The body's media type is not one the address takes.
        UnsupportedMedia = "unsupported_media",
        /// Too many tries; `retry_after_seconds` says when to come back.
        TooMany = "too_many",
        /// The store cannot take writes now (full, read-only or busy). Nothing was changed.
        ReadOnly = "read_only",
        /// A fault of the server's own. Nothing is known about the change.
        Internal = "internal",
    }

    /// Why a field was refused.
    pub enum Reason {
        Required = "required",
        TooShort = "too_short",
        TooLong = "too_long",
        TooMany = "too_many",
        NotAnEmail = "not_an_email",
        AlreadyUsed = "already_used",
        TooCommon = "too_common",
        NotKnown = "not_known",
        OutOfRange = "out_of_range",
        NotAllowed = "not_allowed",
        EmptyFile = "empty_file",
        NotAPdfOrDocx = "not_a_pdf_or_docx",
        TooLarge = "too_large",
        NotAnswered = "not_answered",
        AlreadyListed = "already_listed",
        /// A time at which whoever offers it meets somebody else.
        AlreadyMeeting = "already_meeting",
        /// Another one of the same kind has this name.
        NameTaken = "name_taken",
        /// The day is over.
        InThePast = "in_the_past",
        /// Something else than the figures of a whole number.
        NotAWholeNumber = "not_a_whole_number",
        /// What is the most is below what is the least.
        BelowLeast = "below_least",
        /// No address of a website that begins with `https://`.
        NotAWebAddress = "not_a_web_address",
        /// Words in braces that nothing is filled in for; `words` has them.
        UnknownSlot = "unknown_slot",
        NotAPhoneNumber = "not_a_phone_number",
        /// A moment that has passed, or is more than so many days ahead.
        NotInTime = "not_in_time",
        /// A day that is still to come.
        InFuture = "in_future",
        /// A day or a time of which a part is missing, which a form finds before it sends.
        HalfTyped = "half_typed",
    }
}

/// A problem as `application/problem+json`.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Problem {
    /// An address that names the kind of problem: `/problems/<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// In English, for logs.
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    pub code: Code,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u64>,
}

impl FromJson for Problem {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            kind: String::member(json, "type")?,
            title: String::member(json, "title")?,
            status: u16::member(json, "status")?,
            code: Code::member(json, "code")?,
            detail: Option::member(json, "detail")?,
            errors: Option::member(json, "errors")?.unwrap_or_default(),
            retry_after_seconds: Option::member(json, "retry_after_seconds")?,
        })
    }
}

wire! {
    /// One field that was refused.
    pub struct FieldError {
        /// The field's name in the body or query, dotted where it is nested: `answers.q1`.
        pub field: String,
        pub reason: Reason,
        /// The bound that was broken, where there is one: characters, items or bytes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u64>,
        /// What was written that it is about, where only a part of the field is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub words: Option<String>,
        /// Where in a file that was sent, and what: the rest of a [`Finding`] is told by the check, so that the app's first
        /// load does not carry it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub place: Option<FilePlace>,
    }

    /// A place in a file that was sent, counted from 1, and the code of what is wrong there.
    pub struct FilePlace {
        pub line: u32,
        pub column: u32,
        pub flaw: String,
    }
}

impl FieldError {
    /// A refused field without a bound.
    pub fn new(field: impl Into<String>, reason: Reason) -> Self {
        Self { field: field.into(), reason, limit: None, words: None, place: None }
    }

    /// A refused field with the bound it broke.
    pub fn limited(field: impl Into<String>, reason: Reason, limit: u64) -> Self {
        Self { field: field.into(), reason, limit: Some(limit), words: None, place: None }
    }

    /// A refused field with the words in it that are the reason.
    pub fn about(field: impl Into<String>, reason: Reason, words: String) -> Self {
        Self { words: Some(words), ..Self::new(field, reason) }
    }

    /// A file that is refused for what is in it.
    pub fn found(field: impl Into<String>, finding: &Finding) -> Self {
        let place = FilePlace { line: finding.line, column: finding.column, flaw: finding.flaw.code().to_owned() };
        Self { field: field.into(), reason: Reason::NotAllowed, limit: None, words: None, place: Some(place) }
    }
}
