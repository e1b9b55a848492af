//! The endpoints that this feature calls.

use passerelle_api::{
    NoQuery,
    id::ContactId,
    talent::{AnswerContact, Contact, ContactAnswer, ContactsQuery, ListReceivedContacts, ReceivedContacts},
};

use crate::client::{self, Failure};

/// The requests, at least as many as stood, where there are so many.
pub async fn received(stood: usize) -> Result<ReceivedContacts, Failure> {
    let mut whole = part(None).await?;
    while whole.items.len() < stood
        && let Some(cursor) = whole.next.take()
    {
        let part = part(Some(cursor)).await?;
        whole.items.extend(part.items);
        whole.next = part.next;
    }
    Ok(whole)
}

/// A page of the requests.
pub async fn part(cursor: Option<String>) -> Result<ReceivedContacts, Failure> {
    client::get(&ListReceivedContacts {}, &ContactsQuery { cursor }).await
}

pub async fn answer(contact: ContactId, answer: ContactAnswer) -> Result<Contact, Failure> {
    client::call(&AnswerContact { contact }, &NoQuery {}, &answer).await
}
