//! The calls of this feature.

use passerelle_api::{
    NoQuery,
    id::ApplicationId,
    job::{Application, ListApplications, Withdraw},
};

use crate::client::{self, Failure};

pub async fn list() -> Result<Vec<Application>, Failure> {
    client::get(&ListApplications {}, &NoQuery {}).await
}

pub async fn withdraw(application: &ApplicationId) -> Result<Application, Failure> {
    client::get(&Withdraw { application: application.clone() }, &NoQuery {}).await
}
