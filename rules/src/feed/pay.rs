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
    let amount = match (written(&said.min), written(&said.max)) {
        (None, None) => return None,
        (Some(min), Some(max)) if min == max => min,
        // An open end stays open.
        (min, max) => format!("{}–{}", min.unwrap_or_default(), max.unwrap_or_default()),
    };
    Some(line(&format!("{amount} {} {}", said.currency, said.period)).chars().take(200).collect())
}

fn in_parts(said: &RowPay) -> Option<Pay> {
    let currency = line(&said.currency).to_uppercase();
    if currency.len() != 3 || !currency.bytes().all(|c| c.is_ascii_uppercase()) {
        return None;
    }
    let (period, min, max) = (period(&said.period)?, amount(&said.min)?, amount(&said.max)?);
    // A part of a euro is nothing of a month, and much of an hour.
    if period == PayPeriod::Hour && (min.has_part || max.has_part) {
        return None;
    }
    made(min.whole, max.whole, currency, period)
}

fn made(min: u32, max: u32, currency: String, period: PayPeriod) -> Option<Pay> {
    (min <= max && max <= MOST).then_some(Pay { min, max, currency, period })
}

/// A number of a field: what stands before its point, and whether there is more than nothing behind it.
struct Amount {
    whole: u32,
    has_part: bool,
}

fn amount(said: &str) -> Option<Amount> {
    let said = said.trim();
    let (whole, decimals) = said.split_once('.').unwrap_or((said, ""));
    if !decimals.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let whole = whole.parse().ok().filter(|number| *number > 0)?;
    Some(Amount { whole, has_part: decimals.bytes().any(|c| c != b'0') })
}

/// An amount of a field as one reads it. What is no number stays as it is; where feeds have no amount, some write a zero.
fn written(said: &str) -> Option<String> {
    let said = line(said);
    let is_nothing = said.parse::<f64>().is_ok_and(|number| number.is_nan() || number <= 0.0);
    match amount(&said) {
        _ if said.is_empty() || is_nothing => None,
        Some(Amount { whole, has_part: false }) => Some(whole.to_string()),
        _ => Some(said),
    }
}

/// Words of what is paid or given besides: a period behind one of them is its own, as in “prime annuelle” and “congés
/// annuels”.
const BESIDES: [&str; 7] = ["prime", "primes", "bonus", "conge", "conges", "interessement", "participation"];

/// What an amount is for. A number of hours or months is how long something lasts, as in “35 h” and “sur 13 mois”.
pub fn period(said: &str) -> Option<PayPeriod> {
    let said = plain(said);
    let is_sign = |c: char| !c.is_alphanumeric();
    // Each word, with whether it stands right behind a number.
    let (mut words, mut at) = (Vec::new(), 0);
    for piece in said.split_inclusive(is_sign) {
        let word = piece.trim_end_matches(is_sign);
        if !word.is_empty() {
            words.push((word, ends_with_number(&said[..at])));
        }
        at += piece.len();
    }
    // Hours of work as well as amounts of an hour, and nothing tells which.
    if words.iter().any(|(word, _)| *word == "horaires") {
        return None;
    }
    let own = words.iter().position(|(word, _)| BESIDES.contains(word)).unwrap_or(words.len());
    let found = [PayPeriod::Hour, PayPeriod::Month, PayPeriod::Year].map(|period| {
        let at = words.iter().position(|(word, is_counted)| is_of(word, period, *is_counted));
        at.map(|at| (period, at))
    });
    let mut found = found.into_iter().flatten();
    // Two of them may be anything.
    let (period, at) = found.next().filter(|_| found.next().is_none())?;
    (at < own).then_some(period)
}

/// Whether a word says a period. French words bend: “mensuels”, “mensuelle”, “mensuellement”. Of the Spanish ones only
/// the forms that mean the same count, since “mensualidad” is an instalment.
fn is_of(word: &str, period: PayPeriod, is_counted: bool) -> bool {
    let (kinds, stem, times): (&[&str], Option<&str>, &[&str]) = match period {
        PayPeriod::Hour => (&["hourly", "horaire"], None, &["hour", "heure", "h"]),
        PayPeriod::Month => (&["monthly", "mensual", "mensuales", "mensualmente"], Some("mensuel"), &["month", "mois"]),
        PayPeriod::Year => (
            &["yearly", "annual", "annually", "anual", "anuales", "anualmente"],
            Some("annuel"),
            &["year", "an", "annee"],
        ),
    };
    kinds.contains(&word) || stem.is_some_and(|stem| word.starts_with(stem)) || (times.contains(&word) && !is_counted)
}

