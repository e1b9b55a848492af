//! A file that somebody chose before they were signed in, for the page that they come back to from signing in. It is in memory alone:
//! what a browser keeps of a page does not hold files.

use std::cell::RefCell;

use leptos::web_sys::File;

thread_local! {
    static CHOSEN: RefCell<Option<(String, File)>> = const { RefCell::new(None) };
}

/// Keeps the file of a form, in the place of any other.
pub fn keep(form: &str, file: File) {
    CHOSEN.set(Some((form.to_owned(), file)));
}

/// The file that was chosen in a form.
pub fn of(form: &str) -> Option<File> {
    CHOSEN.with_borrow(|chosen| chosen.as_ref().filter(|(kept, _)| kept == form).map(|(_, file)| file.clone()))
}

/// Forgets the file of a form.
pub fn forget(form: &str) {
    CHOSEN.with_borrow_mut(|chosen| drop(chosen.take_if(|(kept, _)| kept == form)));
}

/// Forgets whatever was chosen: the next person may sit at the same browser.
pub fn forget_all() {
    CHOSEN.set(None);
}
