//! What the law says of apprentices, as the rules know it.

use passerelle_api::{
    NaiveDate,
    apprenticeship::{AgeBand, ApprenticePay, Apprenticeship, ShowApprenticeship, Source, Step, YearPay},
};
use passerelle_rules::{
    apprenticeship,
    pay::apprentice::{Apprentice, Country, bands, floor, goes_on, known, sources, years},
};

use crate::{
    auth::Caller,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
};

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(show_apprenticeship)
}

async fn show_apprenticeship(call: Call<ShowApprenticeship>, _: Caller) -> Result<Apprenticeship> {
    let country = Country::from_code(call.path.country.as_str()).ok_or(Error::NotFound)?;
    let day = call.query.day.unwrap_or_else(|| call.app.clock.now().date_naive());
    let steps = apprenticeship::steps(country).iter().map(|(step, by)| Step { step: *step, by: *by }).collect();
    let step_sources = apprenticeship::sources(country).iter().copied().map(source).collect();
    Ok(Apprenticeship { country: call.path.country, pay: pay(country, day), steps, step_sources })
}

/// The figures of a day, or the last that are known before it.
fn pay(country: Country, day: NaiveDate) -> Option<ApprenticePay> {
    let (from, to) = known(country, day)?;
    let on = day.min(to);
    let of = |age, contract_year| floor(country, Apprentice { age, contract_year }, on);
    let first = bands(country).first().and_then(|(age, _)| of(*age, 1))?;
    let year = |age, year| of(age, year).map(|pay| YearPay { hundredths: pay.hundredths, percent: pay.percent });
    let band = |&(from, to): &(u8, Option<u8>)| AgeBand {
        from,
        to,
        years: (1..=years(country)).filter_map(|number| year(from, number)).collect(),
    };
    Some(ApprenticePay {
        day,
        from,
        to,
        currency: first.currency.to_owned(),
        period: first.period,
        progressive: first.progressive,
        goes_on: goes_on(country),
        bands: bands(country).iter().map(band).collect(),
        sources: sources(country, on).into_iter().map(source).collect(),
    })
}

fn source((name, url): (&str, &str)) -> Source {
    Source { name: name.to_owned(), url: url.to_owned() }
}
