//! A JSON Resume that somebody chose: reading it in the browser, and saying what of it was not taken. What uses it needs the messages
//! `Namespace::Profile`.

use leptos::{prelude::*, text_prop::TextProp, web_sys};
use passerelle_api::Json;
use passerelle_rules::resume::{Cut, Section};
use wasm_bindgen_futures::JsFuture;

use crate::{i18n as tr, json, ui::field::FileField};

/// Kilobytes of a file. A resume of text is far smaller.
const KILOBYTES: u32 = 300;

/// Why a file was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    NotAResume,
    TooLarge,
}

impl Refused {
    /// What is wrong with the file.
    pub fn text(self) -> String {
        match self {
            Self::NotAResume => tr::profile::resume_wrong(),
            Self::TooLarge => tr::profile::resume_too_large(&tr::number(KILOBYTES.into())),
        }
    }
}

/// A field that takes a file.
#[derive(Clone, Copy)]
pub struct Field {
    name: RwSignal<Option<String>>,
    /// What came of the file, once it was read.
    pub outcome: RwSignal<Option<Result<Left, Refused>>>,
}

impl Field {
    /// One for which nothing was chosen yet.
    pub fn new() -> Self {
        Self { name: RwSignal::new(None), outcome: RwSignal::new(None) }
    }

    /// Its view. `on_choose` reads the file and sets the outcome.
    pub fn view(
        self,
        id: &'static str,
        label: impl Into<TextProp>,
        hint: impl Into<TextProp>,
        on_choose: impl Fn(web_sys::File) + Send + Sync + 'static,
    ) -> AnyView {
        let Self { name, outcome } = self;
        let choose = move |file: web_sys::File| {
            name.set(Some(file.name()));
            outcome.set(None);
            on_choose(file);
        };
        let error = move || outcome.with(|outcome| outcome.as_ref()?.as_ref().err().map(|why| why.text()));
        view! {
            <FileField
                id
                label
                hint
                button=tr::profile::resume_choose
                chosen=name
                none=tr::profile::resume_none
                accept=".json,application/json"
                optional=true
                on_choose=choose
                error=Signal::derive(error)
            />
        }
        .into_any()
    }

    /// What was not taken of a file that was read.
    pub fn left(self) -> Option<Left> {
        self.outcome.get().and_then(Result::ok)
    }
}

/// What a file holds. Nothing is sent.
///
/// # Errors
/// [`Refused`] when it is too large, or holds no JSON.
pub async fn contents(file: web_sys::File) -> Result<impl Json, Refused> {
    if file.size() > f64::from(KILOBYTES) * 1024.0 {
        return Err(Refused::TooLarge);
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
    json::parse(&text).ok_or(Refused::NotAResume)
}

/// What a file says that was not taken, or not as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Left {
    pub cut: Vec<(Cut, u64)>,
    pub unknown: Vec<String>,
    pub unread: Vec<Section>,
}

impl Left {
    /// A sentence for each kind of it.
    pub fn lines(&self) -> Vec<String> {
        let cut = self.cut.iter().map(|(of, most)| tr::profile::resume_cut(&label(*of), &tr::number(*most)));
        let mut lines: Vec<String> = cut.collect();
        if !self.unknown.is_empty() {
            lines.push(tr::profile::resume_unknown(&tr::list(&self.unknown)));
        }
        if !self.unread.is_empty() {
            let names: Vec<String> = self.unread.iter().map(|section| name(*section)).collect();
            lines.push(tr::profile::resume_unread(&tr::list(&names)));
        }
        lines
    }
}

/// The field that took what was cut.
fn label(of: Cut) -> String {
    match of {
        Cut::Headline => tr::profile::headline(),
        Cut::About => tr::profile::about(),
    }
}

fn name(section: Section) -> String {
    match section {
        Section::Work => tr::profile::section_work(),
        Section::Volunteer => tr::profile::section_volunteer(),
        Section::Education => tr::profile::section_education(),
        Section::Awards => tr::profile::section_awards(),
        Section::Certificates => tr::profile::section_certificates(),
        Section::Publications => tr::profile::section_publications(),
        Section::Interests => tr::profile::section_interests(),
        Section::References => tr::profile::section_references(),
    }
}
