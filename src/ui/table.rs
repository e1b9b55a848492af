//! Tables that scroll in their own frame.

use leptos::{prelude::*, text_prop::TextProp};

/// A column's head.
#[derive(Clone)]
pub struct Column {
    label: TextProp,
    class: &'static str,
    hidden: bool,
    lang: Option<&'static str>,
}

impl Column {
    /// A column of words.
    pub fn text(label: impl Into<TextProp>) -> Self {
        Self { label: label.into(), class: "", hidden: false, lang: None }
    }

    /// The same column with a head in a language of its own.
    pub fn lang(self, lang: &'static str) -> Self {
        Self { lang: Some(lang), ..self }
    }

    /// A column of figures, whose cells have the class `num`.
    pub fn number(label: impl Into<TextProp>) -> Self {
        Self { label: label.into(), class: "num", hidden: false, lang: None }
    }

    /// A column of buttons, whose head only screen readers get.
    pub fn actions(label: impl Into<TextProp>) -> Self {
        Self { label: label.into(), class: "", hidden: true, lang: None }
    }
}

/// A table. Its rows are `<tr>` with a `<th scope="row">` first.
#[component]
pub fn Table(
    /// Names the table; must be its own in the page.
    #[prop(into)]
    id: String,
    #[prop(into)] caption: TextProp,
    /// Leaves the caption to screen readers, where a heading right above says the same.
    #[prop(optional)]
    caption_hidden: bool,
    /// Makes a card of each row on a phone. Its cells are those of [`cell`], which say there what they are.
    #[prop(optional)]
    stacked: bool,
    /// Shows all rows at once, where they are known and few. A list of any length scrolls under its head instead.
    #[prop(optional)]
    whole: bool,
    columns: Vec<Column>,
    children: Children,
) -> impl IntoView {
    let caption_id = format!("{id}-caption");
    let head = |column: Column| {
        let Column { label, class, hidden, lang } = column;
        view! { <th scope="col" class=class><span class:visually-hidden=hidden lang=lang>{move || label.get()}</span></th> }
    };
    view! {
        // What scrolls must be reachable by keyboard, and have a name where the tab key stops.
        <div class="table-scroll" class:table-whole=whole role="region" tabindex="0" aria-labelledby=caption_id.clone()>
            <table class="table" class:table-stacked=stacked id=id>
                <caption id=caption_id.clone() class:visually-hidden=caption_hidden>{move || caption.get()}</caption>
                <thead><tr>{columns.into_iter().map(head).collect_view()}</tr></thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

/// A cell of a stacked table, with the head of its column.
pub fn cell(label: impl Into<TextProp>, class: &'static str, content: AnyView) -> AnyView {
    let label = label.into();
    view! { <td class=class data-label=move || label.get()>{content}</td> }.into_any()
}
