//! The endpoints that this feature calls.

use passerelle_api::{
    NoQuery,
    audit::{
        Audit, Declaration, DeclareGroups, DeclareHealth, GroupsChange, HealthChange, ShowAudit, ShowDeclaration,
        WithdrawGroups, WithdrawHealth,
    },
};

use crate::client::{self, Failure};

pub async fn declaration() -> Result<Declaration, Failure> {
    client::get(&ShowDeclaration {}, &NoQuery {}).await
}

pub async fn declare_groups(change: GroupsChange) -> Result<Declaration, Failure> {
    client::call(&DeclareGroups {}, &NoQuery {}, &change).await
}

pub async fn withdraw_groups() -> Result<Declaration, Failure> {
    client::get(&WithdrawGroups {}, &NoQuery {}).await
}

pub async fn declare_health(change: HealthChange) -> Result<Declaration, Failure> {
    client::call(&DeclareHealth {}, &NoQuery {}, &change).await
}

pub async fn withdraw_health() -> Result<Declaration, Failure> {
    client::get(&WithdrawHealth {}, &NoQuery {}).await
}

pub async fn audit() -> Result<Audit, Failure> {
    client::get(&ShowAudit {}, &NoQuery {}).await
}
