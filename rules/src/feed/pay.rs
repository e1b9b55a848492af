//! Pay as feeds say it. Only an amount, or one from to, with its currency and what it is for, is pay: “from 21 k€” has no end, and
//! to write one would be to make it up. What is not understood stays beside the ad in the words of the feed.

use passerelle_api::job::{Pay, PayPeriod};

use super::{
    RowPay,
    words::{line, plain},
};

/// More than this a year is a slip of a hand.
const MOST: u32 = 10_000_000;

/// The pay that a row says.
pub fn of(said: &RowPay) -> Option<Pay> {
    in_parts(said).or_else(|| read(&said.words))
}

/// What a row says of pay, as one line, where it says anything.
pub fn in_words(said: &RowPay) -> Option<String> {
    if !line(&said.words).is_empty() {
        return Some(line(&said.words).chars().take(200).collect());
    }
    let amounts: Vec<String> =
        [&said.min, &said.max].into_iter().filter_map(|said| amount(said)).map(|n| n.to_string()).collect();
    if amounts.is_empty() {
        return None;
    }
    Some(line(&format!("{} {} {}", amounts.join("–"), said.currency, said.period)).chars().take(200).collect())
}

fn in_parts(said: &RowPay) -> Option<Pay> {
    let currency = line(&said.currency).to_uppercase();
    if currency.len() != 3 || !currency.bytes().all(|c| c.is_ascii_uppercase()) {
        return None;
    }
    made(amount(&said.min)?, amount(&said.max)?, currency, period(&said.period)?)
}

fn made(min: u32, max: u32, currency: String, period: PayPeriod) -> Option<Pay> {
    (min <= max && max <= MOST).then_some(Pay { min, max, currency, period })
}

/// A number of a field, with a point before its decimals, which are left out.
fn amount(said: &str) -> Option<u32> {
    let said = said.trim();
    let (whole, decimals) = said.split_once('.').unwrap_or((said, ""));
    let are_digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    whole.parse().ok().filter(|number| *number > 0 && are_digits(decimals))
}

/// What an amount is for.
pub fn period(said: &str) -> Option<PayPeriod> {
    let said = plain(said);
    let words = || said.split(|c: char| !c.is_alphanumeric());
    let has = |known: &[&str]| words().any(|word| known.contains(&word));
    let found = [
        has(&["hour", "hourly", "horaire", "heure", "h"]).then_some(PayPeriod::Hour),
        has(&["month", "monthly", "mensuel", "mois"]).then_some(PayPeriod::Month),
        has(&["year", "yearly", "annual", "annuel", "an", "annee"]).then_some(PayPeriod::Year),
    ];
    let mut found = found.into_iter().flatten();
    // Two of them may be anything.
    found.next().filter(|_| found.next().is_none())
}

/// Pay in a sentence: one amount in euros, or two.
fn read(said: &str) -> Option<Pay> {
    let said = plain(said);
    let is_open = ["a partir de", "from ", "minimum", "jusqu", "up to", "environ", "net"];
    let in_euros = said.contains('€') || said.contains("eur");
    if !in_euros || is_open.iter().any(|word| said.contains(word)) {
        return None;
    }
    let thousands = said.contains("k€") || said.contains("k €") || said.contains("keur");
    let numbers: Vec<u32> =
        numbers(&said)?.into_iter().map(|n| if thousands && n < 1_000 { n * 1_000 } else { n }).collect();
    let (min, max) = match numbers[..] {
        [one] => (one, one),
        [min, max] => (min, max),
        _ => return None,
    };
    made(min, max, "EUR".to_owned(), period(&said)?)
}

/// The whole numbers of a sentence. A space before three digits is part of a number; a sign that may be a point of thousands or of
/// decimals makes all of it unreadable.
fn numbers(said: &str) -> Option<Vec<u32>> {
    let chars: Vec<char> = said.chars().collect();
    let digits_from = |at: usize| chars[at.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let count = digits_from(at);
        if count == 0 {
            at += 1;
            continue;
        }
        let mut text: String = chars[at..at + count].iter().collect();
        at += count;
        while at < chars.len() && chars[at].is_whitespace() && digits_from(at + 1) == 3 {
            text.extend(&chars[at + 1..at + 4]);
            at += 4;
        }
        if at < chars.len() && matches!(chars[at], '.' | ',') && digits_from(at + 1) > 0 {
            return None;
        }
        numbers.push(text.parse().ok()?);
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &str) -> RowPay {
        RowPay { words: words.to_owned(), ..RowPay::default() }
    }

    #[test]
    fn amounts_in_sentences_are_read_where_nothing_is_left_open() {
        let euros = |min, max, period| Some(Pay { min, max, currency: "EUR".to_owned(), period });
        assert_eq!(of(&words("18 - 22 k€ brut annuel")), euros(18_000, 22_000, PayPeriod::Year));
        assert_eq!(of(&words("De 820€ à 1\u{a0}823€ par mois")), euros(820, 1_823, PayPeriod::Month));
        assert_eq!(of(&words("12 € brut par heure")), euros(12, 12, PayPeriod::Hour));
        for open in [
            "A partir de 21 k€ brut annuel",
            "A négocier",
            "Selon grille nationale",
            "1.500 € par mois",
            "900 € net par mois",
            "22 - 18 k€ annuel",
            "800 €",
        ] {
            assert_eq!(of(&words(open)), None, "{open}");
            assert_eq!(in_words(&words(open)).as_deref(), Some(open), "the words stay");
        }
    }

    #[test]
    fn a_field_without_what_it_is_for_is_no_pay_but_is_not_lost() {
        let mut said =
            RowPay { min: "33000.000".into(), max: "37000.000".into(), currency: "EUR".into(), ..RowPay::default() };
        assert_eq!(of(&said), None);
        assert_eq!(in_words(&said).as_deref(), Some("33000–37000 EUR"));
        said.period = "YEAR".into();
        assert_eq!(of(&said), Some(Pay { min: 33_000, max: 37_000, currency: "EUR".into(), period: PayPeriod::Year }));
        said.period = "DAY".into();
        assert_eq!(of(&said), None);
        assert_eq!(in_words(&RowPay { currency: "EUR".into(), period: "Horaire".into(), ..RowPay::default() }), None);
        assert_eq!(
            of(&RowPay {
                min: "-5".into(),
                max: "9".into(),
                currency: "EUR".into(),
                period: "YEAR".into(),
                words: String::new()
            }),
            None
        );
    }
}
