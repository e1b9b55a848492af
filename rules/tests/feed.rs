//! What rows of feeds are as ads.
#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

use passerelle_api::{
    DateTime, Utc,
    account::Language,
    job::{Contract, Remote},
};
use passerelle_rules::feed::{Order, Refusal, Row, RowPlace, Why, ad, limits, over};

fn at(moment: &str) -> DateTime<Utc> {
    moment.parse().unwrap()
}

fn row() -> Row {
    Row {
        reference: "42".into(),
        url: "https://jobs.example.org/42?a=b".into(),
        title: "Boulanger\u{0} (H/F)".into(),
        company: "Fournil".into(),
        contract: "CDI".into(),
        place: RowPlace { city: "Lyon 03".into(), country: "France".into(), ..RowPlace::default() },
        ..Row::default()
    }
}

fn decide(row: &Row) -> Result<passerelle_rules::feed::Ad, Refusal> {
    ad(row, at("2026-05-01T13:00:00Z"), Some(Language::French), None)
}

#[test]
fn what_a_row_does_not_say_stays_unsaid() {
    let ad = decide(&row()).unwrap();
    assert_eq!((ad.title.as_str(), ad.contract, ad.lang), ("Boulanger (H/F)", Contract::Permanent, Language::French));
    assert_eq!((ad.level, ad.pay, ad.pay_words, ad.start, ad.posted, ad.rome), (None, None, None, None, None, None));
    assert_eq!((ad.place.name.as_str(), ad.place.country.as_str(), ad.place.spot), ("Lyon", "FR", None));
    assert_eq!((ad.remote, ad.openings, ad.duration_months), (None, None, None));
}

#[test]
fn a_row_is_understood_in_spanish_and_in_arabic() {
    let read = |lang: &str, contract: &str, country: &str| {
        let place = RowPlace { country: country.into(), ..row().place };
        let ad = decide(&Row { lang: lang.into(), contract: contract.into(), place, ..row() })?;
        Ok::<_, Refusal>((ad.contract, ad.place.country))
    };
    assert_eq!(read("es", "Contrato de aprendizaje", "España"), Ok((Contract::Apprenticeship, "ES".into())));
    assert_eq!(read("ar", "عقد غير محدد المدة", "المغرب"), Ok((Contract::Permanent, "MA".into())));
    for (lang, unclear) in [("es", "Contrato formativo"), ("ar", "عقد تدريب")] {
        let refusal = read(lang, unclear, "FR").unwrap_err();
        assert_eq!((refusal.field, refusal.why), ("contract", Why::NotOffered), "{unclear}");
    }
}

#[test]
fn where_the_work_is_done_is_what_the_row_says_of_it() {
    let said = |remote: &str| decide(&Row { remote: remote.into(), ..row() }).unwrap().remote;
    assert_eq!((said("Sur site"), said("Pas de télétravail")), (Some(Remote::OnSite), Some(Remote::OnSite)));
    assert_eq!((said("télétravail possible"), said(" \u{200b}")), (Some(Remote::Hybrid), None));
}

#[test]
fn of_several_places_the_first_that_is_understood_is_the_ad_s_and_none_is_lost() {
    let at = |city: &str, region: &str, country: &str| RowPlace {
        city: city.into(),
        region: region.into(),
        country: country.into(),
        ..RowPlace::default()
    };
    let placed = |place: RowPlace, further: Vec<RowPlace>| {
        let ad = decide(&Row { place, further, ..row() })?;
        let further = ad.further.into_iter().map(|town| (town.name, town.country)).collect::<Vec<_>>();
        Ok::<_, Refusal>((ad.place.name, further))
    };
    let (lyon, lille) = (at("Lyon", "", "France"), at("Lille", "", "FR"));
    let named = |name: &str, country: &str| (name.to_owned(), country.to_owned());
    assert_eq!(placed(lyon.clone(), vec![lille.clone()]), Ok(("Lyon".into(), vec![named("Lille", "FR")])));
    let nowhere = at("Bourg", "", "Atlantide");
    assert_eq!(
        placed(nowhere.clone(), vec![at("", "", "FR"), lyon.clone(), lille.clone()]),
        Ok(("Lyon".into(), vec![named("Bourg", ""), named("Lille", "FR")]))
    );
    let again = at("LYON 03", "Rhône", "FR");
    assert_eq!(placed(lyon.clone(), vec![again.clone()]), Ok(("Lyon".into(), vec![])));
    let twice = Row {
        place: lyon.clone(),
        further: vec![RowPlace { lat: "45.7".into(), lon: "4.8".into(), ..again }],
        ..row()
    };
    assert!(decide(&twice).unwrap().place.spot.is_some(), "of two, the one that says more");
    let refusal = placed(nowhere, vec![at("", "", "")]).unwrap_err();
    assert_eq!((refusal.field, refusal.why), ("country", Why::NotUnderstood), "the first says why");
    let many = placed(lyon, vec![lille; limits::PLACES]).unwrap_err();
    assert_eq!((many.field, many.why), ("place", Why::TooLong));
}

