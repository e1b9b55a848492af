//! A short fact in a frame: "New", "Apprenticeship", "Beginner".

use leptos::{prelude::*, text_prop::TextProp};

use super::icon::{Glyph, Icon};

/// The colour of a tag. Its words say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TagTone {
    #[default]
    Plain,
    Bridge,
    Ember,
    Ok,
    Warn,
    Bad,
    Info,
}

impl TagTone {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "tag",
            Self::Bridge => "tag tag-bridge",
            Self::Ember => "tag tag-ember",
            Self::Ok => "tag tone-ok",
            Self::Warn => "tag tone-warn",
            Self::Bad => "tag tone-bad",
            Self::Info => "tag tone-info",
        }
    }
}

/// A short fact in a frame.
#[component]
pub fn Tag(
    #[prop(into)] label: TextProp,
    #[prop(optional)] tone: TagTone,
    #[prop(optional, into)] icon: Option<Icon>,
) -> impl IntoView {
    view! {
        <span class=tone.class()>
            {icon.map(|icon| view! { <Glyph icon size=16/> })}
            <span>{move || label.get()}</span>
        </span>
    }
}
