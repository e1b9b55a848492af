//! Buttons, and links that look like them.

use leptos::{ev::MouseEvent, html, prelude::*, text_prop::TextProp};

use super::icon::{Glyph, Icon};

/// How much a button asks for. A view has one primary button at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    Primary,
    #[default]
    Secondary,
    Quiet,
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button. While it is busy or disabled it keeps its place in the tab order and says so, but does nothing.
#[component]
pub fn Button(
    #[prop(into)] label: TextProp,
    /// What it acts on, for those who hear the label without its surroundings: "Apply", then "to Web developer in Lyon".
    #[prop(optional, into)]
    about: Option<TextProp>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] icon: Option<Icon>,
    /// Shows the icon alone; the label stays its name.
    #[prop(optional)]
    icon_only: bool,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// The id of what it shows and hides.
    #[prop(optional, into)]
    controls: Option<String>,
    #[prop(optional, into)] expanded: Option<Signal<bool>>,
    #[prop(optional, into)] pressed: Option<Signal<bool>>,
    #[prop(optional, into)] describedby: Option<String>,
    /// Sends the form that it stands in.
    #[prop(optional)]
    submit: bool,
    #[prop(optional)] node_ref: NodeRef<html::Button>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
) -> impl IntoView {
    let rests = move || busy.get() || disabled.get();
    let press = move |event: MouseEvent| {
        if busy.get_untracked() || disabled.get_untracked() {
            // A form is also sent by Enter in a field, which browsers turn into a press of its button.
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class=kind.class()
            class:button-icon=icon_only
            id=id
            type=if submit { "submit" } else { "button" }
            node_ref=node_ref
            aria-disabled=move || rests().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-controls=controls
            aria-expanded=move || expanded.map(|expanded| expanded.get().to_string())
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            aria-describedby=describedby
            on:click=press
        >
            {face(label, about, icon, icon_only)}
        </button>
    }
}

/// A link that is the next step, drawn as a button.
#[component]
pub fn LinkButton(
    #[prop(into)] href: TextProp,
    #[prop(into)] label: TextProp,
    /// What it leads to, for those who hear the label without its surroundings.
    #[prop(optional, into)]
    about: Option<TextProp>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] icon: Option<Icon>,
    #[prop(optional, into)] id: Option<String>,
    /// Saves what it leads to under this name instead of going there.
    #[prop(optional, into)]
    download: Option<String>,
    /// Leaves this site.
    #[prop(optional)]
    external: bool,
) -> impl IntoView {
    view! {
        <a class=kind.class() id=id href=move || href.get() download=download rel=external.then_some("external noopener")>
            {face(label, about, icon, false)}
        </a>
    }
}

/// The space between label and object is one that the layout cannot drop, since screen readers read what is laid out.
/// An arrow to the next step stands behind the words, every other icon before them.
fn face(label: TextProp, about: Option<TextProp>, icon: Option<Icon>, icon_only: bool) -> impl IntoView {
    let behind = !icon_only && matches!(icon, Some(Icon::Next | Icon::External));
    let glyph = move |here: bool| icon.filter(|_| here).map(|icon| view! { <Glyph icon/> });
    view! {
        {glyph(!behind)}
        <span class=if icon_only { "visually-hidden" } else { "button-label" }>{move || label.get()}</span>
        {about.map(|about| view! { <span class="visually-hidden">"\u{a0}"{move || about.get()}</span> })}
        {glyph(behind)}
    }
}