#[test]
fn a_refusal_names_the_field_and_the_reason() {
    type Change = fn(&mut Row);
    let cases: [(&str, Why, Change); 18] = [
        ("reference", Why::Missing, |row| row.reference = " ".into()),
        ("title", Why::Missing, |row| row.title = "\u{200b}".into()),
        ("title", Why::TooLong, |row| row.title = "a".repeat(201)),
        ("company", Why::Missing, |row| row.company.clear()),
        ("url", Why::Missing, |row| row.url.clear()),
        ("url", Why::NotUnderstood, |row| row.url = "javascript:alert(1)".into()),
        ("url", Why::NotUnderstood, |row| row.url = "https://bank.example@evil.example/".into()),
        ("contract", Why::NotOffered, |row| row.contract = "VIE".into()),
        ("contract", Why::Missing, |row| row.contract = "FULL_TIME".into()),
        ("contract", Why::Missing, |row| {
            (row.title, row.contract, row.lang) = ("Stage Manager".into(), "FULL_TIME".into(), "en".into());
        }),
        ("place", Why::Missing, |row| row.place.city.clear()),
        ("country", Why::Missing, |row| row.place.country.clear()),
        ("country", Why::NotUnderstood, |row| row.place.country = "Atlantide".into()),
        ("remote", Why::NotUnderstood, |row| row.remote = "parfois peut-être".into()),
        ("posted", Why::NotUnderstood, |row| row.posted = "hier".into()),
        ("posted", Why::NotYet, |row| row.posted = "2026-05-03".into()),
        ("expires", Why::Expired, |row| row.expires = "2026-04-30".into()),
        ("lang", Why::NotUnderstood, |row| row.lang = "de_DE".into()),
    ];
    for (field, why, change) in cases {
        let mut row = row();
        change(&mut row);
        let refusal = decide(&row).unwrap_err();
        assert_eq!((refusal.field, refusal.why), (field, why));
    }
    assert_eq!(ad(&row(), at("2026-05-01T13:00:00Z"), None, None).unwrap_err().field, "lang");
}

#[test]
fn the_last_day_lasts_until_it_is_over_everywhere() {
    let row = Row { expires: "2026-04-30".into(), ..row() };
    let lang = Some(Language::French);
    assert!(ad(&row, at("2026-05-01T11:59:00Z"), lang, None).is_ok());
    assert_eq!(ad(&row, at("2026-05-01T12:00:00Z"), lang, None).unwrap_err().why, Why::Expired);
    assert_eq!(over(&row, at("2026-05-01T11:59:00Z"), lang, None), None);
    let last = over(&row, at("2026-05-01T12:00:00Z"), lang, None).map(|last| last.to_string());
    assert_eq!(last.as_deref(), Some("2026-04-30"));
}

#[test]
fn a_row_says_that_it_is_over_in_the_order_of_its_dates_whatever_else_is_wrong_with_it() {
    let said = |expires: &str, lang: &str, order| {
        let row = Row { expires: expires.into(), lang: lang.into(), title: String::new(), ..row() };
        over(&row, at("2026-05-01T13:00:00Z"), None, order).map(|last| last.to_string())
    };
    assert_eq!(said("03/04/2026", "fr", None).as_deref(), Some("2026-04-03"));
    assert_eq!(said("03/04/2026", "fr", Some(Order::MonthFirst)).as_deref(), Some("2026-03-04"));
    assert_eq!((said("03/04/2026", "en", None), said("hier", "fr", None)), (None, None), "nobody knows the day");
    assert_eq!((said("2026-05-01", "fr", None), said("", "fr", None)), (None, None));
}

#[test]
fn a_country_in_place_of_a_region_is_no_region() {
    let region = |region: &str| {
        let place = RowPlace { region: region.into(), ..row().place };
        decide(&Row { place, ..row() }).unwrap().place.region
    };
    assert_eq!(["", "FR", "fr", "Rhône", "BE"].map(region), ["", "", "", "Rhône", "BE"]);
}

#[test]
fn a_date_that_nothing_decides_is_not_guessed() {
    let decide = |lang: &str, change: fn(&mut Row), order| {
        let mut row = Row { lang: lang.into(), ..row() };
        change(&mut row);
        ad(&row, at("2026-05-01T13:00:00Z"), None, order)
    };
    let posted: fn(&mut Row) = |row| row.posted = "03/04/2026".into();
    let refusal = decide("en", posted, None).unwrap_err();
    assert_eq!((refusal.field, refusal.why, refusal.said.as_str()), ("posted", Why::Ambiguous, "03/04/2026"));
    assert_eq!(decide("en-US", posted, None).unwrap_err().why, Why::Ambiguous);
    let day = |lang, order| decide(lang, posted, order).unwrap().posted.unwrap().to_string();
    assert_eq!((day("fr", None), day("en-GB", None)), ("2026-04-03".into(), "2026-04-03".into()));
    assert_eq!(day("fr", Some(Order::MonthFirst)), "2026-03-04", "what its feed writes decides before its language");
    let expires: fn(&mut Row) = |row| row.expires = "03/04/2026".into();
    assert_eq!(decide("en", expires, None).unwrap_err().why, Why::Ambiguous, "it may be over, and may not");
    let start = decide("en", |row| row.start = "03/04/2026 08:00".into(), None).unwrap();
    assert_eq!((start.start, start.start_words.as_deref()), (None, Some("03/04/2026 08:00")), "a start is only told");
    let soon = decide("fr", |row| row.start = "dès que possible".into(), None).unwrap();
    assert_eq!((soon.start, soon.start_words), (None, None));
}

#[test]
fn coordinates_are_both_there_or_not_there() {
    let mut row = row();
    (row.place.lat, row.place.lon) = ("45.76".into(), "4.84".into());
    assert!(decide(&row).unwrap().place.spot.is_some());
    for (lat, lon) in [("45.76", ""), ("0", "0"), ("91", "4"), ("NaN", "4"), ("x", "y")] {
        (row.place.lat, row.place.lon) = (lat.into(), lon.into());
        assert_eq!(decide(&row).unwrap().place.spot, None, "{lat} {lon}");
    }
}
