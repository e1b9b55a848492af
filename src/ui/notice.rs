//! A message that stays in the page: what is, what went well, what to mind, what went wrong.

use leptos::{prelude::*, text_prop::TextProp};

use super::{
    heading::heading,
    icon::{Glyph, Icon},
};

/// How a message is meant. Colour, icon and the words of the title each say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Info,
    Ok,
    Warn,
    Bad,
}

impl Tone {
    /// The icon that stands for the tone everywhere.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Info => Icon::Info,
            Self::Ok => Icon::Check,
            Self::Warn => Icon::Alert,
            Self::Bad => Icon::Cross,
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Info => "notice tone-info",
            Self::Ok => "notice tone-ok",
            Self::Warn => "notice tone-warn",
            Self::Bad => "notice tone-bad",
        }
    }
}

/// A message in the page.
#[component]
pub fn Notice(
    #[prop(optional)] tone: Tone,
    /// Says in words what the tone says in colour.
    #[prop(into)]
    title: TextProp,
    /// Makes the title a heading of this level, for a notice that is a part of the page.
    #[prop(optional)]
    level: Option<u8>,
    /// Has it said when it appears; for what comes in answer to something that was just done.
    #[prop(optional)]
    live: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let role = match (live, tone) {
        (false, _) => None,
        (true, Tone::Bad) => Some("alert"),
        (true, _) => Some("status"),
    };
    let text = move || title.get();
    view! {
        <div class=tone.class() role=role>
            <Glyph icon=tone.icon() size=24/>
            <div class="notice-body">
                {match level {
                    Some(level) => heading(level, "notice-title", None, text),
                    None => view! { <p class="notice-title">{text}</p> }.into_any(),
                }}
                {children.map(|children| children())}
            </div>
        </div>
    }
}
