//! Figures that everybody may read, counted at most every few minutes however often somebody asks.

use std::{
    future::Future,
    sync::{Mutex, PoisonError},
};

use passerelle_api::outcome::{BoardFacts, Outcomes};

use crate::error::Result;

/// How long a figure stands before it is counted again.
const KEPT_MS: i64 = 5 * 60 * 1000;

/// The figures as they were counted last.
#[derive(Debug, Default)]
pub struct KeptFigures {
    pub outcomes: Kept<Outcomes>,
    pub board: Kept<BoardFacts>,
}

/// A figure, and when it was counted.
#[derive(Debug)]
pub struct Kept<T>(Mutex<Option<(i64, T)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T: Clone> Kept<T> {
    /// The figure, at most some minutes old.
    pub async fn get(&self, now_ms: i64, count: impl Future<Output = Result<T>>) -> Result<T> {
        if let Some((counted_ms, value)) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner)
            && (0..KEPT_MS).contains(&(now_ms - counted_ms))
        {
            return Ok(value.clone());
        }
        let value = count.await?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now_ms, value.clone()));
        Ok(value)
    }
}