/// Whether a text ends with a number: one, or which one of several, as in “13e mois”.
fn ends_with_number(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let behind = last.trim_start_matches(|c: char| c.is_ascii_digit());
    last.ends_with(|c: char| c.is_ascii_digit())
        || last == "treizieme"
        || (behind.len() < last.len() && ["e", "eme"].contains(&behind))
}

/// Words that leave one end open, or that say another amount than the one before tax.
const OPEN: [&str; 9] = ["a partir de", "from ", "minimum", "maximum", "jusqu", "up to", "environ", "net", "plus de"];

/// The same, where they stand alone.
const OPEN_WORDS: [&str; 7] = ["des", "mini", "maxi", "min", "max", "desde", "hasta"];

/// Pay in a sentence: one amount in euros, or two with nothing between them that says something else. Other numbers are hours, years
/// and shares.
fn read(said: &str) -> Option<Pay> {
    let said = plain(said);
    let is_open = OPEN.iter().any(|words| said.contains(words));
    if is_open || said.split(|c: char| !c.is_alphanumeric()).any(|word| OPEN_WORDS.contains(&word)) {
        return None;
    }
    let numbers = numbers(&said)?;
    let mut amounts = Vec::new();
    for (at, number) in numbers.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| &numbers[at]);
        let joined = before.is_some_and(|before| joins(&said[before.end..number.start]));
        match (unit(&said[number.end..]), joined) {
            (Some(unit), true) => {
                // The first of the two may have its own sign of money, or share the one of the second.
                amounts.pop_if(|(_, last, _)| *last == at - 1);
                amounts.push((at - 1, at, unit));
            }
            (Some(unit), false) => amounts.push((at, at, unit)),
            (None, _) => {}
        }
    }
    let [(first, last, unit)] = amounts[..] else { return None };
    let value = |at: usize| match numbers[at].value {
        value if unit == Unit::Thousands && value < 1_000 => value * 1_000,
        value => value,
    };
    made(value(first), value(last), "EUR".to_owned(), period(&said)?)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Euros,
    Thousands,
}

/// What a number is of, by what stands behind it.
fn unit(behind: &str) -> Option<Unit> {
    let behind = behind.trim_start();
    let (unit, behind) = match behind.strip_prefix('k') {
        Some(behind) => (Unit::Thousands, behind.trim_start()),
        None => (Unit::Euros, behind),
    };
    (behind.starts_with('€') || behind.starts_with("eur")).then_some(unit)
}

/// Whether what stands between two numbers makes them one from to.
fn joins(between: &str) -> bool {
    let words = between.replace('€', " ").replace(['-', '–', '—'], " - ");
    let mut words = words.split_whitespace().filter(|word| !["k", "keur", "eur", "euro", "euros"].contains(word));
    matches!((words.next(), words.next()), (Some("a" | "-" | "et" | "y" | "to"), None))
}

/// A number of a sentence, and where it stands.
struct Number {
    value: u32,
    start: usize,
    end: usize,
}

