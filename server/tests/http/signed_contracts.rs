//! Which contract was signed: what the ad said when the first side confirmed it, whatever it says since.

use passerelle_api::{
    NoQuery,
    job::Contract,
    placement::{Placement, PlacementState as State},
    posting::{AdContent, AdPublication, DraftChange, EditJob, PublishDraft, SaveDraft},
};
use passerelle_server::store::Store;

use crate::{
    fit::sql,
    fixture,
    placements::{days, hired, mine, on, theirs},
    support::{Person, Server},
};

/// Publishes the ad anew, with another contract in another place.
async fn edited(server: &Server, alpha: &Person, contract: Contract, place: &str) {
    let draft = server.ok(alpha, EditJob { job: "web".into() }, &NoQuery {}, &()).await;
    let content = AdContent { contract: Some(contract), place: Some(place.into()), ..draft.content };
    let change = DraftChange { version: draft.version, content };
    let saved = server.ok(alpha, SaveDraft { draft: draft.id }, &NoQuery {}, &change).await;
    let version = AdPublication { version: saved.version };
    server.ok(alpha, PublishDraft { draft: saved.id }, &NoQuery {}, &version).await;
}

/// Which contract it is, and in which country.
fn kind(placement: &Placement) -> (Option<Contract>, &str) {
    (placement.contract, placement.country.as_str())
}

#[tokio::test]
async fn what_was_confirmed_stays_what_was_signed_when_the_ad_is_edited() {
    let (before, after) = ((Some(Contract::Apprenticeship), "FR"), (Some(Contract::FixedTerm), "GB"));
    let server = fixture::start().await;
    sql(&server, "UPDATE places SET country = 'GB' WHERE slug = 'london'").await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, of) = hired(&server, &alpha).await;
    edited(&server, &alpha, Contract::FixedTerm, "london").await;
    assert_eq!(kind(&theirs(&server, &alpha).await), after, "before anybody confirmed, the ad says it");
    edited(&server, &alpha, Contract::Apprenticeship, "rennes").await;
    server.ok(&amina, of.own(), &NoQuery {}, &days("2026-01-04", "2026-03-01")).await;
    edited(&server, &alpha, Contract::FixedTerm, "london").await;
    assert_eq!(kind(&theirs(&server, &alpha).await), before, "what the first side confirmed");
    let both = server.ok(&alpha, of.theirs(), &NoQuery {}, &days("2026-01-04", "2026-03-01")).await;
    let both = both.application.placement.unwrap();
    assert_eq!((both.state, kind(&both)), (State::Placed, before), "the other one confirms that contract");
    assert_eq!(kind(&mine(&server, &amina).await.placement.unwrap()), before);
    let ended = server.ok(&alpha, of.end_theirs(), &NoQuery {}, &on("2026-01-05")).await;
    assert_eq!(kind(&ended.application.placement.unwrap()), before);
}

#[tokio::test]
async fn once_no_confirmation_stands_the_contract_is_that_of_the_ad_again() {
    let (before, after) = ((Some(Contract::Apprenticeship), "FR"), (Some(Contract::FixedTerm), "GB"));
    let server = fixture::start().await;
    sql(&server, "UPDATE places SET country = 'GB' WHERE slug = 'london'").await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, of) = hired(&server, &alpha).await;
    server.ok(&alpha, of.theirs(), &NoQuery {}, &days("2026-01-04", "2026-03-01")).await;
    edited(&server, &alpha, Contract::FixedTerm, "london").await;
    server.ok(&alpha, of.theirs(), &NoQuery {}, &days("2026-01-04", "2026-03-02")).await;
    assert_eq!(kind(&theirs(&server, &alpha).await), before, "another day is no other contract");
    let unsigned = server.ok(&alpha, of.unsign_theirs(), &NoQuery {}, &()).await;
    assert_eq!(kind(&unsigned.application.placement.unwrap()), after);
    let anew = server.ok(&amina, of.own(), &NoQuery {}, &days("2026-01-04", "2026-03-01")).await;
    edited(&server, &alpha, Contract::Apprenticeship, "rennes").await;
    assert_eq!(kind(&anew.placement.unwrap()), after);
    assert_eq!(kind(&mine(&server, &amina).await.placement.unwrap()), after);
    let back = server.ok(&amina, of.unsign(), &NoQuery {}, &()).await;
    assert_eq!(kind(&back.placement.unwrap()), before);
}

#[tokio::test]
async fn what_was_confirmed_before_that_was_kept_is_the_contract_of_the_ad_as_it_was_then() {
    let server = fixture::start().await;
    sql(&server, "UPDATE places SET country = 'GB' WHERE slug = 'london'").await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, of) = hired(&server, &alpha).await;
    server.ok(&amina, of.own(), &NoQuery {}, &days("2026-01-04", "2026-03-01")).await;
    // As the version before left it: without the columns, and with the migration still to come that brings them.
    for statement in [
        "ALTER TABLE placements DROP COLUMN contract",
        "ALTER TABLE placements DROP COLUMN country",
        "DELETE FROM _sqlx_migrations WHERE version = 92",
    ] {
        sql(&server, statement).await;
    }
    Store::open(&server.app.config.database).await.unwrap().close().await;
    edited(&server, &alpha, Contract::FixedTerm, "london").await;
    let kept = mine(&server, &amina).await.placement.unwrap();
    assert_eq!(kind(&kept), (Some(Contract::Apprenticeship), "FR"));
}
