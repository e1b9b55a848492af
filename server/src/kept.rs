//! What takes a while to make and may be some time old, kept in memory.

use std::{
    future::Future,
    sync::{Mutex, PoisonError},
};

use crate::error::Result;

/// A value, and when it was made.
#[derive(Debug)]
pub struct Kept<T>(Mutex<Option<(i64, T)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T: Clone> Kept<T> {
    /// The value, which is made anew once it is older than some milliseconds.
    pub async fn get(&self, now_ms: i64, kept_ms: i64, make: impl Future<Output = Result<T>>) -> Result<T> {
        if let Some((made_ms, value)) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner)
            && (0..kept_ms).contains(&(now_ms - made_ms))
        {
            return Ok(value.clone());
        }
        let value = make.await?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now_ms, value.clone()));
        Ok(value)
    }
}
