//! What an import says of a file: what became of its rows, or why nothing of it was brought in.

use std::fmt;

use passerelle_rules::feed::Refusal;

use crate::error::Error;

/// A row that was refused, counted from one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub row: usize,
    pub refusal: Refusal,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refusal { field, why, said } = &self.refusal;
        write!(f, "row {}: refused: {field}: {}", self.row, why.code())?;
        if said.is_empty() { Ok(()) } else { write!(f, " ({said})") }
    }
}

/// What became of the rows, and of the ads that are in the feed no more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    pub added: usize,
    pub updated: usize,
    pub unchanged: usize,
    pub closed: usize,
    /// Of the rows that were accepted, those that no search finds: for their days, and because another ad is of the same job.
    pub stale: usize,
    pub repeats: usize,
    /// Those that name several places of work: they are found at one, and name the others in their text.
    pub several_places: usize,
    pub refused: Vec<Refused>,
}

impl Outcome {
    /// Every row is one of these.
    pub fn rows(&self) -> usize {
        self.added + self.updated + self.unchanged + self.refused.len()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { added, updated, unchanged, closed, stale, repeats, several_places, refused } = self;
        let (rows, refused) = (self.rows(), refused.len());
        write!(
            f,
            "{rows} rows: {added} added, {updated} updated, {unchanged} unchanged, {refused} refused; {closed} closed"
        )?;
        if stale + repeats > 0 {
            write!(f, "; of these not found: {stale} stale, {repeats} repeats")?;
        }
        if *several_places > 0 {
            write!(f, "; {several_places} in several places, found at one")?;
        }
        Ok(())
    }
}

/// Why nothing of a feed was brought in.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A run with the wrong file, the wrong format or a forgotten language must not close the ads that are known.
    #[error("none of its {} rows was accepted: nothing was changed", .0.len())]
    NoneTaken(Vec<Refused>),
    /// A file that was cut short must not close most of the ads that are known.
    #[error(
        "it would close {closing} of the {open} ads of this feed that are open: nothing was changed. Where they are gone \
         indeed, bring the file in with --closing"
    )]
    Shrunk { open: usize, closing: usize, refused: Vec<Refused> },
    #[error(transparent)]
    Store(#[from] Error),
}
