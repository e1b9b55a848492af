//! Keeping the words of ads in the form that this version gives them. The database's own full text follows by itself.

use crate::{
    error::Result,
    store::{Store, job_words},
};

/// Ads of one transaction, so that whoever writes one meanwhile does not wait long.
const ADS: i64 = 200;

/// Writes the words of ads anew and says of how many: of all of them, or only of those that are of another form.
pub async fn rewrite_words(store: &Store, all: bool, tell: &mut (dyn FnMut(String) + Send)) -> Result<u64> {
    let (mut after, mut total) = (String::new(), 0);
    loop {
        let mut tx = store.begin().await?;
        let done = job_words::rewrite(&mut tx, &after, ADS, all).await?;
        tx.commit().await?;
        let Some((count, last)) = done else { break };
        total += count;
        after = last;
        if total % (50 * ADS as u64) < count {
            tell(format!("{total} ads"));
        }
    }
    Ok(total)
}
