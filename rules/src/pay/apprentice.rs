//! What an apprentice must be paid at least, by dated rules for France, the United Kingdom and the United States.
//!
//! Every figure stands with the day it is valid from, and each table ends on the last day for which it is known. For a day
//! outside of it the answer is `None`, never the nearest figure. Agreements of a branch, a company or a state may ask for
//! more; nothing here knows them.
//!
//! | figures | source |
//! |---|---|
//! | France, percentages | Code du travail, article D6222-26, by décret n° 2018-1347 of 28 December 2018, for contracts made from 1 January 2019: <https://www.legifrance.gouv.fr/eli/decret/2018/12/28/2018-1347/jo/texte> |
//! | France, SMIC from 1 January 2024 | décret n° 2023-1216 of 20 December 2023: <https://www.legifrance.gouv.fr/eli/decret/2023/12/20/2023-1216/jo/texte> |
//! | France, SMIC from 1 November 2024 | décret n° 2024-951 of 23 October 2024: <https://www.legifrance.gouv.fr/eli/decret/2024/10/23/2024-951/jo/texte> |
//! | France, SMIC from 1 January 2026 | décret n° 2025-1228 of 17 December 2025: <https://www.legifrance.gouv.fr/eli/decret/2025/12/17/2025-1228/jo/texte> |
//! | France, an age reached on the way | Code du travail, article D6222-34: <https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006072050> |
//! | United Kingdom | National Minimum Wage and National Living Wage rates: <https://www.gov.uk/national-minimum-wage-rates> |
//! | United Kingdom, an age or a year reached on the way | Acas, when increases are paid: <https://www.acas.org.uk/national-minimum-wage-entitlement/when-your-rate-increases> |
//! | United States, floor | Fair Labor Standards Act, 29 U.S.C. 206(a)(1)(C): <https://www.dol.gov/agencies/whd/minimum-wage> |
//! | United States, rising wage | 29 CFR 29.5(b)(5), standards of apprenticeship: <https://www.ecfr.gov/current/title-29/section-29.5> |

use passerelle_api::{NaiveDate, job::PayPeriod};

/// The countries whose rules are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Country {
    France,
    UnitedKingdom,
    UnitedStates,
}

impl Country {
    /// The country of an ISO 3166-1 alpha-2 code.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "FR" => Some(Self::France),
            "GB" => Some(Self::UnitedKingdom),
            "US" => Some(Self::UnitedStates),
            _ => None,
        }
    }
}

/// Who is to be paid: the age in years and the year of the contract, from 1, that count on the day that is asked for. A birthday counts
/// later than it is ([`rise`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Apprentice {
    pub age: u8,
    pub contract_year: u8,
}

/// The least pay before tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Floor {
    /// In hundredths of the currency.
    pub hundredths: u32,
    /// ISO 4217.
    pub currency: &'static str,
    pub period: PayPeriod,
    /// What part of a general minimum it is, where the rule is a percentage.
    pub percent: Option<u8>,
    /// Whether the law also asks for a wage that rises on the way.
    pub progressive: bool,
}

/// The age from which a person may be an apprentice in each of the countries without somebody's leave.
const LEAST_AGE: u8 = 16;

/// The least pay of an apprentice in a country on a day. `None`: not known, or no apprentice by that country's law.
pub fn floor(country: Country, apprentice: Apprentice, day: NaiveDate) -> Option<Floor> {
    if apprentice.contract_year == 0 || apprentice.age < LEAST_AGE {
        return None;
    }
    match country {
        Country::France => france(apprentice, day),
        Country::UnitedKingdom => united_kingdom(apprentice, day),
        Country::UnitedStates => united_states(day),
    }
}

/// The first and the last day of the figures that hold on a day; where none is known to hold on it, those of the last figures
/// before it, which then end before the day. `None`: none is known for that day or an earlier one.
pub fn known(country: Country, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    match country {
        Country::France => last_begun(SMIC, day),
        Country::UnitedKingdom => last_begun(BRITISH, day),
        Country::UnitedStates => last_begun(FEDERAL_MINIMUM, day),
    }
}

