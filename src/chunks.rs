//! The table of pages: which feature shows a route, and which messages it needs. Each page is a piece of wasm of its own, fetched
//! when a reader first goes there; a piece that cannot be fetched is a failure with a way to try again, not a panic.
#![cfg_attr(feature = "split", expect(unsafe_code, reason = "wasm_split links each lazy page as an external function"))]

use leptos::prelude::*;

use crate::{
    client::Failure,
    features,
    i18n::Namespace,
    route::Route,
};

/// Makes the view of a page.
pub type PageView = fn(Route) -> AnyView;

/// A lazy page could not be fetched.
pub struct ChunkMissing;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for ChunkMissing {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

impl From<ChunkMissing> for Failure {
    fn from(_: ChunkMissing) -> Self {
        Self::Offline
    }
}

/// The view of a page whose route has the parts it needs. `chunks::fetch` never asks for another.
macro_rules! page {
    ($given:ident, $route:pat => $view:expr) => {
        if let $route = $given { $view.into_any() } else { ().into_any() }
    };
}

/// Declares lazy pages. The function that is fetched only names the page's view, so that everything behind it moves with it.
macro_rules! pages {
    ($($name:ident: $route:pat => $view:expr;)*) => {$(
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split($name, wasm_split_path = leptos::wasm_split, fallible)]
        pub(crate) fn $name() -> Result<PageView, ChunkMissing> {
            fn show(route: Route) -> AnyView {
                page!(route, $route => $view)
            }
            Ok(show)
        }

        #[cfg(not(feature = "split"))]
        pub(crate) async fn $name() -> Result<PageView, ChunkMissing> {
            fn show(route: Route) -> AnyView {
                page!(route, $route => $view)
            }
            Ok(show)
        }
    )*};
}

pages! {
    home: Route::Home => view! { <features::home::HomePage/> };
    catalogue: Route::Catalogue => view! { <features::catalogue::CataloguePage/> };
    course: Route::Course(slug) => view! { <features::catalogue::CoursePage slug/> };
    lesson: Route::Lesson(course, chapter) => view! { <features::lesson::LessonPage course chapter/> };
    quiz: Route::Quiz(course, chapter) => view! { <features::quiz::QuizPage course chapter/> };
    certificate: Route::Certificate(code) => view! { <features::certificate::CertificatePage code/> };
    desk: Route::Desk => view! { <features::desk::DeskPage/> };
    accessibility: Route::Accessibility => view! { <features::about::AccessibilityPage/> };
    gallery: Route::Gallery => view! { <features::gallery::GalleryPage/> };
    sign_in: Route::SignIn => view! { <features::account::SignInPage/> };
    sign_up: Route::SignUp => view! { <features::account::SignUpPage/> };
    account: Route::Account => view! { <features::account::AccountPage/> };
    jobs: Route::Jobs => view! { <features::jobs::JobsPage/> };
    job: Route::Job(slug) => view! { <features::jobs::JobPage slug/> };
    apply: Route::Apply(slug) => view! { <features::jobs::ApplyPage slug/> };
    applications: Route::Applications => view! { <features::applications::ApplicationsPage/> };
    talents: Route::Talents => view! { <features::talents::TalentsPage/> };
    talent: Route::Talent(talent) => view! { <features::talents::TalentPage talent/> };
    employer: Route::Employer => view! { <features::employer::EmployerPage/> };
    inbox: Route::EmployerJob(job) => view! { <features::employer::InboxPage job/> };
    profile: Route::Profile => view! { <features::profile::ProfilePage/> };
    contacts: Route::Contacts => view! { <features::contacts::ContactsPage/> };
    // Shown over any page when a session ended, so it takes the route of the page that signs in.
    sign_in_again: Route::SignIn => view! { <features::account::SignInAgain/> };
}

/// The messages that a route's page needs, besides the shell's.
pub fn messages(route: &Route) -> &'static [Namespace] {
    match route {
        Route::Home => &[Namespace::Home, Namespace::Words],
        Route::Catalogue | Route::Course(_) => &[Namespace::Catalogue, Namespace::Words],
        Route::Lesson(..) => &[Namespace::Lesson, Namespace::Player],
        Route::Quiz(..) => &[Namespace::Quiz],
        Route::Certificate(_) => &[Namespace::Certificate, Namespace::Words],
        Route::Desk => &[Namespace::Desk, Namespace::Words],
        Route::Accessibility => &[Namespace::About],
        Route::Gallery => &[Namespace::Gallery],
        Route::SignIn | Route::SignUp | Route::Account => &[Namespace::Account, Namespace::Words],
        Route::Jobs | Route::Job(_) | Route::Apply(_) => &[Namespace::Jobs, Namespace::Words],
        Route::Applications => &[Namespace::Applications, Namespace::Words],
        Route::Talents | Route::Talent(_) => &[Namespace::Talents, Namespace::Masked, Namespace::Words],
        Route::Employer | Route::EmployerJob(_) => &[Namespace::Employer, Namespace::Words],
        Route::Profile => &[Namespace::Profile, Namespace::Masked, Namespace::Words],
        Route::Contacts => &[Namespace::Contacts, Namespace::Words],
        _ => &[],
    }
}

/// Fetches the page of a route.
///
/// # Errors
/// [`ChunkMissing`] when its piece could not be fetched.
pub async fn fetch(route: &Route) -> Result<PageView, ChunkMissing> {
    match route {
        Route::Home => home().await,
        Route::Catalogue => catalogue().await,
        Route::Course(_) => course().await,
        Route::Lesson(..) => lesson().await,
        Route::Quiz(..) => quiz().await,
        Route::Certificate(_) => certificate().await,
        Route::Desk => desk().await,
        Route::Accessibility => accessibility().await,
        Route::Gallery => gallery().await,
        Route::SignIn => sign_in().await,
        Route::SignUp => sign_up().await,
        Route::Account => account().await,
        Route::Jobs => jobs().await,
        Route::Job(_) => job().await,
        Route::Apply(_) => apply().await,
        Route::Applications => applications().await,
        Route::Talents => talents().await,
        Route::Talent(_) => talent().await,
        Route::Employer => employer().await,
        Route::EmployerJob(_) => inbox().await,
        Route::Profile => profile().await,
        Route::Contacts => contacts().await,
        _ => Ok(crate::layout::not_found as PageView),
    }
}
