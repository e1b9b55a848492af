//! Tabs: parts of one thing, one of which is shown.

use leptos::{ev::KeyboardEvent, html, prelude::*, text_prop::TextProp};

use super::focus::{element, focus, is_rtl, within};

/// One part.
#[derive(Clone)]
pub struct Tab {
    label: TextProp,
    view: ViewFn,
}

impl Tab {
    /// A part with its name and what it shows.
    pub fn new(label: impl Into<TextProp>, view: impl Into<ViewFn>) -> Self {
        Self { label: label.into(), view: view.into() }
    }
}

/// Tabs. The arrow keys choose one, as do Home and End; the tab key goes on into what is shown.
#[component]
pub fn Tabs(
    /// Names the tabs; must be its own in the page.
    #[prop(into)]
    id: String,
    /// What the tabs divide, such as "Your courses".
    #[prop(into)]
    label: TextProp,
    tabs: Vec<Tab>,
    /// Which one is shown, from 0.
    #[prop(optional)]
    selected: RwSignal<usize>,
) -> impl IntoView {
    let class = stylers::style_sheet!("src/ui/tabs.css");
    let list = NodeRef::<html::Div>::new();
    let last = tabs.len().saturating_sub(1);
    let key = move |event: KeyboardEvent| {
        let Some(list) = element(list) else { return };
        if let Some(next) = target(&event.key(), selected.get_untracked(), last, is_rtl(&list)) {
            event.prevent_default();
            selected.set(next);
            within(&list, "[role=tab]").get(next).iter().for_each(|tab| focus(tab));
        }
    };
    let panels = tabs.clone();
    let tab_id = id.clone();
    let tab = move |(index, tab): (usize, Tab)| {
        let is_selected = move || selected.get() == index;
        view! { class = class,
            <button
                class="tab"
                type="button"
                role="tab"
                id=format!("{tab_id}-tab-{index}")
                aria-controls=format!("{tab_id}-panel-{index}")
                aria-selected=move || is_selected().to_string()
                tabindex=move || if is_selected() { "0" } else { "-1" }
                on:click=move |_| selected.set(index)
            >
                {move || tab.label.get()}
            </button>
        }
    };
    let panel = move |(index, tab): (usize, Tab)| {
        let is_selected = move || selected.get() == index;
        view! { class = class,
            <div
                class="tab-panel"
                role="tabpanel"
                id=format!("{id}-panel-{index}")
                aria-labelledby=format!("{id}-tab-{index}")
                tabindex="0"
                hidden=move || !is_selected()
            >
                {move || is_selected().then(|| tab.view.run())}
            </div>
        }
    };
    view! { class = class,
        <div class="tabs">
            <div class="tab-list" role="tablist" aria-label=move || label.get() node_ref=list on:keydown=key>
                {tabs.into_iter().enumerate().map(tab).collect_view()}
            </div>
            {panels.into_iter().enumerate().map(panel).collect_view()}
        </div>
    }
}

/// The tab that a key leads to.
fn target(key: &str, from: usize, last: usize, rtl: bool) -> Option<usize> {
    let forward = if from >= last { 0 } else { from + 1 };
    let back = from.checked_sub(1).unwrap_or(last);
    match (key, rtl) {
        ("ArrowRight", false) | ("ArrowLeft", true) => Some(forward),
        ("ArrowLeft", false) | ("ArrowRight", true) => Some(back),
        ("Home", _) => Some(0),
        ("End", _) => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn arrows_go_round() {
        assert_eq!(target("ArrowRight", 2, 2, false), Some(0));
        assert_eq!(target("ArrowLeft", 0, 2, false), Some(2));
    }

    #[test]
    fn arrows_follow_the_line_of_reading() {
        assert_eq!(target("ArrowLeft", 0, 2, true), Some(1));
        assert_eq!(target("ArrowRight", 0, 2, true), Some(2));
    }

    #[test]
    fn other_keys_are_left_alone() {
        assert_eq!(target("ArrowDown", 0, 2, false), None);
        assert_eq!(target("End", 0, 2, false), Some(2));
    }
}
