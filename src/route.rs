//! Every address of the app, spelled once: `Route` <-> URL.

use passerelle_api::id::{CertificateCode, ChapterSlug, CourseSlug, DraftId, EmployerSlug, JobSlug, TalentId};

/// The page of the server that describes its API, which is none of the app's own.
pub const API_DOCS: &str = "/api/docs";

/// A page of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    Home,
    Catalogue,
    /// Searching in what is said in the videos.
    Search,
    Course(CourseSlug),
    Lesson(CourseSlug, ChapterSlug),
    Quiz(CourseSlug, ChapterSlug),
    Certificate(CertificateCode),
    /// What the signed-in person learns, holds and is asked.
    Desk,
    SignIn,
    SignUp,
    Account,
    Jobs,
    Job(JobSlug),
    Apply(JobSlug),
    /// Organisations that are likely to hire.
    Companies,
    /// An organisation that hires.
    Company(EmployerSlug),
    /// Writing to an organisation without an ad.
    WriteTo(EmployerSlug),
    Applications,
    /// Searches of the job board that somebody keeps; with a query, the form that saves it.
    SavedSearches,
    Profile,
    /// Who sees what of one's own profile.
    Privacy,
    Contacts,
    /// What became of those who learned here.
    Outcomes,
    /// What one does oneself after one's first certificate.
    Outcome,
    /// Help in looking for work.
    Coaching,
    /// What an employer can expect of hiring here.
    Employers,
    /// The employer's own desk.
    Employer,
    EmployerJob(JobSlug),
    /// The applications to an ad on a board of stages.
    Pipeline(JobSlug),
    /// An ad while it is being written.
    Draft(DraftId),
    /// The same as those who look for work will see it.
    DraftPreview(DraftId),
    /// Who belongs to the organisation.
    Members,
    /// What the members of the organisation share.
    Shared,
    /// Whether people can write to the organisation without an ad.
    Openness,
    /// What the organisation says of itself; for those without one, the form that registers one.
    Organisation,
    /// The organisations that registered, for those who work here.
    Registrations,
    Talents,
    /// Searches for talents that a member keeps; with a query, the form that saves it.
    TalentSearches,
    Talent(TalentId),
    /// Some talents side by side.
    Compare(Vec<TalentId>),
    /// Captioning and publishing, for those who teach.
    Teach,
    TeachCourse(CourseSlug),
    /// What employers need and nobody teaches here, for those who teach.
    Needs,
    /// What recruiters say in interviews, for those who teach.
    Interviews,
    /// Courses that the organisation asks for.
    Training,
    /// Courses that organisations ask for, for those who work here.
    StaffTraining,
    /// What people reported, for those who work here.
    Reports,
    /// What groups somebody says they are in, for the audit.
    Declaration,
    /// How often each declared group is chosen, for those who work here.
    Audit,
    Accessibility,
    /// Every component in every state.
    Gallery,
    NotFound,
}

impl Route {
    /// The route of a path, which may end in a slash.
    pub fn parse(path: &str) -> Self {
        let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        match parts.as_slice() {
            [] => Self::Home,
            ["courses"] => Self::Catalogue,
            ["search"] => Self::Search,
            ["courses", course] => Self::Course((*course).into()),
            ["courses", course, chapter] => Self::Lesson((*course).into(), (*chapter).into()),
            ["courses", course, chapter, "quiz"] => Self::Quiz((*course).into(), (*chapter).into()),
            ["certificates", code] => Self::Certificate((*code).into()),
            ["desk"] => Self::Desk,
            ["sign-in"] => Self::SignIn,
            ["sign-up"] => Self::SignUp,
            ["account"] => Self::Account,
            ["account", "groups"] => Self::Declaration,
            ["staff", "audit"] => Self::Audit,
            ["jobs"] => Self::Jobs,
            ["jobs", job] => Self::Job((*job).into()),
            ["jobs", job, "apply"] => Self::Apply((*job).into()),
            ["companies"] => Self::Companies,
            ["companies", company, "apply"] => Self::WriteTo((*company).into()),
            ["companies", company] => Self::Company((*company).into()),
            ["saved-searches"] => Self::SavedSearches,
            ["applications"] => Self::Applications,
            ["profile"] => Self::Profile,
            ["profile", "privacy"] => Self::Privacy,
            ["contacts"] => Self::Contacts,
            ["outcomes"] => Self::Outcomes,
            ["outcome"] => Self::Outcome,
            ["coaching"] => Self::Coaching,
            ["employers"] => Self::Employers,
            ["employer"] => Self::Employer,
            ["employer", "jobs", job] => Self::EmployerJob((*job).into()),
            ["employer", "jobs", job, "applications"] => Self::Pipeline((*job).into()),
            ["employer", "ads", draft] => Self::Draft((*draft).into()),
            ["employer", "ads", draft, "preview"] => Self::DraftPreview((*draft).into()),
            ["employer", "members"] => Self::Members,
            ["employer", "shared"] => Self::Shared,
            ["employer", "searches"] => Self::TalentSearches,
            ["employer", "spontaneous"] => Self::Openness,
            ["employer", "training"] => Self::Training,
            ["staff", "training"] => Self::StaffTraining,
            ["employer", "organisation"] => Self::Organisation,
            ["talents"] => Self::Talents,
            ["talents", "compare", talents] => Self::Compare(talents.split(',').map(Into::into).collect()),
            ["talents", talent] => Self::Talent((*talent).into()),
            ["teach"] => Self::Teach,
            ["teach", "needs"] => Self::Needs,
            ["teach", "interviews"] => Self::Interviews,
            ["teach", course] => Self::TeachCourse((*course).into()),
            ["staff", "reports"] => Self::Reports,
            ["staff", "organisations"] => Self::Registrations,
            ["accessibility"] => Self::Accessibility,
            ["gallery"] => Self::Gallery,
            _ => Self::NotFound,
        }
    }

