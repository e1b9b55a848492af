//! How many ads each choice of a search would leave.

use passerelle_api::job::{Contract, JobFacet, JobQuery, Remote};

use crate::{fixture, jobs::find};

fn left(facets: &[JobFacet], filter: &str, value: &str) -> Option<u64> {
    let facet = facets.iter().find(|facet| facet.filter == filter).unwrap();
    facet.choices.iter().find(|choice| choice.value == value).map(|choice| choice.count)
}

/// Whatever stands beside a choice is what a search with that choice finds, with all else that is asked for.
#[tokio::test]
async fn what_a_choice_is_said_to_leave_is_what_it_leaves() {
    let server = fixture::start().await;
    let searches = [
        JobQuery::default(),
        JobQuery { min_pay: Some(1_500), ..JobQuery::default() },
        JobQuery { min_pay: Some(777), accessible: Some(true), ..JobQuery::default() },
        JobQuery { disability_confident: Some(true), contract: Some(Contract::Permanent), ..JobQuery::default() },
        JobQuery { place: Some("rennes".into()), ..JobQuery::default() },
        JobQuery { place: Some("rennes".into()), radius: Some(333), min_pay: Some(500), ..JobQuery::default() },
        JobQuery { place: Some("rennes".into()), contract: Some(Contract::Internship), ..JobQuery::default() },
        JobQuery { q: Some("data".into()), level: Some(5), remote: Some(Remote::Hybrid), ..JobQuery::default() },
    ];
    let mut asked = 0;
    for search in searches {
        let facets = find(&server, search.clone()).await.facets.unwrap();
        for facet in facets {
            let choose = |value: Option<&str>| {
                let mut query = serde_json::to_value(&search).unwrap();
                query[&facet.filter] = match value {
                    Some(value) => value.parse().unwrap_or_else(|_| value.into()),
                    None => serde_json::Value::Null,
                };
                serde_json::from_value::<JobQuery>(query).unwrap()
            };
            let without = find(&server, choose(None)).await.total;
            assert_eq!(facet.without, without, "{search:?} without {}", facet.filter);
            for choice in facet.choices {
                let total = find(&server, choose(Some(&choice.value))).await.total;
                assert_eq!(choice.count, total, "{search:?} with {} {}", facet.filter, choice.value);
                asked += 1;
            }
        }
    }
    assert!(asked > 80, "only {asked} choices were counted");
}

#[tokio::test]
async fn each_facet_ignores_its_own_filter() {
    let server = fixture::start().await;
    let query = JobQuery { contract: Some(Contract::Permanent), level: Some(4), ..JobQuery::default() };
    let facets = find(&server, query).await.facets.unwrap();
    let count = |filter: &str, value: &str| left(&facets, filter, value);
    assert_eq!(count("contract", "permanent"), Some(2), "data and office; remote asks for level 6");
    assert_eq!(count("contract", "apprenticeship"), Some(1), "the contract that was chosen does not count here");
    assert_eq!(count("contract", "fixed-term"), None);
    let remotes = ["on-site", "hybrid", "remote"].map(|remote| count("remote", remote));
    assert_eq!(remotes, [Some(1), Some(1), None]);
    let level = |level: &str| count("level", level).unwrap();
    assert_eq!((level("1"), level("4"), level("6")), (1, 2, 3), "of the permanent ones, whatever level was chosen");
}
