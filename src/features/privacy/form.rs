//! What the form holds, and what it says beside what is kept.

use std::collections::BTreeSet;

use passerelle_api::privacy::{Privacy, PrivacyChange};
use serde::{Deserialize, Serialize};

use crate::{i18n as tr, meanwhile};

/// The heading of the form, where focus goes once nothing is left to decide.
pub const CHOOSE: &str = "privacy-choose";

/// What stands in the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    pub hidden: Vec<String>,
    /// The organisations with their names, which a list that is searched anew may not have.
    pub blocked: Vec<(String, String)>,
    pub named: String,
    /// The version of what is kept that this goes on from.
    pub version: u32,
}

impl meanwhile::Form for Form {
    type Kept = Privacy;

    const OVERTAKEN: [fn() -> String; 2] = [tr::privacy::overtaken, tr::privacy::overtaken_text];

    const FIRST: &'static str = CHOOSE;

    fn of(kept: &Privacy) -> Self {
        Self {
            hidden: kept.hidden.iter().map(|field| field.as_str().to_owned()).collect(),
            blocked: kept.blocked.iter().map(|employer| (employer.slug.0.clone(), employer.name.clone())).collect(),
            named: kept.named.join("\n"),
            version: kept.version,
        }
    }

    fn is_begun_from(&self, kept: &Privacy) -> bool {
        self.version == kept.version
    }

    fn begun_from(self, kept: &Privacy) -> Self {
        Self { version: kept.version, ..self }
    }

    fn says_same(&self, kept: &Privacy) -> bool {
        self.says() == Self::of(kept).says()
    }

    fn undoes(&self, kept: &Privacy) -> Vec<String> {
        let kept = Self::of(kept);
        let names = self.lets_in(&kept);
        let lets_in = (!names.is_empty()).then(|| tr::privacy::overtaken_lets_in(&tr::list(&names)));
        let shows = self.shows(&kept).then(tr::privacy::overtaken_shows);
        lets_in.into_iter().chain(shows).collect()
    }
}

impl Form {
    /// The organisations that are chosen.
    pub fn chosen(&self) -> Vec<String> {
        self.blocked.iter().map(|(slug, _)| slug.clone()).collect()
    }

    pub fn change(&self) -> PrivacyChange {
        PrivacyChange {
            version: Some(self.version),
            hidden: self.hidden.iter().filter_map(|field| field.parse().ok()).collect(),
            blocked: self.chosen().into_iter().map(Into::into).collect(),
            named: Some(self.lines().map(str::to_owned).collect()),
        }
    }

    /// The lines of names that say something.
    fn lines(&self) -> impl Iterator<Item = &str> {
        self.named.lines().map(str::trim).filter(|line| !line.is_empty())
    }

    /// What it says, in whatever order and whatever it goes on from.
    fn says(&self) -> [BTreeSet<String>; 3] {
        [
            self.hidden.iter().cloned().collect(),
            self.chosen().into_iter().collect(),
            self.lines().map(str::to_owned).collect(),
        ]
    }

    /// The organisations and names that are kept out and would be let in by this.
    fn lets_in(&self, kept: &Self) -> Vec<String> {
        let blocked = kept.blocked.iter().filter(|(slug, _)| self.blocked.iter().all(|(other, _)| other != slug));
        let named = kept.lines().filter(|line| self.lines().all(|other| other != *line));
        blocked.map(|(_, name)| name.clone()).chain(named.map(str::to_owned)).collect()
    }

    /// Whether a part that is kept back would be shown by this.
    fn shows(&self, kept: &Self) -> bool {
        kept.hidden.iter().any(|field| !self.hidden.contains(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(version: u32, hidden: &[&str], blocked: &[&str], named: &str) -> Form {
        Form {
            hidden: hidden.iter().map(|&field| field.to_owned()).collect(),
            blocked: blocked.iter().map(|&slug| (slug.to_owned(), slug.to_uppercase())).collect(),
            named: named.into(),
            version,
        }
    }

    #[test]
    fn order_and_empty_lines_say_nothing() {
        let one = form(1, &["pay", "about"], &["a", "b"], " Acme \n\nacme.example\n");
        let same = |version, hidden: &[&str], blocked: &[&str], named: &str| {
            one.says() == form(version, hidden, blocked, named).says()
        };
        assert!(same(2, &["about", "pay"], &["b", "a"], "acme.example\nAcme"));
        assert!(!same(1, &["about"], &["b", "a"], "acme.example\nAcme"));
        assert!(!same(1, &["about", "pay"], &["b"], "acme.example\nAcme"));
        assert!(!same(1, &["about", "pay"], &["b", "a"], "Acme"));
    }

    #[test]
    fn what_saving_would_undo_is_said_by_name() {
        let kept = form(2, &["pay"], &["a", "b"], "Acme\nlater.example");
        let typed = form(1, &["about"], &["b", "c"], "later.example");
        assert_eq!((typed.lets_in(&kept), typed.shows(&kept)), (vec!["A".to_owned(), "Acme".into()], true));
        assert_eq!((kept.lets_in(&kept), kept.shows(&kept)), (vec![], false));
    }

    #[test]
    fn what_is_sent_says_what_it_goes_on_from() {
        let change = form(7, &["pay", "of-another-time"], &["acme"], " Acme \n\n").change();
        assert_eq!((change.version, change.hidden.len(), change.blocked.len()), (Some(7), 1, 1));
        assert_eq!(change.named, Some(vec!["Acme".to_owned()]));
    }
}
