//! A search of the job board as XML of our own, for sites that bring ads in by files. It has the whole ad, as its page has it, and no
//! element for what the employer did not say. `docs/feeds.md` describes it.

use passerelle_api::job::JobCard;
use passerelle_rules::ad::says_posting;

use crate::{
    feed::{Feed, ad_address, element, escape},
    store::job::JobDetails,
};

/// Writes the ads of a search.
pub fn write(feed: &Feed<'_>, ads: &[(&JobCard, &JobDetails)]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    xml.push_str(&format!(
        "<jobs version=\"1\" search=\"{}\" written=\"{}\">\n",
        escape(&feed.page()),
        feed.now.to_rfc3339()
    ));
    for (card, details) in ads {
        job(&mut xml, feed.origin, card, details);
    }
    xml.push_str("</jobs>\n");
    xml
}

fn job(xml: &mut String, origin: &str, card: &JobCard, details: &JobDetails) {
    xml.push_str(&format!("<job id=\"{}\" lang=\"{}\">\n", escape(card.slug.as_str()), card.lang.as_str()));
    element(xml, "url", &ad_address(origin, card));
    element(xml, "apply", details.apply_url.as_deref().unwrap_or(&format!("{}/apply", ad_address(origin, card))));
    element(xml, "title", &card.title);
    element(xml, "summary", &card.summary);
    // HTML as text, so that whatever stands in it is no part of this document.
    element(xml, "description", &details.html);
    if says_posting(details.apply_url.is_some(), card.posted_at) {
        element(xml, "posted", &card.posted_at.to_rfc3339());
    }
    element(xml, "employer", &card.employer.name);
    element(xml, "contract", card.contract.as_str());
    if let Some(remote) = card.remote {
        element(xml, "remote", remote.as_str());
    }
    if let Some(openings) = details.openings {
        element(xml, "openings", &openings.to_string());
    }
    xml.push_str(&format!("<place country=\"{}\">\n", escape(&card.place.country)));
    element(xml, "town", &card.place.name);
    if !card.place.region.is_empty() {
        element(xml, "region", &card.place.region);
    }
    xml.push_str("</place>\n");
    if let Some(pay) = &card.pay {
        let (currency, period) = (escape(&pay.currency), pay.period.as_str());
        xml.push_str(&format!(
            "<pay min=\"{}\" max=\"{}\" currency=\"{currency}\" period=\"{period}\"/>\n",
            pay.min, pay.max
        ));
    }
    let said = [
        ("level", card.level.map(|level| level.to_string())),
        ("start", card.start.map(|day| day.to_string())),
        ("months", details.duration_months.map(|months| months.to_string())),
        ("training-days", card.training_days_per_week.map(|days| days.to_string())),
        ("rome", details.rome.clone()),
    ];
    for (name, value) in said {
        if let Some(value) = value {
            element(xml, name, &value);
        }
    }
    for (name, said) in
        [("accessible-workplace", card.accessible_workplace), ("disability-confident", details.disability_confident)]
    {
        if said {
            element(xml, name, "yes");
        }
    }
    for code in &details.languages {
        element(xml, "language", code);
    }
    for (kind, skills) in [("needed", &details.must), ("welcome", &details.nice)] {
        for skill in skills {
            xml.push_str(&format!("<skill kind=\"{kind}\">{}</skill>\n", escape(skill.as_str())));
        }
    }
    xml.push_str("</job>\n");
}
