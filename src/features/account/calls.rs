//! The calls of this feature.

use passerelle_api::{
    NoQuery,
    account::{AccountChange, ChangeAccount, Credentials, NewAccount, Session, SignIn, SignUp},
    invitation::{ListReceivedInvitations, ReceivedInvitation},
};

use crate::client::{self, Failure};

pub async fn sign_in(credentials: &Credentials) -> Result<Session, Failure> {
    client::call(&SignIn {}, &NoQuery {}, credentials).await
}

pub async fn sign_up(account: &NewAccount) -> Result<Session, Failure> {
    client::call(&SignUp {}, &NoQuery {}, account).await
}

pub async fn change(change: &AccountChange) -> Result<Session, Failure> {
    client::call(&ChangeAccount {}, &NoQuery {}, change).await
}

pub async fn invitations() -> Result<Vec<ReceivedInvitation>, Failure> {
    client::get(&ListReceivedInvitations {}, &NoQuery {}).await
}
