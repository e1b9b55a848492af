//! Newtype identifiers, so that a job's id can never be given where a talent's is asked for.

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident,)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The identifier as it stands in an address.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl crate::json::FromJson for $name {
            fn from_json<J: crate::json::Json>(json: &J) -> Option<Self> {
                json.text().map(Self)
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }
    )*};
}

ids! {
    /// A person's account.
    AccountId,
    /// A course, by the slug in its address.
    CourseSlug,
    /// A chapter within its course, by slug.
    ChapterSlug,
    /// A question within its quiz.
    QuestionId,
    /// A choice within its question.
    ChoiceId,
    /// The code printed on a certificate, which anybody may verify.
    CertificateCode,
    /// A job ad, by slug.
    JobSlug,
    /// An organisation that hires, by slug.
    EmployerSlug,
    /// An invitation into an organisation.
    InvitationId,
    /// An ad while it is being written.
    DraftId,
    /// One person's application to one job.
    ApplicationId,
    /// Something to do about an application.
    TaskId,
    /// A text that an organisation uses again, named by the browser that wrote it.
    TemplateId,
    /// A time to meet that was offered.
    SlotId,
    /// A named list of talents, named by the browser that made it.
    ShortlistId,
    /// A stored file, such as a CV.
    FileId,
    /// A talent's public handle, which says nothing about the person.
    TalentId,
    /// An employer's request to meet a talent.
    ContactId,
    /// An accessibility problem that was reported.
    ReportId,
    /// A note, named by the browser that wrote it.
    NoteId,
    /// A search that somebody keeps, named by the browser that saved it.
    SavedSearchId,
    /// An application made elsewhere, named by the browser that wrote it.
    OutsideId,
    /// A skill of the taxonomy.
    SkillCode,
    /// A course that an organisation asked for.
    TrainingId,
    /// An interview with a recruiter, named by the browser that wrote it.
    InterviewId,
    /// Help in looking for work that somebody asked for.
    CoachingId,
    /// An occupation, by its code in the ROME: a letter and four digits.
    OccupationCode,
    /// A town that searches know.
    PlaceSlug,
    /// A country, by its two letters of ISO 3166-1.
    CountryCode,
    /// Chosen by the sender, so that a form sent twice is done once. Any text of 8 to 64 letters, digits or hyphens.
    IdempotencyKey,
}
