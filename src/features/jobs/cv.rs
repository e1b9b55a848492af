//! The CV of an application: chosen, sent at once where somebody is signed in, and told.

use leptos::{prelude::*, web_sys};
use passerelle_api::job::FileRef;

use super::{
    application::{check_cv, of_cv},
    application_form::Writing,
    calls,
};
use crate::{
    base,
    client::Failure,
    i18n as tr,
    ui::{
        button::{Button, ButtonKind},
        field::FileField,
        icon::Icon,
    },
};

impl Writing {
    /// Takes a file: sends it at once, so that it is checked and survives a reload, or keeps it until somebody is signed in.
    fn choose(self, file: web_sys::File) {
        if let Some(error) = check_cv(&file.name(), file.size()) {
            return self.sending.refuse(vec![error]);
        }
        self.sending.refuse(Vec::new());
        self.draft.update(|form| form.cv_name = Some(file.name()));
        self.waiting.set(Some(file));
        // While another is on its way, this one follows it: of two at once, the one that was meant could arrive first and be replaced.
        if self.session.account().is_some() && !self.sending.busy().get_untracked() {
            self.send_cv();
        }
    }

    /// Sends the file that waits, and nothing else.
    pub(super) fn send_cv(self) {
        self.file_alone.set_value(true);
        leptos::task::spawn_local(async move {
            self.sending.send(self.upload()).await;
        });
    }

    fn drop_cv(self) {
        self.draft.update(|form| (form.cv, form.cv_name) = (None, None));
        self.waiting.set(None);
        base::focus("apply-cv");
    }

    /// Sends the file that waits, if one does, in place of the one before, and gives it. A file that is refused waits no more, and the one
    /// before stays. One that does not wait any more once it arrived, as another was chosen, changes nothing.
    pub(super) async fn upload(self) -> Result<Option<FileRef>, Failure> {
        let mut came = None;
        while let Some(file) = self.waiting.try_get_untracked().flatten() {
            let sent = self.session.send(|| calls::upload(&file)).await.map_err(of_cv);
            // A page that was left has nothing to show, and what was sent from it means this file.
            let Some(waits) = self.waiting.try_get_untracked() else { return sent.map(Some) };
            if waits.as_ref() == Some(&file) {
                let is_refused = matches!(&sent, Err(failure) if !failure.fields().is_empty());
                if is_refused || sent.is_ok() {
                    self.waiting.try_set(None);
                }
                if is_refused {
                    self.draft.update(|form| form.cv_name = None);
                }
                let stored = sent?;
                came = Some(stored.clone());
                self.draft.update(|form| (form.cv, form.cv_name) = (Some(stored), None));
            }
        }
        Ok(came)
    }

    /// That the file that was chosen last has to be chosen again.
    fn lost(self) -> Option<String> {
        self.draft.with(|form| form.cv_name.clone()).map(|name| tr::jobs::cv_again(&name))
    }

    /// The chosen file in words.
    fn chosen(self) -> Option<String> {
        let waiting = self.waiting.with(|file| file.as_ref().map(|file| (file.name(), file.size())));
        Some(match (waiting, self.draft.with(|form| form.cv.clone())) {
            (Some((name, bytes)), _) if self.sending.busy().get() => tr::jobs::cv_sending(&name, &size(bytes)),
            (Some((name, bytes)), _) => tr::jobs::cv_waiting(&name, &size(bytes)),
            // One that was to take its place may not have come so far.
            (None, Some(cv)) => {
                let sent = tr::jobs::cv_sent(&cv.name, &size(cv.bytes as f64));
                [Some(sent), self.lost()].into_iter().flatten().collect::<Vec<_>>().join(". ")
            }
            (None, None) => return None,
        })
    }
}

/// The size of a file in the kilobytes that people know, at least one.
fn size(bytes: f64) -> String {
    tr::jobs::kilobytes((bytes / 1024.0).ceil().max(1.0) as u64)
}

/// The field for the CV.
#[component]
pub fn Cv(writing: Writing) -> impl IntoView {
    let is_named = move || writing.draft.with(|form| form.cv.is_some() || form.cv_name.is_some());
    let has_cv = move || writing.waiting.with(Option::is_some) || is_named();
    view! {
        <FileField
            id="apply-cv"
            label=tr::jobs::cv
            hint=tr::jobs::cv_hint
            button=tr::jobs::cv_choose
            chosen=Signal::derive(move || writing.chosen())
            none=move || writing.lost().unwrap_or_else(tr::jobs::cv_none)
            accept=".pdf,.docx,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            optional=true
            on_choose=move |file| writing.choose(file)
            error=writing.sending.error("cv")
        />
        {move || has_cv().then(|| view! {
            <Button
                label=tr::jobs::cv_drop
                kind=ButtonKind::Quiet
                icon=Icon::Trash
                busy=writing.sending.busy()
                on_press=move |()| writing.drop_cv()
            />
        })}
    }
}
