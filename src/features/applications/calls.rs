//! The calls of this feature.

use passerelle_api::{
    NoQuery,
    id::ApplicationId,
    job::{Application, ListApplications, Withdraw},
    outside::{DeleteOutside, ListOutside, OutsideApplication, OutsideChange, SaveOutside},
    pipeline::{ChooseSlot, SlotChoice},
};

use crate::client::{self, Failure};

pub async fn list() -> Result<Vec<Application>, Failure> {
    client::get(&ListApplications {}, &NoQuery {}).await
}

pub async fn withdraw(application: &ApplicationId) -> Result<Application, Failure> {
    client::get(&Withdraw { application: application.clone() }, &NoQuery {}).await
}

pub async fn choose_slot(application: ApplicationId, slot: String) -> Result<Application, Failure> {
    let choice = SlotChoice { slot: (!slot.is_empty()).then(|| slot.into()) };
    client::call(&ChooseSlot { application }, &NoQuery {}, &choice).await
}

pub async fn outside() -> Result<Vec<OutsideApplication>, Failure> {
    client::get(&ListOutside {}, &NoQuery {}).await
}

pub async fn save_outside(id: String, change: &OutsideChange) -> Result<OutsideApplication, Failure> {
    client::call(&SaveOutside { application: id.into() }, &NoQuery {}, change).await
}

pub async fn delete_outside(id: String) -> Result<(), Failure> {
    client::get(&DeleteOutside { application: id.into() }, &NoQuery {}).await
}