/// The ages that a country's rules pay alike, from the youngest on, both ends included.
pub const fn bands(country: Country) -> &'static [(u8, Option<u8>)] {
    match country {
        Country::France => &[(LEAST_AGE, Some(17)), (18, Some(20)), (21, Some(25)), (26, None)],
        Country::UnitedKingdom => &[(LEAST_AGE, Some(BRITISH_FULL_AGE - 1)), (BRITISH_FULL_AGE, Some(20)), (21, None)],
        Country::UnitedStates => &[(LEAST_AGE, None)],
    }
}

/// From when more is owed to somebody who reaches the next age during the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rise {
    /// From the first day of the month after.
    NextMonth,
    /// From the first day of the next pay period, as where the first year ends.
    NextPeriod,
}

/// From when a country's rules pay a higher age. `None`: they pay every age alike.
pub const fn rise(country: Country) -> Option<Rise> {
    match country {
        Country::France => Some(Rise::NextMonth),
        Country::UnitedKingdom => Some(Rise::NextPeriod),
        Country::UnitedStates => None,
    }
}

/// How many years of a contract a country's rules tell apart.
pub const fn years(country: Country) -> u8 {
    match country {
        Country::France => 3,
        Country::UnitedKingdom => 2,
        Country::UnitedStates => 1,
    }
}

/// Whether the last of these years stands for those after it too.
pub const fn goes_on(country: Country) -> bool {
    match country {
        Country::France => false,
        Country::UnitedKingdom | Country::UnitedStates => true,
    }
}

/// Where the figures that hold on a day are published: the name of the text and its address.
pub fn sources(country: Country, day: NaiveDate) -> Vec<(&'static str, &'static str)> {
    match country {
        Country::France => [FRENCH_SHARE].into_iter().chain(row(SMIC_TEXTS, day).copied()).collect(),
        Country::UnitedKingdom => vec![(
            "National Minimum Wage and National Living Wage rates (GOV.UK)",
            "https://www.gov.uk/national-minimum-wage-rates",
        )],
        Country::UnitedStates => vec![
            ("Fair Labor Standards Act, 29 U.S.C. 206(a)(1)(C)", "https://www.dol.gov/agencies/whd/minimum-wage"),
            ("29 CFR 29.5(b)(5), standards of apprenticeship", "https://www.ecfr.gov/current/title-29/section-29.5"),
        ],
    }
}

/// Whether the wages of a registered apprenticeship in the United States, in cents an hour and in the order they are paid,
/// are a schedule that the law takes on a day: each from the federal minimum on, none under the one before it, and the
/// last above the first. `None` for a day for which the minimum is not known.
pub fn is_progressive(cents_an_hour: &[u32], day: NaiveDate) -> Option<bool> {
    let least = *row(FEDERAL_MINIMUM, day)?;
    let rises = cents_an_hour.is_sorted() && cents_an_hour.first() < cents_an_hour.last();
    Some(rises && cents_an_hour.iter().all(|cents| *cents >= least))
}

/// Figures with the first and the last day they are valid on, each as year, month and day.
type Dated<T> = (Day, Day, T);
type Day = (i32, u32, u32);

fn row<T>(table: &[Dated<T>], day: NaiveDate) -> Option<&T> {
    let date = |(year, month, day): Day| NaiveDate::from_ymd_opt(year, month, day);
    let holds = |(from, to, _): &&Dated<T>| Some(day) >= date(*from) && date(*to) >= Some(day);
    table.iter().find(holds).map(|(_, _, figures)| figures)
}

fn last_begun<T>(table: &[Dated<T>], day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let date = |(year, month, day): Day| NaiveDate::from_ymd_opt(year, month, day);
    let begun = table.iter().filter_map(|(from, to, _)| Some((date(*from)?, date(*to)?)));
    begun.filter(|(from, _)| *from <= day).max()
}

const FRENCH_SHARE: (&str, &str) = (
    "Code du travail, article D6222-26 (décret n°\u{a0}2018-1347)",
    "https://www.legifrance.gouv.fr/eli/decret/2018/12/28/2018-1347/jo/texte",
);

