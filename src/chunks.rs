//! The table of pages: which feature shows a route, and which messages it needs. Each page is a piece of wasm of its own, fetched
//! when a reader first goes there; a piece that cannot be fetched is a failure with a way to try again, not a panic.

use std::{future::Future, pin::Pin};

use leptos::prelude::*;

use crate::{features, i18n::Namespace, layout::not_found, lazy::ChunkMissing, route::Route};

/// Makes the view of a page.
pub type PageView = fn(Route) -> AnyView;

/// Declares lazy chunks: for each, the routes that it shows. The function that is fetched only names the chunk's view function, so
/// that everything behind it moves along. A chunk is one page, so that nobody downloads a page that they did not open; what pages
/// share is laid together by `xtask/src/build/pieces.rs`.
macro_rules! chunks {
    ($($name:ident { $($route:pat => $view:expr,)* })*) => {$(
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split($name, wasm_split_path = leptos::wasm_split, fallible)]
        pub(crate) fn $name() -> Result<PageView, ChunkMissing> {
            Ok(|route| match route { $($route => $view.into_any(),)* other => not_found(other) })
        }

        #[cfg(not(feature = "split"))]
        pub(crate) async fn $name() -> Result<PageView, ChunkMissing> {
            Ok(|route| match route { $($route => $view.into_any(),)* other => not_found(other) })
        }
    )*};
}

chunks! {
    home {
        Route::Home => view! { <features::home::HomePage/> },
    }
    catalogue {
        Route::Catalogue => view! { <features::catalogue::CataloguePage/> },
    }
    search {
        Route::Search => view! { <features::search::SearchPage/> },
    }
    course {
        Route::Course(slug) => view! { <features::catalogue::CoursePage slug/> },
    }
    desk {
        Route::Desk => view! { <features::desk::DeskPage/> },
    }
    certificate {
        Route::Certificate(code) => view! { <features::certificate::CertificatePage code/> },
    }
    about {
        Route::Accessibility => view! { <features::about::AccessibilityPage/> },
    }
    lesson {
        Route::Lesson(course, chapter) => view! { <features::lesson::LessonPage course chapter/> },
    }
    quiz {
        Route::Quiz(course, chapter) => view! { <features::quiz::QuizPage course chapter/> },
    }
    sign_in {
        Route::SignIn => view! { <features::account::SignInPage/> },
        Route::SignUp => view! { <features::account::SignUpPage/> },
    }
    account {
        Route::Account => view! { <features::account::AccountPage/> },
    }
    // Shown over any page when a session ended, so it takes the route of the page that signs in.
    sign_in_again {
        Route::SignIn => view! { <features::account::SignInAgain/> },
    }
    jobs {
        Route::Jobs => view! { <features::jobs::JobsPage/> },
    }
    job {
        Route::Job(slug) => view! { <features::jobs::JobPage slug/> },
    }
    apply {
        Route::Apply(slug) => view! { <features::jobs::ApplyPage slug/> },
    }
    company {
        Route::Company(company) => view! { <features::jobs::CompanyPage company/> },
    }
    companies {
        Route::Companies => view! { <features::jobs::CompaniesPage/> },
    }
    write {
        Route::WriteTo(company) => view! { <features::jobs::WritePage company/> },
    }
    applications {
        Route::Applications => view! { <features::applications::ApplicationsPage/> },
    }
    saved_searches {
        Route::SavedSearches => view! { <features::jobs::SavedSearchesPage/> },
    }
    profile {
        Route::Profile => view! { <features::profile::ProfilePage/> },
    }
    contacts {
        Route::Contacts => view! { <features::contacts::ContactsPage/> },
    }
    outcomes {
        Route::Outcomes => view! { <features::outcomes::OutcomesPage/> },
        Route::Employers => view! { <features::outcomes::EmployersPage/> },
    }
    coaching {
        Route::Coaching => view! { <features::coaching::CoachingPage/> },
    }
    outcome {
        Route::Outcome => view! { <features::outcomes::OutcomePage/> },
    }
    talents {
        Route::Talents => view! { <features::talents::TalentsPage/> },
    }
    talent {
        Route::Talent(talent) => view! { <features::talents::TalentPage talent/> },
    }
    compare {
        Route::Compare(talents) => view! { <features::talents::ComparePage talents/> },
    }
    talent_searches {
        Route::TalentSearches => view! { <features::talents::TalentSearchesPage/> },
    }
    privacy {
        Route::Privacy => view! { <features::privacy::PrivacyPage/> },
    }
    employer {
        Route::Employer => view! { <features::employer::EmployerPage/> },
        Route::EmployerJob(job) => view! { <features::employer::InboxPage job/> },
    }
    pipeline {
        Route::Pipeline(job) => view! { <features::employer::PipelinePage job/> },
    }
    posting {
        Route::Draft(id) => view! { <features::posting::DraftPage id/> },
    }
    preview {
        Route::DraftPreview(draft) => view! { <features::jobs::PreviewPage draft/> },
    }
    organisation {
        Route::Members => view! { <features::organisation::MembersPage/> },
        Route::Organisation => view! { <features::organisation::OrganisationPage/> },
    }
    openness {
        Route::Openness => view! { <features::organisation::OpennessPage/> },
    }
    shared {
        Route::Shared => view! { <features::organisation::SharedPage/> },
    }
    registrations {
        Route::Registrations => view! { <features::organisation::RegistrationsPage/> },
    }
    teach {
        Route::Teach => view! { <features::teach::TeachPage/> },
        Route::TeachCourse(course) => view! { <features::teach::TeachCoursePage course/> },
    }
    needs {
        Route::Needs => view! { <features::teach::NeedsPage/> },
    }
    interviews {
        Route::Interviews => view! { <features::teach::InterviewsPage/> },
    }
    training {
        Route::Training => view! { <features::training::TrainingPage/> },
    }
    staff_training {
        Route::StaffTraining => view! { <features::training::StaffTrainingPage/> },
    }
    reports {
        Route::Reports => view! { <features::reports::ReportsPage/> },
    }
    declaration {
        Route::Declaration => view! { <features::audit::DeclarationPage/> },
    }
    audit {
        Route::Audit => view! { <features::audit::AuditPage/> },
    }
    gallery {
        Route::Gallery => view! { <features::gallery::GalleryPage/> },
    }
}

