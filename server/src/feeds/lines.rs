//! Lines that an ad's text gets for what its feed says and searches have no field for, in the language of the ad.

use passerelle_api::account::Language;
use passerelle_rules::feed::Town;

use crate::{feed::escape, store::reference::Named, text::fold};

/// Pay that is only said in words.
pub fn pay(said: &str, lang: Language) -> String {
    let label = match lang {
        Language::English => "Pay:",
        Language::French => "Rémunération\u{a0}:",
        Language::Spanish => "Salario:",
        Language::Arabic => "الأجر:",
    };
    line(label, said)
}

/// A start of which nothing tells which number is the month, as it is written.
pub fn start(said: &str, lang: Language) -> String {
    let label = match lang {
        Language::English => "Start:",
        Language::French => "Début\u{a0}:",
        Language::Spanish => "Inicio:",
        Language::Arabic => "البداية:",
    };
    line(label, said)
}

/// The places of work besides the one at which the ad is found; nothing where there are none.
pub fn places(further: &[&Town], shown: &Named, lang: Language) -> String {
    if further.is_empty() {
        return String::new();
    }
    let (label, comma) = match lang {
        Language::English => ("Other places of work:", ", "),
        Language::French => ("Autres lieux de travail\u{a0}:", ", "),
        Language::Spanish => ("Otros lugares de trabajo:", ", "),
        Language::Arabic => ("أماكن عمل أخرى:", "، "),
    };
    let names: Vec<String> = further.iter().map(|town| name(town, shown)).collect();
    line(label, &names.join(comma))
}

/// A town, with what tells it from the one that is shown where that is called the same or is elsewhere.
fn name(town: &Town, shown: &Named) -> String {
    let name = fold(&town.name);
    let is_called_so = shown.names.values().any(|other| fold(other) == name);
    let abroad = !town.country.is_empty() && town.country != shown.country;
    match (abroad, is_called_so && !town.region.is_empty()) {
        (true, _) => format!("{} ({})", town.name, town.country),
        (false, true) => format!("{} ({})", town.name, town.region),
        (false, false) => town.name.clone(),
    }
}

fn line(label: &str, said: &str) -> String {
    format!("<p>{}</p>", escape(&format!("{label} {said}")))
}
