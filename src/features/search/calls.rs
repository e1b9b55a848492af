//! What the search asks of the server.

use passerelle_api::transcript::{SearchTranscripts, TranscriptHits, TranscriptSearch};

use crate::client::{self, Failure};

/// A page of places where the words are said.
pub async fn search(query: &TranscriptSearch) -> Result<TranscriptHits, Failure> {
    client::get(&SearchTranscripts {}, query).await
}
