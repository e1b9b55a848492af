//! What the law says of apprentices.

use passerelle_api::{
    Code,
    apprenticeship::{Apprenticeship, ApprenticeshipQuery, ContractStep, Party, ShowApprenticeship},
};

use crate::support::Server;

async fn show(server: &Server, country: &str, day: Option<&str>) -> Apprenticeship {
    let query = ApprenticeshipQuery { day: day.map(|day| day.parse().unwrap()) };
    server.ok(&server.nobody(), ShowApprenticeship { country: country.into() }, &query, &()).await
}

#[tokio::test]
async fn the_least_pay_is_told_by_age_and_year_with_its_days_and_sources() {
    let server = Server::start().await;
    let pay = show(&server, "FR", Some("2026-01-15")).await.pay.unwrap();
    assert_eq!((pay.from.to_string().as_str(), pay.to.to_string().as_str()), ("2026-01-01", "2026-01-31"));
    let ages: Vec<_> = pay.bands.iter().map(|band| (band.from, band.to, band.years.len())).collect();
    assert_eq!(ages, [(16, Some(17), 3), (18, Some(20), 3), (21, Some(25), 3), (26, None, 3)]);
    assert_eq!((pay.bands[0].years[0].hundredths, pay.bands[0].years[0].percent), (49_222, Some(27)));
    assert_eq!((pay.sources.len(), pay.goes_on), (2, false), "the law names three years");

    let british = show(&server, "GB", Some("2026-05-01")).await.pay.unwrap();
    assert_eq!((british.currency.as_str(), british.bands[0].years[0].hundredths), ("GBP", 800));
    let american = show(&server, "US", Some("2026-01-15")).await.pay.unwrap();
    assert_eq!((british.goes_on, american.goes_on, american.progressive), (true, true, true));
}

#[tokio::test]
async fn figures_that_may_be_outdated_end_before_the_day_that_was_asked_for() {
    let server = Server::start().await;
    let pay = show(&server, "FR", Some("2027-09-01")).await.pay.unwrap();
    assert!(pay.to < pay.day, "{pay:?}");
    assert_eq!(pay.bands[3].years[0].hundredths, 182_303);
    assert_eq!(show(&server, "FR", Some("2020-01-01")).await.pay, None);
    let today = show(&server, "FR", None).await.pay.unwrap();
    assert_eq!(today.day.to_string(), "2026-01-05", "the day of the server");
}

#[tokio::test]
async fn the_steps_of_the_contract_say_who_takes_each() {
    let server = Server::start().await;
    for country in ["FR", "GB", "US"] {
        let sources = show(&server, country, None).await.step_sources;
        assert!(!sources.is_empty() && sources.iter().all(|source| source.url.starts_with("https://")), "{sources:?}");
    }
    for (country, step, by) in [
        ("FR", ContractStep::FrSchool, Party::Candidate),
        ("GB", ContractStep::GbStandard, Party::Employer),
        ("US", ContractStep::UsRegister, Party::Employer),
    ] {
        let steps = show(&server, country, None).await.steps;
        assert_eq!(steps.first().map(|step| (step.step, step.by)), Some((step, by)), "{country}");
        assert!(steps.iter().any(|step| step.by == Party::Employer), "{country}");
    }
    let unknown = ShowApprenticeship { country: "MA".into() };
    let problem = server.refused(&server.nobody(), unknown, &ApprenticeshipQuery::default(), &()).await;
    assert_eq!(problem.code, Code::NotFound);
}