    /// The path of the route.
    pub fn path(&self) -> String {
        use passerelle_api::endpoint::escape;
        match self {
            Self::Home | Self::NotFound => "/".into(),
            Self::Catalogue => "/courses".into(),
            Self::Search => "/search".into(),
            Self::Course(course) => format!("/courses/{}", escape(course.as_str())),
            Self::Lesson(course, chapter) => {
                format!("/courses/{}/{}", escape(course.as_str()), escape(chapter.as_str()))
            }
            Self::Quiz(course, chapter) => {
                format!("/courses/{}/{}/quiz", escape(course.as_str()), escape(chapter.as_str()))
            }
            Self::Certificate(code) => format!("/certificates/{}", escape(code.as_str())),
            Self::Desk => "/desk".into(),
            Self::SignIn => "/sign-in".into(),
            Self::SignUp => "/sign-up".into(),
            Self::Account => "/account".into(),
            Self::Jobs => "/jobs".into(),
            Self::Job(job) => format!("/jobs/{}", escape(job.as_str())),
            Self::Apply(job) => format!("/jobs/{}/apply", escape(job.as_str())),
            Self::Companies => "/companies".into(),
            Self::WriteTo(company) => format!("/companies/{}/apply", escape(company.as_str())),
            Self::Company(company) => format!("/companies/{}", escape(company.as_str())),
            Self::SavedSearches => "/saved-searches".into(),
            Self::Applications => "/applications".into(),
            Self::Profile => "/profile".into(),
            Self::Privacy => "/profile/privacy".into(),
            Self::Contacts => "/contacts".into(),
            Self::Outcomes => "/outcomes".into(),
            Self::Outcome => "/outcome".into(),
            Self::Coaching => "/coaching".into(),
            Self::Employers => "/employers".into(),
            Self::Employer => "/employer".into(),
            Self::EmployerJob(job) => format!("/employer/jobs/{}", escape(job.as_str())),
            Self::Pipeline(job) => format!("/employer/jobs/{}/applications", escape(job.as_str())),
            Self::Draft(draft) => format!("/employer/ads/{}", escape(draft.as_str())),
            Self::DraftPreview(draft) => format!("/employer/ads/{}/preview", escape(draft.as_str())),
            Self::Members => "/employer/members".into(),
            Self::Shared => "/employer/shared".into(),
            Self::TalentSearches => "/employer/searches".into(),
            Self::Openness => "/employer/spontaneous".into(),
            Self::Organisation => "/employer/organisation".into(),
            Self::Registrations => "/staff/organisations".into(),
            Self::Talents => "/talents".into(),
            Self::Talent(talent) => format!("/talents/{}", escape(talent.as_str())),
            Self::Compare(talents) => {
                let talents: Vec<String> = talents.iter().map(|talent| escape(talent.as_str())).collect();
                format!("/talents/compare/{}", talents.join(","))
            }
            Self::Teach => "/teach".into(),
            Self::TeachCourse(course) => format!("/teach/{}", escape(course.as_str())),
            Self::Needs => "/teach/needs".into(),
            Self::Interviews => "/teach/interviews".into(),
            Self::Training => "/employer/training".into(),
            Self::StaffTraining => "/staff/training".into(),
            Self::Reports => "/staff/reports".into(),
            Self::Declaration => "/account/groups".into(),
            Self::Audit => "/staff/audit".into(),
            Self::Accessibility => "/accessibility".into(),
            Self::Gallery => "/gallery".into(),
        }
    }
}

/// Undoes the escaping of one part of a path. What is not valid UTF-8 afterwards stays as it came.
fn decode(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = (*first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| part.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_reads_back_from_its_own_path() {
        let routes = [
            Route::Home,
            Route::Catalogue,
            Route::Search,
            Route::Course("a/b c".into()),
            Route::Lesson("é".into(), "100%".into()),
            Route::Quiz("x".into(), "y".into()),
            Route::Certificate("K7QF-1".into()),
            Route::Desk,
            Route::SignIn,
            Route::SignUp,
            Route::Account,
            Route::Jobs,
            Route::Job("j".into()),
            Route::Apply("j".into()),
            Route::Companies,
            Route::Company("c".into()),
            Route::WriteTo("c d".into()),
            Route::Applications,
            Route::SavedSearches,
            Route::Profile,
            Route::Privacy,
            Route::Contacts,
            Route::Outcomes,
            Route::Outcome,
            Route::Coaching,
            Route::Employers,
            Route::Employer,
            Route::EmployerJob("j".into()),
            Route::Pipeline("j".into()),
            Route::Draft("d".into()),
            Route::DraftPreview("d".into()),
            Route::Members,
            Route::Shared,
            Route::Openness,
            Route::Organisation,
            Route::Registrations,
            Route::Talents,
            Route::TalentSearches,
            Route::Talent("t".into()),
            Route::Compare(vec!["t".into(), "u v".into()]),
            Route::Teach,
            Route::TeachCourse("a/b".into()),
            Route::Needs,
            Route::Interviews,
            Route::Training,
            Route::StaffTraining,
            Route::Reports,
            Route::Declaration,
            Route::Audit,
            Route::Accessibility,
            Route::Gallery,
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.path()), route);
        }
    }

    #[test]
    fn an_unknown_path_is_not_found() {
        assert_eq!(Route::parse("/courses/a/b/c/d"), Route::NotFound);
        assert_eq!(Route::parse("/courses/"), Route::Catalogue);
        assert_eq!(Route::parse("/courses/%zz"), Route::Course("%zz".into()));
    }
}
