//! What somebody learns before they have an account: kept in this browser, and brought along when they sign up.

use passerelle_api::{
    course::{GoneChapter, ImportProgress, ImportedProgress, ProgressImport},
    id::{ChapterSlug, CourseSlug},
    reference::InLanguage,
};

use crate::{
    base,
    client::{self, Failure},
    i18n, json,
};

/// The name under which it is kept which chapters were gone when progress was brought along, until the reader was told.
const GONE: &str = "guest-gone";

const NAME: &str = "guest-progress";

/// Everything that was done without an account.
pub fn progress() -> Vec<ImportedProgress> {
    // A store of an older shape cannot be brought along, so it counts as empty.
    base::stored(NAME).and_then(|text| json::read(&text)).unwrap_or_default()
}

/// What was done in one chapter without an account.
pub fn chapter(course: &CourseSlug, chapter: &ChapterSlug) -> Option<ImportedProgress> {
    progress().into_iter().find(|item| item.course == *course && item.chapter == *chapter)
}

/// Changes what is kept of one chapter.
pub fn change(course: &CourseSlug, chapter: &ChapterSlug, change: impl FnOnce(&mut ImportedProgress)) {
    let mut items = progress();
    let index = items.iter().position(|item| item.course == *course && item.chapter == *chapter).unwrap_or_else(|| {
        items.push(ImportedProgress {
            course: course.clone(),
            chapter: chapter.clone(),
            ..ImportedProgress::default()
        });
        items.len() - 1
    });
    change(&mut items[index]);
    if let Ok(text) = serde_json::to_string(&items) {
        base::keep(NAME, &text);
    }
}

/// Gives the kept progress to the account that is signed in now, and forgets it here once the server has it.
///
/// # Errors
/// [`Failure`]; the progress then stays in this browser for the next time.
pub async fn bring_along() -> Result<(), Failure> {
    let items = progress();
    if items.is_empty() {
        return Ok(());
    }
    let lang = InLanguage { lang: Some(i18n::language_untracked()) };
    let imported = client::call(&ImportProgress {}, &lang, &ProgressImport { items }).await?;
    base::forget(NAME);
    if !imported.gone.is_empty()
        && let Ok(text) = serde_json::to_string(&imported.gone)
    {
        base::keep(GONE, &text);
    }
    Ok(())
}

/// The chapters whose progress could not be brought along, because they left the catalogue.
pub fn gone() -> Vec<GoneChapter> {
    base::stored(GONE).and_then(|text| json::read(&text)).unwrap_or_default()
}

/// Forgets them, once the reader knows.
pub fn forget_gone() {
    base::forget(GONE);
}
