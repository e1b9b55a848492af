//! The endpoints that this feature calls.

use passerelle_api::{
    NoQuery,
    id::ContactId,
    talent::{AnswerContact, Contact, ContactAnswer, ContactsQuery, ListReceivedContacts, ReceivedContacts},
};

use crate::client::{self, Failure};

/// A page of the requests.
pub async fn received(cursor: Option<String>) -> Result<ReceivedContacts, Failure> {
    client::get(&ListReceivedContacts {}, &ContactsQuery { cursor }).await
}

pub async fn answer(contact: ContactId, answer: ContactAnswer) -> Result<Contact, Failure> {
    client::call(&AnswerContact { contact }, &NoQuery {}, &answer).await
}
