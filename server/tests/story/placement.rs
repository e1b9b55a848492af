//! What both sides confirm of a contract.

use passerelle_api::{
    id::{AccountId, ApplicationId, EmployerSlug},
    job::ApplicationStatus,
    placement::{Placement, PlacementState as State, Side},
};
use passerelle_rules::ad::fresh;
use passerelle_server::store::{Connection, Store, application, hiring, placement};

async fn shown(db: &mut Connection, id: &ApplicationId) -> Option<Placement> {
    application::find(db, id.as_str()).await.unwrap().unwrap().application.placement
}

/// Continues with an application without an ad, and with who sent it.
pub async fn a_contract(store: &Store, application: &str, employer: &str, account: &str, now_ms: i64) {
    let (id, account) = (ApplicationId(application.into()), AccountId(account.into()));
    let employer = EmployerSlug(employer.into());
    let days = ("2026-01-04".parse().unwrap(), "2026-03-01".parse().unwrap());
    let mut tx = store.begin().await.unwrap();
    assert_eq!(shown(&mut tx, &id).await, None, "nobody was hired");
    for (from, to) in
        [(ApplicationStatus::Sent, ApplicationStatus::Seen), (ApplicationStatus::Seen, ApplicationStatus::Accepted)]
    {
        assert!(application::change(&mut tx, id.as_str(), from, to, now_ms).await.unwrap());
    }
    let open = shown(&mut tx, &id).await.unwrap();
    assert_eq!((open.state, open.contract), (State::Open, None), "without an ad nothing is known of the contract");
    for side in Side::ALL {
        placement::sign(&mut tx, &id, *side, &account, days, now_ms).await.unwrap();
    }
    let placed = application::find(&mut tx, id.as_str()).await.unwrap().unwrap();
    let name = placed.name.clone();
    assert_eq!(placed.confirmed_by, Some(name), "as the organisation's member here");
    let placed = placed.application.placement.unwrap();
    assert_eq!((placed.state, placed.employer.unwrap().by), (State::Placed, None));
    let of_ads = placement::of_ads(&mut tx, &employer).await.unwrap();
    assert_eq!(of_ads.values().copied().collect::<Vec<_>>(), [1]);
    let today = chrono::DateTime::from_timestamp_millis(now_ms).unwrap();
    let known = hiring::known(&mut tx, None, None, fresh(today), 1).await.unwrap();
    assert!(known.iter().all(|known| known.facts.placed == 0), "what came without an ad is no fact of ads");

    placement::end(&mut tx, &id, Side::Candidate, "2026-01-05".parse().unwrap(), now_ms).await.unwrap();
    assert_eq!(shown(&mut tx, &id).await.unwrap().state, State::Ended);
    assert!(placement::of_ads(&mut tx, &employer).await.unwrap().is_empty());
    for side in Side::ALL {
        placement::take_back(&mut tx, &id, *side).await.unwrap();
    }
    let left = shown(&mut tx, &id).await.unwrap();
    assert_eq!((left.candidate, left.employer), (None, None));
    tx.commit().await.unwrap();
}
