//! What was typed beside what is kept of the same thing, which another window may have changed meanwhile: the notices that offer the
//! ways on, and what waits while the reader looks at what is kept.

use leptos::{prelude::*, text_prop::TextProp};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    draft::{Draft, own_draft},
    ui::{
        button::Button,
        notice::{Notice, Tone},
    },
};

/// What was typed and made room for what is kept, the latest last. It waits in this browser as a draft does.
pub struct Aside<T: 'static>(Draft<Vec<T>>);

impl<T: 'static> Clone for Aside<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Aside<T> {}

impl<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static> Aside<T> {
    /// What waits under a name.
    pub fn open(name: &str) -> Self {
        Self(own_draft(name, Vec::new()))
    }

    /// Whether nothing waits.
    pub fn is_empty(self) -> bool {
        self.0.with(Vec::is_empty)
    }

    /// Sets aside what makes room now, to be brought back first.
    pub fn push(self, typed: T) {
        self.0.update(|waiting| waiting.push(typed));
    }

    /// Sets aside what makes room for what is brought back: it takes its turn behind all that waits.
    pub fn push_behind(self, typed: T) {
        self.0.update(|waiting| waiting.insert(0, typed));
    }

    /// The last of what waits. The browser keeps nothing for what is empty.
    pub fn pop(self) -> Option<T> {
        let mut waiting = self.0.get_untracked();
        let last = waiting.pop();
        if waiting.is_empty() {
            self.0.begin_anew(waiting)
        } else {
            self.0.update(|kept| *kept = waiting)
        }
        last
    }
}

/// A way on: the name of its button, and what it does.
pub struct Way {
    label: TextProp,
    press: Callback<()>,
}

/// A way on from a notice.
pub fn way(label: impl Into<TextProp>, press: impl Fn() + Send + Sync + 'static) -> Way {
    Way { label: label.into(), press: Callback::new(move |()| press()) }
}

/// A notice that there is something to decide. It takes focus under `id`, since it comes in the place of what was pressed.
pub fn notice<const N: usize>(
    id: &'static str,
    tone: Tone,
    [title, text]: [fn() -> String; 2],
    more: AnyView,
    busy: Signal<bool>,
    ways: [Way; N],
) -> AnyView {
    let button = |Way { label, press }: Way| view! { <Button label busy on_press=move |()| press.run(())/> };
    let ways = ways.into_iter().map(button).collect::<Vec<_>>();
    view! {
        <div id=id class="meanwhile" tabindex="-1">
            <Notice tone title>
                <p>{text}</p>
                {more}
                <div class="cluster">{ways}</div>
            </Notice>
        </div>
    }
    .into_any()
}
