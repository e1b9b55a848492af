//! Going on reading. The text is not moved by itself: whoever opens a lesson is at its beginning, and is offered where they were.

use leptos::prelude::*;

use super::{progress::Progress, text};
use crate::{
    i18n as tr,
    ui::{button::Button, icon::Icon},
};

/// The way to where the text was left, where it was left beyond its beginning.
pub fn resume(progress: Progress) -> AnyView {
    let gone = RwSignal::new(false);
    // What the section is called is read from the text, which stands in the page with the next frame.
    let stands = RwSignal::new(false);
    request_animation_frame(move || {
        stands.try_set(true);
    });
    let left = Memo::new(move |_| progress.reading_start().filter(|block| *block > 0 && stands.get()));
    let go = move |()| {
        if let Some(block) = left.get_untracked() {
            text::go_to_block(block);
            gone.set(true);
        }
    };
    (move || {
        let Some(section) = left.get().filter(|_| !gone.get()).map(text::section_of) else { return ().into_any() };
        let about = move || section.clone().map(|section| tr::lesson::resume_at(&section)).unwrap_or_default();
        view! {
            <div class="lesson-resume"><Button label=tr::lesson::resume about icon=Icon::Forward on_press=go/></div>
        }
        .into_any()
    })
    .into_any()
}
