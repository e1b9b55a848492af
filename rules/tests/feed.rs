//! What rows of feeds are as ads.
#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

use passerelle_api::{
    DateTime, Utc,
    account::Language,
    job::{Contract, Remote},
};
use passerelle_rules::feed::{Refusal, Row, RowPlace, Why, ad};

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
    ad(row, at("2026-05-01T13:00:00Z"), Some(Language::French))
}

#[test]
fn what_a_row_does_not_say_stays_unsaid() {
    let ad = decide(&row()).unwrap();
    assert_eq!((ad.title.as_str(), ad.contract, ad.lang), ("Boulanger (H/F)", Contract::Permanent, Language::French));
    assert_eq!((ad.level, ad.pay, ad.pay_words, ad.start, ad.posted, ad.rome), (None, None, None, None, None, None));
    assert_eq!((ad.place.name.as_str(), ad.place.country.as_str(), ad.place.spot), ("Lyon", "FR", None));
    assert_eq!((ad.remote, ad.openings, ad.duration_months), (Remote::OnSite, 1, None));
}

#[test]
fn a_refusal_names_the_field_and_the_reason() {
    type Change = fn(&mut Row);
    let cases: [(&str, Why, Change); 17] = [
        ("reference", Why::Missing, |row| row.reference = " ".into()),
        ("title", Why::Missing, |row| row.title = "\u{200b}".into()),
        ("title", Why::TooLong, |row| row.title = "a".repeat(201)),
        ("company", Why::Missing, |row| row.company.clear()),
        ("url", Why::Missing, |row| row.url.clear()),
        ("url", Why::NotUnderstood, |row| row.url = "javascript:alert(1)".into()),
        ("url", Why::NotUnderstood, |row| row.url = "https://bank.example@evil.example/".into()),
        ("contract", Why::NotOffered, |row| row.contract = "VIE".into()),
        ("contract", Why::Missing, |row| row.contract = "FULL_TIME".into()),
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
    assert_eq!(ad(&row(), at("2026-05-01T13:00:00Z"), None).unwrap_err().field, "lang");
}

#[test]
fn the_last_day_lasts_until_it_is_over_everywhere() {
    let row = Row { expires: "2026-04-30".into(), ..row() };
    let lang = Some(Language::French);
    assert!(ad(&row, at("2026-05-01T11:59:00Z"), lang).is_ok());
    assert_eq!(ad(&row, at("2026-05-01T12:00:00Z"), lang).unwrap_err().why, Why::Expired);
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
