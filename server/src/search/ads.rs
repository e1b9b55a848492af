//! Keeping the words of ads in the form that this version gives them. The database's own full text follows by itself.

use passerelle_api::{DateTime, Utc};

use crate::{
    error::Result,
    store::{Store, job_words, repeats},
};

/// Ads of one transaction, so that whoever writes one meanwhile does not wait long.
const ADS: i64 = 200;

/// Writes the words of ads anew and says of how many: of all of them, or only of those that are of another form. What they are
/// recognised by comes with it, so that those of one job are looked for once more.
pub async fn rewrite_words(
    store: &Store,
    now: DateTime<Utc>,
    all: bool,
    tell: &mut (dyn FnMut(String) + Send),
) -> Result<u64> {
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
    if total > 0 {
        let mut tx = store.begin().await?;
        repeats::mark(&mut tx, now).await?;
        tx.commit().await?;
    }
    Ok(total)
}
