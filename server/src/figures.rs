//! Figures that everybody may read, counted at most every few minutes however often somebody asks.

use passerelle_api::outcome::{BoardFacts, Outcomes};

use crate::kept::Kept;

/// How long a figure stands before it is counted again.
pub const KEPT_MS: i64 = 5 * 60 * 1000;

/// The figures as they were counted last.
#[derive(Debug, Default)]
pub struct KeptFigures {
    pub outcomes: Kept<Outcomes>,
    pub board: Kept<BoardFacts>,
}