/// The messages that a route's page needs, besides the shell's.
pub fn messages(route: &Route) -> &'static [Namespace] {
    match route {
        Route::Home => &[Namespace::Home, Namespace::Words],
        Route::Catalogue | Route::Course(_) => &[Namespace::Catalogue, Namespace::Words],
        Route::Search => &[Namespace::Search],
        Route::Lesson(..) => &[Namespace::Lesson, Namespace::Player],
        Route::Quiz(..) => &[Namespace::Quiz],
        Route::Certificate(_) => &[Namespace::Certificate, Namespace::Words],
        Route::Desk => &[Namespace::Desk, Namespace::Words],
        Route::Accessibility => &[Namespace::About],
        Route::Teach | Route::TeachCourse(_) => &[Namespace::Teach, Namespace::Words],
        Route::Needs => &[Namespace::Needs, Namespace::Teach],
        Route::Interviews => &[Namespace::Interviews, Namespace::Teach, Namespace::Meanwhile, Namespace::Words],
        Route::Training | Route::StaffTraining => &[Namespace::Training, Namespace::Words],
        Route::Reports => &[Namespace::Reports],
        Route::Declaration => &[Namespace::Audit, Namespace::Words],
        Route::Audit => &[Namespace::Audit],
        Route::Gallery => &[Namespace::Gallery],
        Route::SignIn | Route::SignUp | Route::Account => &[Namespace::Account, Namespace::Words],
        Route::Jobs | Route::Job(_) | Route::DraftPreview(_) => &[Namespace::Jobs, Namespace::Words],
        Route::Apply(_) => &[Namespace::Fill, Namespace::Jobs, Namespace::Words],
        Route::Company(_) => &[Namespace::Jobs, Namespace::Company, Namespace::Words],
        Route::Companies => &[Namespace::Companies, Namespace::Jobs, Namespace::Words],
        Route::WriteTo(_) => {
            &[Namespace::Companies, Namespace::Company, Namespace::Fill, Namespace::Jobs, Namespace::Words]
        }
        Route::Openness => &[Namespace::Openness, Namespace::Meanwhile, Namespace::Words],
        Route::Applications => {
            &[Namespace::Applications, Namespace::Placement, Namespace::Outside, Namespace::Meanwhile, Namespace::Words]
        }
        Route::SavedSearches => &[Namespace::Saved, Namespace::Jobs, Namespace::Words],
        Route::Talents | Route::Talent(_) | Route::Compare(_) => {
            &[Namespace::Talents, Namespace::Masked, Namespace::Words]
        }
        Route::TalentSearches => {
            &[Namespace::SavedTalents, Namespace::Saved, Namespace::Talents, Namespace::Masked, Namespace::Words]
        }
        Route::Employer => &[Namespace::Employer, Namespace::Words],
        Route::EmployerJob(_) => &[Namespace::Employer, Namespace::Pipeline, Namespace::Words],
        Route::Pipeline(_) => &[Namespace::Pipeline, Namespace::Placement, Namespace::Employer, Namespace::Words],
        Route::Draft(_) => &[Namespace::Posting, Namespace::Meanwhile, Namespace::Words],
        Route::Organisation => &[Namespace::Organisation, Namespace::Meanwhile, Namespace::Words],
        Route::Members | Route::Registrations => &[Namespace::Organisation, Namespace::Words],
        Route::Shared => &[Namespace::Shared, Namespace::Organisation, Namespace::Masked, Namespace::Words],
        Route::Profile => {
            &[Namespace::Profile, Namespace::Projects, Namespace::Meanwhile, Namespace::Masked, Namespace::Words]
        }
        Route::Privacy => &[Namespace::Privacy, Namespace::Meanwhile, Namespace::Masked, Namespace::Words],
        Route::Contacts => &[Namespace::Contacts, Namespace::Words],
        Route::Coaching => &[Namespace::Coaching, Namespace::Words],
        Route::Outcomes => &[Namespace::Outcomes],
        Route::Outcome => &[Namespace::Outcomes, Namespace::Words],
        Route::Employers => &[Namespace::Employers, Namespace::Outcomes],
        Route::NotFound => &[],
    }
}

