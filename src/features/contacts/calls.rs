//! The endpoints that this feature calls.

use passerelle_api::{
    NoQuery,
    id::ContactId,
    talent::{AnswerContact, Contact, ContactAnswer, ListReceivedContacts},
};

use crate::client::{self, Failure};

pub async fn received() -> Result<Vec<Contact>, Failure> {
    client::get(&ListReceivedContacts {}, &NoQuery {}).await
}

pub async fn answer(contact: ContactId, answer: ContactAnswer) -> Result<Contact, Failure> {
    client::call(&AnswerContact { contact }, &NoQuery {}, &answer).await
}
