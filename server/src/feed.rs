//! A search of the job board as feed readers and other sites read it: Atom, RSS 2.0, and schema.org as JSON-LD.

use passerelle_api::{DateTime, Utc, job::JobCard};
use passerelle_rules::ad;

/// A search that others follow.
#[derive(Debug, Clone)]
pub struct Feed<'a> {
    /// The scheme and host of this site, without a slash at the end.
    pub origin: &'a str,
    /// The query of the search, without the question mark.
    pub query: &'a str,
    /// Where the feed itself is, from the slash on.
    pub path: &'a str,
    pub cards: &'a [JobCard],
    pub now: DateTime<Utc>,
}

impl Feed<'_> {
    /// The search on this site.
    pub fn page(&self) -> String {
        with_query(&format!("{}/jobs", self.origin), self.query)
    }

    fn own(&self) -> String {
        with_query(&format!("{}{}", self.origin, self.path), self.query)
    }

    fn ad(&self, card: &JobCard) -> String {
        ad_address(self.origin, card)
    }

    /// When the newest ad came, or now where there is none.
    fn updated(&self) -> DateTime<Utc> {
        self.cards.iter().map(|card| card.posted_at).max().unwrap_or(self.now)
    }

    /// The search as an Atom feed (RFC 4287).
    pub fn atom(&self) -> String {
        let mut xml =
            String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
        element(&mut xml, "title", TITLE);
        element(&mut xml, "id", &self.own());
        element(&mut xml, "updated", &self.updated().to_rfc3339());
        xml.push_str(&format!("<link rel=\"self\" href=\"{}\"/>\n", escape(&self.own())));
        xml.push_str(&format!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", escape(&self.page())));
        for card in self.cards {
            xml.push_str(&format!("<entry xml:lang=\"{}\">\n", card.lang.as_str()));
            element(&mut xml, "title", &card.title);
            element(&mut xml, "id", &self.ad(card));
            xml.push_str(&format!("<link rel=\"alternate\" href=\"{}\"/>\n", escape(&self.ad(card))));
            if says_posting(card) {
                element(&mut xml, "published", &card.posted_at.to_rfc3339());
            }
            // Every entry has this one, and all that is known of an undated ad is when it came here.
            element(&mut xml, "updated", &card.posted_at.to_rfc3339());
            xml.push_str(&format!("<author><name>{}</name></author>\n", escape(&card.employer.name)));
            xml.push_str(&format!("<category term=\"{}\"/>\n", card.contract.as_str()));
            element(&mut xml, "summary", &summary(card));
            xml.push_str("</entry>\n");
        }
        xml.push_str("</feed>\n");
        xml
    }

    /// The search as RSS 2.0.
    pub fn rss(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\">\n<channel>\n");
        element(&mut xml, "title", TITLE);
        element(&mut xml, "link", &self.page());
        element(&mut xml, "description", "Job ads of Passerelle, the newest first.");
        element(&mut xml, "lastBuildDate", &self.updated().to_rfc2822());
        for card in self.cards {
            xml.push_str("<item>\n");
            element(&mut xml, "title", &format!("{}, {}", card.title, card.employer.name));
            element(&mut xml, "link", &self.ad(card));
            element(&mut xml, "guid", &self.ad(card));
            if says_posting(card) {
                element(&mut xml, "pubDate", &card.posted_at.to_rfc2822());
            }
            element(&mut xml, "category", card.contract.as_str());
            element(&mut xml, "description", &summary(card));
            xml.push_str("</item>\n");
        }
        xml.push_str("</channel>\n</rss>\n");
        xml
    }
}

const TITLE: &str = "Passerelle: job ads";

/// The address of an ad on this site.
pub fn ad_address(origin: &str, card: &JobCard) -> String {
    format!("{origin}/jobs/{}", passerelle_api::endpoint::escape(card.slug.as_str()))
}

/// Whether an ad says when it was posted. Nobody here counts who applies on another site.
fn says_posting(card: &JobCard) -> bool {
    ad::says_posting(card.applicants.is_none(), card.posted_at)
}

fn with_query(address: &str, query: &str) -> String {
    if query.is_empty() { address.to_owned() } else { format!("{address}?{query}") }
}

/// What the ad is in a sentence, with its place and its pay where that is said.
fn summary(card: &JobCard) -> String {
    let pay = card.pay.as_ref().map(|pay| {
        let amount = if pay.min == pay.max { pay.min.to_string() } else { format!("{}-{}", pay.min, pay.max) };
        format!(" {amount} {}/{}.", pay.currency, pay.period.as_str())
    });
    format!("{} {}, {}.{}", card.summary, card.place.name, card.place.country, pay.unwrap_or_default())
}

/// An element with a text in it.
pub fn element(xml: &mut String, name: &str, text: &str) {
    xml.push_str(&format!("<{name}>{}</{name}>\n", escape(text)));
}

/// Text as it may stand in XML. Control characters may not stand there in any form, so they are left out.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_in_a_text_becomes_markup() {
        assert_eq!(escape("R&D <b>\"x\"</b>\u{0}\u{b}\nend"), "R&amp;D &lt;b&gt;&quot;x&quot;&lt;/b&gt; end");
    }
}