/// The whole numbers of a sentence. A space before three digits is part of a number; a sign that may be a point of thousands or of
/// decimals makes all of it unreadable, unless nothing but two zeros is behind it.
fn numbers(said: &str) -> Option<Vec<Number>> {
    let digits = |at: usize| said[at..].bytes().take_while(u8::is_ascii_digit).count();
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(found) = said[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + found;
        at = start + digits(start);
        let mut text = said[start..at].to_owned();
        while let Some(space) = said[at..].chars().next().filter(|c| c.is_whitespace()) {
            let next = at + space.len_utf8();
            if digits(next) != 3 {
                break;
            }
            text.push_str(&said[next..next + 3]);
            at = next + 3;
        }
        if said[at..].starts_with(['.', ',']) && digits(at + 1) > 0 {
            let decimals = &said[at + 1..at + 1 + digits(at + 1)];
            if decimals != "00" {
                return None;
            }
            at += 3;
        }
        numbers.push(Number { value: text.parse().ok()?, start, end: at });
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
        assert_eq!(of(&words("entre 1800 et 2000 € par mois")), euros(1_800, 2_000, PayPeriod::Month));
        assert_eq!(of(&words("12,00 € par heure")), euros(12, 12, PayPeriod::Hour));
        for (said, month) in [
            ("43 % du SMIC (774 € brut par mois)", 774),
            ("100 % du SMIC soit 1 801 €/mois", 1_801),
            ("35h, 1800 € brut mensuel", 1_800),
            ("Grille 2025 : 2100 € mensuel", 2_100),
            ("900 € / mois, contrat de 12 mois", 900),
            ("35 h, 1800 € par mois", 1_800),
            ("2 000 € bruts mensuels", 2_000),
            ("rémunération mensuelle de 1 900 €", 1_900),
            ("2 000 € bruts, versés mensuellement", 2_000),
            ("1800 € mensuales", 1_800),
            ("1 800 € brut mensuel + prime mensuelle", 1_800),
        ] {
            assert_eq!(of(&words(said)), euros(month, month, PayPeriod::Month), "{said}");
        }
        assert_eq!(of(&words("30 k€ par an sur 13 mois")), euros(30_000, 30_000, PayPeriod::Year));
        assert_eq!(of(&words("2 000 € par mois, 13ème mois")), euros(2_000, 2_000, PayPeriod::Month));
        assert_eq!(of(&words("12 €/h")), euros(12, 12, PayPeriod::Hour));
        for said in ["24 000 € bruts annuels", "rémunération annuelle : 24 000 €", "24000 € brutos anuales"] {
            assert_eq!(of(&words(said)), euros(24_000, 24_000, PayPeriod::Year), "{said}");
        }
        for open in [
            "A partir de 21 k€ brut annuel",
            "A négocier",
            "Selon grille nationale",
            "1.500 € par mois",
            "900 € net par mois",
            "22 - 18 k€ annuel",
            "800 €",
            "1800 € maximum par mois",
            "Dès 1800 € par mois",
            "1800 € mini par mois",
            "plus de 1800 € par mois",
            "desde 1800 € mensuel",
            "hasta 1800 € mensuel",
            "1800 € par mois et prime de 200 €",
            "12,50 € par heure",
            "30 000 € sur 12 mois",
            "28 k€ et 13e mois",
            "28 k€ + treizième mois",
            "1800 € pour 35 h",
            "Contrat de 1 an, 900 €",
            "2 000 € bruts mensuels, 5 semaines de congés par an",
            "12 € bruts horaires, 13e mois par an",
            "Horaires de journée, 2 000 €",
            "Horaires de journée, 2 000 € par mois",
            "2 000 € + prime annuelle",
            "2 000 €, congés annuels",
            "24 000 € en 12 mensualidades",
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
        (said.min, said.max, said.period) = ("12.50".into(), "12.50".into(), "HOUR".into());
        assert_eq!(of(&said), None, "half a euro an hour is not left out");
        assert_eq!(in_words(&said).as_deref(), Some("12.50 EUR HOUR"));
        said.period = "DAY".into();
        assert_eq!(of(&said), None);
        assert_eq!(in_words(&RowPay { currency: "EUR".into(), period: "Horaire".into(), ..RowPay::default() }), None);
        for (min, max, read) in [
            ("2 000", "2 500", Some("2 000–2 500 EUR MONTH")),
            ("2000-2500", "2000-2500", Some("2000-2500 EUR MONTH")),
            ("12,50", "12,50", Some("12,50 EUR MONTH")),
            ("2000", "", Some("2000– EUR MONTH")),
            ("0", "2500", Some("–2500 EUR MONTH")),
            ("0.00", "NaN", None),
        ] {
            let said = RowPay {
                min: min.into(),
                max: max.into(),
                currency: "EUR".into(),
                period: "MONTH".into(),
                words: String::new(),
            };
            assert_eq!((of(&said), in_words(&said).as_deref()), (None, read), "{min} {max}");
        }
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