/// The style sheets that a route's page needs, besides the shell's.
pub fn sheets(route: &Route) -> &'static [&'static str] {
    match route {
        Route::Home => &["home", "cover"],
        Route::Catalogue | Route::Course(_) => &["catalogue", "cover"],
        Route::Search => &["search"],
        Route::Teach | Route::TeachCourse(_) | Route::Reports => &["teach", "table"],
        Route::Needs => &["teach", "posting", "table"],
        Route::Lesson(..) => &["lesson", "player"],
        Route::Quiz(..) => &["quiz"],
        Route::Certificate(_) => &["certificate"],
        Route::Desk => &["desk"],
        Route::Accessibility => &["about"],
        Route::Gallery => &["gallery", "table", "cover"],
        Route::Jobs => &["jobs"],
        Route::Job(_) => &["jobs", "applications", "ad", "table"],
        Route::DraftPreview(_) => &["jobs", "ad", "posting", "table"],
        Route::Apply(_) => &["jobs", "applications"],
        Route::Company(_) => &["jobs"],
        Route::Companies => &["jobs", "companies"],
        Route::WriteTo(_) => &["jobs", "applications"],
        Route::Applications => &["applications"],
        Route::SavedSearches => &["jobs", "applications"],
        Route::Talents | Route::Talent(_) => &["talents", "picker", "masked"],
        Route::Compare(_) => &["talents", "picker", "masked", "table"],
        Route::TalentSearches => &["talents", "masked", "applications"],
        Route::Employer | Route::EmployerJob(_) => {
            &["employer", "applications", "talents", "picker", "masked", "table"]
        }
        Route::Pipeline(_) => &["employer", "applications", "posting", "talents"],
        Route::Shared => &["posting", "employer", "table"],
        Route::Openness => &["posting", "picker"],
        Route::Interviews | Route::Training | Route::StaffTraining | Route::Coaching => &["posting"],
        Route::Draft(_) | Route::Members | Route::Organisation | Route::Registrations | Route::Outcome => &["posting"],
        Route::Profile => &["profile", "masked"],
        Route::Privacy => &["profile", "masked", "table"],
        Route::Contacts => &["contacts", "masked"],
        Route::SignIn | Route::SignUp | Route::Account | Route::Declaration | Route::NotFound => &[],
        Route::Audit | Route::Outcomes | Route::Employers => &["table"],
    }
}

