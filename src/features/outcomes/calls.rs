//! The endpoints that this feature calls.

use futures_util::future::try_join3;
use passerelle_api::{
    NoQuery,
    apprenticeship::{Apprenticeship, ApprenticeshipQuery, ShowApprenticeship, Source},
    id::CountryCode,
    outcome::{
        BoardFacts, DeleteOutcome, OutcomeChange, Outcomes, OwnOutcome, SaveOutcome, ShowBoardFacts, ShowOutcomes,
        ShowOwnOutcome,
    },
};

use crate::client::{self, Failure};

/// The countries whose law is known.
const COUNTRIES: [&str; 3] = ["FR", "GB", "US"];

pub async fn outcomes() -> Result<Outcomes, Failure> {
    client::get(&ShowOutcomes {}, &NoQuery {}).await
}

pub async fn own() -> Result<OwnOutcome, Failure> {
    client::get(&ShowOwnOutcome {}, &NoQuery {}).await
}

pub async fn save(change: &OutcomeChange) -> Result<OwnOutcome, Failure> {
    client::call(&SaveOutcome {}, &NoQuery {}, change).await
}

pub async fn delete() -> Result<(), Failure> {
    client::get(&DeleteOutcome {}, &NoQuery {}).await
}

/// What the page for employers tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub board: BoardFacts,
    pub outcomes: Outcomes,
    /// Where the least pay of apprentices is published, by country.
    pub law: Vec<(CountryCode, Vec<Source>)>,
}

pub async fn told() -> Result<Told, Failure> {
    let board = client::get(&ShowBoardFacts {}, &NoQuery {});
    let (board, outcomes, law) = try_join3(board, outcomes(), law()).await?;
    Ok(Told { board, outcomes, law })
}

async fn law() -> Result<Vec<(CountryCode, Vec<Source>)>, Failure> {
    let of = |country: &'static str| async move {
        client::get(&ShowApprenticeship { country: country.into() }, &ApprenticeshipQuery::default()).await
    };
    let [fr, gb, us] = COUNTRIES;
    let (fr, gb, us) = try_join3(of(fr), of(gb), of(us)).await?;
    let sources = |law: Apprenticeship| Some((law.country, law.pay?.sources));
    Ok([fr, gb, us].into_iter().filter_map(sources).collect())
}