/// The texts that set the SMIC, each for the days of its row in [`SMIC`].
const SMIC_TEXTS: &[Dated<(&str, &str)>] = &[
    (
        (2024, 1, 1),
        (2024, 10, 31),
        (
            "SMIC\u{a0}: décret n°\u{a0}2023-1216",
            "https://www.legifrance.gouv.fr/eli/decret/2023/12/20/2023-1216/jo/texte",
        ),
    ),
    (
        (2024, 11, 1),
        (2025, 12, 31),
        (
            "SMIC\u{a0}: décret n°\u{a0}2024-951",
            "https://www.legifrance.gouv.fr/eli/decret/2024/10/23/2024-951/jo/texte",
        ),
    ),
    (
        (2026, 1, 1),
        (2026, 1, 31),
        (
            "SMIC\u{a0}: décret n°\u{a0}2025-1228",
            "https://www.legifrance.gouv.fr/eli/decret/2025/12/17/2025-1228/jo/texte",
        ),
    ),
];

/// SMIC in cents a month, at 35 hours a week. Not for Mayotte, which has its own. The law may raise it in the middle of a
/// year; the last row ends on the day up to which no later one was known.
const SMIC: &[Dated<u32>] = &[
    ((2024, 1, 1), (2024, 10, 31), 176_692),
    ((2024, 11, 1), (2025, 12, 31), 180_180),
    ((2026, 1, 1), (2026, 1, 31), 182_303),
];

/// Percentages of the SMIC for contracts made since 2019: up to an age, in the first, second and third year.
const FRENCH_PERCENT: &[(u8, [u8; 3])] =
    &[(17, [27, 39, 55]), (20, [43, 51, 67]), (25, [53, 61, 78]), (u8::MAX, [100, 100, 100])];

fn france(Apprentice { age, contract_year }: Apprentice, day: NaiveDate) -> Option<Floor> {
    let smic = *row(SMIC, day)?;
    let (_, years) = FRENCH_PERCENT.iter().find(|(up_to, _)| age <= *up_to)?;
    let percent = *years.get(usize::from(contract_year) - 1)?;
    let hundredths = (smic * u32::from(percent) + 50) / 100;
    Some(Floor { hundredths, currency: "EUR", period: PayPeriod::Month, percent: Some(percent), progressive: false })
}

/// Rates of the United Kingdom in pence an hour.
struct British {
    from_21: u32,
    from_18: u32,
    under_18: u32,
    apprentice: u32,
}

const BRITISH: &[Dated<British>] = &[
    ((2024, 4, 1), (2025, 3, 31), British { from_21: 1_144, from_18: 860, under_18: 640, apprentice: 640 }),
    ((2025, 4, 1), (2026, 3, 31), British { from_21: 1_221, from_18: 1_000, under_18: 755, apprentice: 755 }),
    ((2026, 4, 1), (2027, 3, 31), British { from_21: 1_271, from_18: 1_085, under_18: 800, apprentice: 800 }),
];

/// The age from which an apprentice of the United Kingdom has the minimum of the age after the first year.
const BRITISH_FULL_AGE: u8 = 19;

fn united_kingdom(Apprentice { age, contract_year }: Apprentice, day: NaiveDate) -> Option<Floor> {
    let rates = row(BRITISH, day)?;
    let hundredths = match age {
        age if age < BRITISH_FULL_AGE || contract_year == 1 => rates.apprentice,
        21.. => rates.from_21,
        18.. => rates.from_18,
        _ => rates.under_18,
    };
    Some(Floor { hundredths, currency: "GBP", period: PayPeriod::Hour, percent: None, progressive: false })
}

/// The federal minimum of the United States in cents an hour. It has not changed since; the row ends on the day up to which
/// that was known.
const FEDERAL_MINIMUM: &[Dated<u32>] = &[((2009, 7, 24), (2026, 1, 31), 725)];

fn united_states(day: NaiveDate) -> Option<Floor> {
    let hundredths = *row(FEDERAL_MINIMUM, day)?;
    Some(Floor { hundredths, currency: "USD", period: PayPeriod::Hour, percent: None, progressive: true })
}