/// A page on its way, or [`ChunkMissing`] when its chunk could not be fetched. It is boxed because one future that holds those of all
/// pages is larger in the main module than all of them apart.
type Coming = Pin<Box<dyn Future<Output = Result<PageView, ChunkMissing>>>>;

/// Fetches the page of a route.
pub fn fetch(route: &Route) -> Coming {
    match route {
        Route::Home => Box::pin(home()),
        Route::Catalogue => Box::pin(catalogue()),
        Route::Search => Box::pin(search()),
        Route::Course(_) => Box::pin(course()),
        Route::Desk => Box::pin(desk()),
        Route::Certificate(_) => Box::pin(certificate()),
        Route::Accessibility => Box::pin(about()),
        Route::Lesson(..) => Box::pin(lesson()),
        Route::Quiz(..) => Box::pin(quiz()),
        Route::SignIn | Route::SignUp => Box::pin(sign_in()),
        Route::Account => Box::pin(account()),
        Route::Jobs => Box::pin(jobs()),
        Route::Job(_) => Box::pin(job()),
        Route::Apply(_) => Box::pin(apply()),
        Route::Company(_) => Box::pin(company()),
        Route::Companies => Box::pin(companies()),
        Route::WriteTo(_) => Box::pin(write()),
        Route::Applications => Box::pin(applications()),
        Route::SavedSearches => Box::pin(saved_searches()),
        Route::Profile => Box::pin(profile()),
        Route::Contacts => Box::pin(contacts()),
        Route::Outcomes | Route::Employers => Box::pin(outcomes()),
        Route::Coaching => Box::pin(coaching()),
        Route::Outcome => Box::pin(outcome()),
        Route::Talents => Box::pin(talents()),
        Route::Talent(_) => Box::pin(talent()),
        Route::Compare(_) => Box::pin(compare()),
        Route::TalentSearches => Box::pin(talent_searches()),
        Route::Privacy => Box::pin(privacy()),
        Route::Employer | Route::EmployerJob(_) => Box::pin(employer()),
        Route::Pipeline(_) => Box::pin(pipeline()),
        Route::Draft(_) => Box::pin(posting()),
        Route::DraftPreview(_) => Box::pin(preview()),
        Route::Members | Route::Organisation => Box::pin(organisation()),
        Route::Registrations => Box::pin(registrations()),
        Route::Shared => Box::pin(shared()),
        Route::Openness => Box::pin(openness()),
        Route::Teach | Route::TeachCourse(_) => Box::pin(teach()),
        Route::Needs => Box::pin(needs()),
        Route::Interviews => Box::pin(interviews()),
        Route::Training => Box::pin(training()),
        Route::StaffTraining => Box::pin(staff_training()),
        Route::Reports => Box::pin(reports()),
        Route::Declaration => Box::pin(declaration()),
        Route::Audit => Box::pin(audit()),
        Route::Gallery => Box::pin(gallery()),
        Route::NotFound => Box::pin(std::future::ready(Ok(not_found as PageView))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `boot.js` asks for before the app runs is what the table of pages says.
    #[test]
    fn what_is_asked_for_early_is_what_the_page_needs() {
        let boot = include_str!("../public/boot.js");
        let beginnings = [
            ("/", "home"),
            ("/courses", "catalogue"),
            ("/courses/a", "course"),
            ("/courses/a/b", "lesson"),
            ("/jobs", "jobs"),
            ("/jobs/a", "job"),
        ];
        for (address, piece) in beginnings {
            let route = Route::parse(address);
            let words: Vec<_> = messages(&route).iter().map(|namespace| format!("{:?}", namespace.as_str())).collect();
            let sheets: Vec<_> = sheets(&route).iter().map(|sheet| format!("{sheet:?}")).collect();
            let line = format!("piece: {piece:?}, words: [{}], sheets: [{}]", words.join(", "), sheets.join(", "));
            assert!(boot.contains(&line), "{address}: {line}");
        }
    }
}
