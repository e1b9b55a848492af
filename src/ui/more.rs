//! The end of a list that goes on.

use leptos::{prelude::*, text_prop::TextProp};

use super::{
    button::Button,
    focus::{focus, within},
    icon::Icon,
};
use crate::{attention, watch::watch_from};

/// A button that brings more of a list. Focus goes to the first thing that came, so that nobody has to find their place again.
#[component]
pub fn More(
    /// What it does, such as "Show more jobs".
    #[prop(into)]
    label: TextProp,
    /// How much is there, such as "24 of 120 jobs".
    #[prop(into)]
    shown: TextProp,
    /// The id of the list or table that grows.
    #[prop(into)]
    list: String,
    #[prop(into)] busy: Signal<bool>,
    /// Whether everything is there, which takes the button away.
    #[prop(into)]
    done: Signal<bool>,
    #[prop(into)] on_more: Callback<()>,
) -> impl IntoView {
    let list = StoredValue::new(list);
    let before = StoredValue::new(None::<usize>);
    let items = move || {
        document()
            .get_element_by_id(&list.get_value())
            .map(|list| within(&list, ":scope > li, :scope > tbody > tr"))
            .unwrap_or_default()
    };
    let ask = move |()| {
        before.set_value(Some(items().len()));
        on_more.run(());
    };
    watch_from(move |was_busy: Option<bool>| {
        let is_busy = busy.get();
        if was_busy == Some(true)
            && !is_busy
            && let Some(count) = before.try_update_value(Option::take).flatten()
        {
            // Whoever went on, or goes on until it is drawn, stays where they are.
            let (went_on, asked) = (attention::went_on(), attention::asked());
            request_animation_frame(move || {
                if !((went_on && attention::is_somewhere()) || asked.is_left())
                    && let Some(link) =
                        items().get(count).and_then(|item| within(item, "[tabindex], a, button").into_iter().next())
                {
                    focus(&link);
                }
            });
        }
        is_busy
    });
    view! {
        <div class="more">
            <p class="more-shown">{move || shown.get()}</p>
            {move || {
                let label = label.clone();
                (!done.get()).then(|| view! { <Button label icon=Icon::Plus busy on_press=ask/> })
            }}
        </div>
    }
}
