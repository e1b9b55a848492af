//! Whom somebody means who names an organisation that never sees them: by its name, or by a domain.
//!
//! Names are compared without case, accents and signs, and without the form of the company. A domain stands for everything under it.
//!
//! Whoever chooses an organisation that is here means it however it comes: called so, or of the domain of its website where that is
//! verified.

use crate::{company::without_form, web};

/// What a typed name or domain is compared by; none where nothing is left of it.
pub fn key(typed: &str, fold: fn(&str) -> String) -> Option<String> {
    let typed = typed.trim();
    domain(typed).map(|domain| of_domain(&domain)).or_else(|| name(typed, fold))
}

/// What an organisation says of itself, with the addresses of its people.
#[derive(Debug, Clone, Copy)]
pub struct Organisation<'a> {
    pub name: &'a str,
    pub website: &'a str,
    /// The address that registered it.
    pub registrant: Option<&'a str>,
    pub members: &'a [String],
}

/// Everything that an organisation is meant by: its name, the host of its website, the domains of the address that registered it and of
/// its members' own, and each domain that these are under.
pub fn keys(of: Organisation<'_>, fold: fn(&str) -> String) -> Vec<String> {
    let Organisation { name: called, website, registrant, members } = of;
    let mut keys: Vec<String> = name(called, fold).into_iter().chain(key(called, fold)).collect();
    let people = registrant.into_iter().chain(members.iter().map(String::as_str));
    let own = people.filter_map(domain).filter(|domain| !is_public(domain));
    // Whoever named a domain by its own letters before all ways to write it were one is compared by these still.
    let spelt = |domain: String| [idna::domain_to_unicode(&domain).0, domain];
    for domain in domain(website).into_iter().chain(own).flat_map(spelt) {
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

/// What an organisation that somebody chose is known by where it comes anew: its name, and the host of its website, empty where it is not
/// verified, unless anybody has an address or a page there.
pub fn own_keys(called: &str, website: &str, fold: fn(&str) -> String) -> Vec<String> {
    name(called, fold).into_iter().chain(own_domain(website).map(|domain| of_domain(&domain))).collect()
}

/// The host of a website, unless anybody has an address or a page there.
pub fn own_domain(website: &str) -> Option<String> {
    domain(website).filter(|domain| !is_public(domain) && !is_shared(domain))
}

/// What stands for whoever comes by the choice of an organisation. No name or domain that is typed is compared by the same.
pub fn of_chosen(employer: &str) -> String {
    format!("employer:{employer}")
}

/// Whether more organisations are chosen than may be. Those that are chosen already may stay however they came: whoever declines a
/// request can add one to as many as there may be.
pub fn are_too_many(chosen: usize, kept: usize, most: u64) -> bool {
    chosen as u64 > most && chosen > kept
}

/// Where people have their mail whoever they work for: such an address says nothing of an organisation that its owner joined.
const PUBLIC_MAIL: [&str; 48] = [
    "126.com",
    "163.com",
    "aliceadsl.fr",
    "aol.com",
    "bbox.fr",
    "bluewin.ch",
    "club-internet.fr",
    "fastmail.com",
    "free.fr",
    "gmail.com",
    "gmx.com",
    "gmx.de",
    "gmx.fr",
    "gmx.net",
    "googlemail.com",
    "hey.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.es",
    "hotmail.fr",
    "icloud.com",
    "laposte.net",
    "libero.it",
    "live.com",
    "live.fr",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "neuf.fr",
    "orange.fr",
    "outlook.com",
    "outlook.es",
    "outlook.fr",
    "pm.me",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "sfr.fr",
    "t-online.de",
    "wanadoo.fr",
    "web.de",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.es",
    "yahoo.fr",
    "yandex.com",
];

/// Where organisations have a page beside those of everybody else, at the host itself or a host of its language. Whatever is under one of
/// these counts as shared too.
const SHARED_SITES: [&str; 30] = [
    "apply.workable.com",
    "careers.smartrecruiters.com",
    "facebook.com",
    "francetravail.fr",
    "github.com",
    "gitlab.com",
    "glassdoor.co.uk",
    "glassdoor.com",
    "glassdoor.es",
    "glassdoor.fr",
    "greenhouse.io",
    "hellowork.com",
    "indeed.com",
    "infojobs.net",
    "instagram.com",
    "jobs.ashbyhq.com",
    "jobs.smartrecruiters.com",
    "jobteaser.com",
    "lever.co",
    "linkedin.com",
    "linktr.ee",
    "medium.com",
    "notion.site",
    "sites.google.com",
    "tiktok.com",
    "twitter.com",
    "welcometothejungle.com",
    "wellfound.com",
    "x.com",
    "youtube.com",
];

fn is_shared(domain: &str) -> bool {
    SHARED_SITES.iter().any(|site| domain.strip_suffix(site).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

fn is_public(domain: &str) -> bool {
    PUBLIC_MAIL.contains(&domain)
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

    fn meant(typed: &str, name: &str, website: &str, registrant: Option<&str>) -> bool {
        let of = Organisation { name, website, registrant, members: &[] };
        key(typed, lower).is_some_and(|key| keys(of, lower).contains(&key))
    }

    #[test]
    fn a_domain_is_the_same_however_its_letters_are_written() {
        for typed in ["café-dupont.fr", "CAFÉ-DUPONT.FR", "cafe\u{301}-dupont.fr", "https://xn--caf-dupont-d7a.fr/jobs"]
        {
            assert!(meant(typed, "Other", "https://www.Café-Dupont.fr", None), "{typed}");
            assert!(meant(typed, "Other", "https://xn--caf-dupont-d7a.fr", None), "{typed}");
            assert!(meant_by_member(typed, "zoe@café-dupont.fr"), "{typed}");
            assert!(!meant(typed, "Other", "https://cafe-dupont.fr", None), "{typed}");
        }
        let of =
            Organisation { name: "Other", website: "https://xn--caf-dupont-d7a.fr", registrant: None, members: &[] };
        assert!(keys(of, lower).contains(&of_domain("café-dupont.fr")), "a name from before");
    }

    fn meant_by_member(typed: &str, email: &str) -> bool {
        let members = ["first@elsewhere.example".to_owned(), email.to_owned()];
        let of = Organisation { name: "Other", website: "", registrant: None, members: &members };
        key(typed, lower).is_some_and(|key| keys(of, lower).contains(&key))
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
    fn whoever_joined_brings_their_domain_unless_it_is_everybodys() {
        assert!(meant_by_member("acme.fr", "someone@acme.fr"));
        assert!(meant_by_member("acme.fr", "Someone@Mail.ACME.fr"));
        assert!(meant_by_member("elsewhere.example", "someone@acme.fr"), "each of them");
        assert!(!meant_by_member("acme.fr", "someone@acme.fr.example"));
        for public in PUBLIC_MAIL {
            let email = format!("someone@{public}");
            assert!(!meant_by_member(public, &email) && !meant(public, "Other", "", Some(&email)), "{public}");
        }
        assert!(!meant_by_member("gmail.com", "Someone@GMAIL.com"));
        assert!(meant_by_member("orange.com", "someone@orange.com"), "a company that also gives mail away");
    }

    /// Whether who chose one organisation means another by that.
    fn brings(chosen: (&str, &str), name: &str, website: &str, registrant: Option<&str>) -> bool {
        let other = keys(Organisation { name, website, registrant, members: &[] }, lower);
        own_keys(chosen.0, chosen.1, lower).iter().any(|key| other.contains(key))
    }

    #[test]
    fn a_chosen_organisation_is_meant_under_its_name_and_at_its_domain() {
        let acme = ("Acme SAS", "https://www.acme.fr/about");
        assert!(brings(acme, "ACME", "https://other.example", None));
        assert!(brings(acme, "Acme Talents", "https://acme.fr", None));
        assert!(brings(acme, "Other", "https://jobs.acme.fr", None));
        assert!(brings(acme, "Other", "https://other.example", Some("hr@acme.fr")));
        assert!(!brings(acme, "Acme Talents", "https://other.example", None));
        assert!(!brings(acme, "Other", "https://notacme.fr", Some("someone@other.example")));
        assert!(brings(("Decathlon", ""), "Decathlon SA", "https://decathlon.example", None), "one of a feed");
        assert!(!brings(("", ""), "", "", None));
        assert_eq!(key(&of_chosen("acme"), lower).as_deref(), Some("name:employer acme"), "nobody types it");
    }

    #[test]
    fn a_place_of_everybodys_mail_or_pages_is_nobodys_domain() {
        for public in PUBLIC_MAIL {
            let website = format!("https://{public}");
            assert!(!brings(("Acme", &website), "Other", &website, Some(&format!("someone@{public}"))), "{public}");
        }
        for site in [
            "https://fr.linkedin.com/company/acme",
            "https://facebook.com/acme",
            "https://sites.google.com/a",
            "https://www.welcometothejungle.com/fr/companies/acme",
            "https://apply.workable.com/acme",
            "https://careers.smartrecruiters.com/acme",
            "https://www.glassdoor.co.uk/acme",
            "https://candidat.francetravail.fr/acme",
        ] {
            assert!(!brings(("Acme", site), "Other", site, None), "{site}");
        }
        for own in ["https://acme.github.io", "https://acme.workable.com", "https://acme.gitlab.io"] {
            assert!(brings(("Acme", own), "Other", own, None), "{own} is a host of its own");
        }
        assert!(brings(("Acme", "https://netflix.com"), "Other", "https://netflix.com", None), "it only ends like one");
    }

    #[test]
    fn whoever_has_too_many_already_can_still_save() {
        assert!(!are_too_many(50, 0, 50));
        assert!(are_too_many(51, 50, 50));
        assert!(!are_too_many(51, 51, 50));
        assert!(!are_too_many(51, 52, 50), "fewer than before");
        assert!(are_too_many(52, 51, 50));
    }

    #[test]
    fn nothing_means_nobody() {
        for typed in ["", " ", "—", "..", "@"] {
            assert_eq!(key(typed, lower), None, "{typed}");
        }
        let nobody = Organisation { name: "", website: "", registrant: None, members: &[] };
        assert_eq!(keys(nobody, lower), [""; 0]);
        assert_eq!(key("S.A.", lower).as_deref(), Some("name:sa"));
    }
}
