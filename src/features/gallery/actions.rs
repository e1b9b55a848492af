//! Buttons, links that look like them, and the dialog they open.

use leptos::prelude::*;

use super::Specimen;
use crate::{
    i18n as tr,
    route::Route,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        dialog::Dialog,
        icon::Icon,
        layout::{Cluster, Stack},
    },
};

#[component]
pub fn Actions() -> impl IntoView {
    let busy = RwSignal::new(true);
    let shown = RwSignal::new(false);
    view! {
        <Specimen id="buttons" title=tr::gallery::buttons>
            <Stack>
                <Cluster>
                    <Button label=tr::gallery::primary kind=ButtonKind::Primary/>
                    <Button label=tr::gallery::secondary/>
                    <Button label=tr::gallery::quiet kind=ButtonKind::Quiet/>
                    <Button label=tr::gallery::danger kind=ButtonKind::Danger icon=Icon::Trash/>
                </Cluster>
                <Cluster>
                    <Button label=tr::gallery::busy kind=ButtonKind::Primary busy/>
                    <Button label=tr::gallery::disabled disabled=true describedby="why-disabled"/>
                    <Button label=tr::gallery::bookmark icon=Icon::Bookmark pressed=shown on_press=move |()| shown.update(|shown| *shown = !*shown)/>
                    <Button label=tr::gallery::close icon=Icon::Close icon_only=true kind=ButtonKind::Quiet/>
                    <LinkButton href=Route::Catalogue.path() label=tr::gallery::next kind=ButtonKind::Primary icon=Icon::Next/>
                    <LinkButton href=Route::Home.path() label=tr::gallery::back icon=Icon::Back/>
                </Cluster>
                <p class="hint" id="why-disabled">{tr::gallery::why_disabled}</p>
            </Stack>
        </Specimen>
        <DialogSpecimen/>
    }
}

#[component]
fn DialogSpecimen() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Specimen id="dialogs" title=tr::gallery::dialogs>
            <Button label=tr::gallery::open_dialog on_press=move |()| open.set(true)/>
            <Dialog
                id="gallery-dialog"
                open
                title=tr::gallery::dialog_title
                description=tr::gallery::dialog_description
                close=tr::gallery::close
            >
                <Cluster>
                    <Button label=tr::gallery::withdraw kind=ButtonKind::Danger on_press=move |()| open.set(false)/>
                    <Button label=tr::gallery::keep on_press=move |()| open.set(false)/>
                </Cluster>
            </Dialog>
        </Specimen>
    }
}
