//! Whom somebody means who names an organisation that never sees them: by its name, or by a domain.
//!
//! Names are compared without case, accents and signs, and without the form of the company. A domain stands for everything under it.

use crate::{company::without_form, web};

/// What a typed name or domain is compared by; none where nothing is left of it.
pub fn key(typed: &str, fold: fn(&str) -> String) -> Option<String> {
    let typed = typed.trim();
    domain(typed).map(|domain| of_domain(&domain)).or_else(|| name(typed, fold))
}

/// Everything that an organisation is meant by: its name, the host of its website, the domain of the address that registered it, and
/// each domain that these are under.
pub fn keys(called: &str, website: &str, email: Option<&str>, fold: fn(&str) -> String) -> Vec<String> {
    let mut keys: Vec<String> = name(called, fold).into_iter().chain(key(called, fold)).collect();
    for domain in [domain(website), email.and_then(domain)].into_iter().flatten() {
        let mut rest = domain.as_str();
        while rest.contains('.') {
            keys.push(of_domain(rest));
            rest = rest.split_once('.').map_or("", |(_, rest)| rest);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn of_domain(domain: &str) -> String {
    format!("domain:{domain}")
}

fn name(called: &str, fold: fn(&str) -> String) -> Option<String> {
    let name = without_form(&fold(called));
    (!name.is_empty()).then(|| format!("name:{name}"))
}

/// The domain in a domain, an address of a website, or an e-mail address; none where it is a name.
fn domain(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let address = typed.rsplit_once('@').map_or(typed, |(_, domain)| domain).trim_end_matches('.');
    // `S.A.` is no domain: the last part of one has two letters at least.
    web::domain(address).filter(|domain| domain.rsplit('.').next().is_some_and(|last| last.chars().count() > 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lower(text: &str) -> String {
        text.to_lowercase()
            .replace(|c: char| !c.is_alphanumeric(), " ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn meant(typed: &str, called: &str, website: &str, email: Option<&str>) -> bool {
        key(typed, lower).is_some_and(|key| keys(called, website, email, lower).contains(&key))
    }

    #[test]
    fn a_name_is_meant_however_it_is_written_and_whatever_form_the_company_has() {
        for typed in ["acme", " ACME ", "Acme SAS", "Acme S.A.R.L.", "SARL Acme"] {
            assert!(meant(typed, "Acme", "", None), "{typed}");
            assert!(meant(typed, "ACME, Inc.", "https://other.example", None), "{typed}");
        }
        assert!(!meant("Acme", "Acme Logistics", "", None));
        assert!(!meant("Acme", "Other", "", None));
        assert!(meant("SAS", "sas", "", None), "a name that is a form is a name");
    }

    #[test]
    fn a_domain_stands_for_everything_under_it() {
        for typed in ["acme.fr", "https://www.acme.fr/jobs", "WWW.ACME.FR", "someone@acme.fr"] {
            assert!(meant(typed, "Other", "https://acme.fr", None), "{typed}");
            assert!(meant(typed, "Other", "https://jobs.acme.fr/x", None), "{typed}");
            assert!(meant(typed, "Other", "", Some("hr@acme.fr")), "{typed}");
            assert!(!meant(typed, "Other", "https://notacme.fr", Some("hr@acme.fr.example.org")), "{typed}");
        }
        assert!(!meant("jobs.acme.fr", "Other", "https://acme.fr", None));
        assert!(meant("Booking.com", "Booking.com", "https://example.org", None), "a name that looks like a domain");
    }

    #[test]
    fn nothing_means_nobody() {
        for typed in ["", " ", "—", "..", "@"] {
            assert_eq!(key(typed, lower), None, "{typed}");
        }
        assert_eq!(keys("", "", None, lower), [""; 0]);
        assert_eq!(key("S.A.", lower).as_deref(), Some("name:sa"));
    }
}
