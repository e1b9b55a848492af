//! The text of a row, as HTML that is safe to put into a page, and as plain words.

use std::collections::{HashMap, HashSet};

use ammonia::Builder;
use passerelle_rules::feed::{Row, RowText};

use crate::{feed::escape, text::of_html};

/// Characters of a summary.
const SUMMARY: usize = 220;

/// Times that a text is gone through for what only makes room.
const PASSES: usize = 8;

/// A text that may be HTML. Some feeds have its signs without its elements, and some have the elements written in its signs.
pub fn either(text: String) -> RowText {
    if is_markup(&text) {
        return RowText::Html(text);
    }
    if !has_reference(&text) {
        return RowText::Plain(text);
    }
    let read = without_references(&text);
    // One element may be what the text is about.
    let is_laid_out = ["<p>", "<p ", "<br", "<li>", "<li ", "<div>", "<div "].iter().any(|begin| read.contains(begin));
    if is_laid_out && is_markup(&read) { RowText::Html(read) } else { RowText::Plain(read) }
}

fn is_markup(text: &str) -> bool {
    text.split('<').skip(1).any(|rest| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains('>')
    })
}

/// Whether a sign is written as HTML does where it has no letter for it, as in `&amp;` and `&#233;`.
fn has_reference(text: &str) -> bool {
    text.split('&')
        .skip(1)
        .filter_map(|rest| rest.split_once(';'))
        .any(|(name, _)| (2..=10).contains(&name.len()) && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'#'))
}

/// Reads the signs that HTML writes otherwise in whatever of a row is shown as plain words. Where the feed describes an organisation in
/// HTML, the words of that are left.
pub fn read_signs(row: &mut Row) {
    let places = std::iter::once(&mut row.place).chain(&mut row.further);
    let places = places.flat_map(|place| [&mut place.city, &mut place.region, &mut place.country]);
    let names = [&mut row.title, &mut row.company, &mut row.contract, &mut row.level, &mut row.remote];
    for said in names.into_iter().chain([&mut row.pay.currency, &mut row.pay.words]).chain(places) {
        if has_reference(said) {
            *said = without_references(said);
        }
    }
    row.company_about = match either(std::mem::take(&mut row.company_about)) {
        RowText::Html(markup) => of_html(&cleaner().clean(&markup).to_string()),
        RowText::Plain(text) => text,
    };
}

/// A text without elements as it is read.
fn without_references(text: &str) -> String {
    let clean = Builder::empty().clean(&text.replace('<', "&lt;")).to_string();
    clean.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The parts of a text one below the other. Of a stranger's HTML only paragraphs, lists, headings and stress are left: no link, no
/// picture, no attribute.
pub fn html(parts: &[RowText]) -> String {
    let parts = parts.iter().map(|part| match part {
        RowText::Html(markup) => tidy(&cleaner().clean(markup).to_string()),
        RowText::Plain(text) => paragraphs(text),
    });
    parts.filter(|part| !of_html(part).is_empty()).collect()
}

/// The beginning of an ad's words, cut between two of them.
pub fn summary(words: &str) -> String {
    if words.chars().count() <= SUMMARY {
        return words.to_owned();
    }
    let cut: String = words.chars().take(SUMMARY).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', ' ']))
}

fn cleaner() -> Builder<'static> {
    let tags = ["p", "div", "ul", "ol", "li", "b", "strong", "i", "em", "br", "h1", "h2", "h3", "h4", "h5", "h6"];
    let mut builder = Builder::empty();
    builder.tags(HashSet::from(tags)).generic_attributes(HashSet::new()).tag_attributes(HashMap::new());
    builder
}

/// Brings what the cleaner wrote, which has no attributes, to the elements that ads have here.
fn tidy(clean: &str) -> String {
    let mut html = clean.replace("<div>", "<p>").replace("</div>", "</p>").replace("&nbsp;", " ");
    for (theirs, ours) in
        [("b", "strong"), ("i", "em"), ("h1", "h3"), ("h2", "h3"), ("h4", "h3"), ("h5", "h3"), ("h6", "h3")]
    {
        html = html.replace(&format!("<{theirs}>"), &format!("<{ours}>"));
        html = html.replace(&format!("</{theirs}>"), &format!("</{ours}>"));
    }
    // Once more, because paragraphs inside one another are none: the parser puts them side by side.
    html = cleaner().clean(&html).to_string();
    html = html.replace(['\n', '\r', '\t'], " ");
    // Room inside of room, to a depth that people write; each time reads all of the text.
    for _ in 0..PASSES {
        let before = html.len();
        for (filled, empty) in EMPTY {
            html = html.replace(filled, empty);
        }
        if html.len() == before {
            break;
        }
    }
    html
}

/// What only makes room, with what is left of it: elements without a word, and breaks between blocks.
const EMPTY: [(&str, &str); 15] = [
    ("<p> ", "<p>"),
    ("<p><br>", "<p>"),
    ("<br></p>", "</p>"),
    (" </p>", "</p>"),
    ("<strong></strong>", ""),
    ("<em></em>", ""),
    ("<strong><br></strong>", "<br>"),
    ("<p></p>", ""),
    ("</p> ", "</p>"),
    ("</ul> ", "</ul>"),
    ("</p><br>", "</p>"),
    ("</ul><br>", "</ul>"),
    ("</h3><br>", "</h3>"),
    ("<br><p>", "<p>"),
    ("<br><ul>", "<ul>"),
];

/// Plain text as paragraphs and lists: a line that begins with a dash or a dot is an item.
fn paragraphs(text: &str) -> String {
    let mut html = String::new();
    let (mut in_list, mut in_paragraph) = (false, false);
    let close = |html: &mut String, in_list: &mut bool, in_paragraph: &mut bool| {
        html.push_str(if *in_list { "</ul>" } else { "" });
        html.push_str(if *in_paragraph { "</p>" } else { "" });
        (*in_list, *in_paragraph) = (false, false);
    };
    for line in text.lines().map(str::trim) {
        let item = ["- ", "– ", "• ", "* ", "•\t", "-\t"].iter().find_map(|sign| line.strip_prefix(sign));
        match item.map(str::trim).filter(|item| !item.is_empty()) {
            Some(item) => {
                if !in_list {
                    close(&mut html, &mut in_list, &mut in_paragraph);
                    html.push_str("<ul>");
                    in_list = true;
                }
                html.push_str(&format!("<li>{}</li>", escape(item)));
            }
            None if line.is_empty() => close(&mut html, &mut in_list, &mut in_paragraph),
            None => {
                if in_list {
                    close(&mut html, &mut in_list, &mut in_paragraph);
                }
                html.push_str(if in_paragraph { "<br>" } else { "<p>" });
                html.push_str(&escape(line));
                in_paragraph = true;
            }
        }
    }
    close(&mut html, &mut in_list, &mut in_paragraph);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html_of(markup: &str) -> String {
        html(&[RowText::Html(markup.to_owned())])
    }

    #[test]
    fn nothing_that_runs_leads_away_or_shows_a_picture_is_left() {
        let said = "<h1 onclick=\"x()\">Poste</h1><script>alert(1)</script><p style=\"color:red\">Un <b>métier</b> \
                    <a href=\"https://x.example\">ici</a><img src=x onerror=y></p><iframe src=\"//e\"></iframe><svg><style>*{}</style></svg>";
        assert_eq!(html_of(said), "<h3>Poste</h3><p>Un <strong>métier</strong> ici</p>");
    }

    #[test]
    fn empty_paragraphs_go_and_those_inside_others_stand_side_by_side() {
        assert_eq!(html_of("<p><br>&nbsp;</p><br><p>A</p><p><b></b></p>"), "<p>A</p>");
        let nested = html_of("<div><p>A</p><div>B</div></div>");
        assert!(nested.contains("<p>A</p>") && nested.contains("<p>B</p>") && !nested.contains("<p><p>"), "{nested}");
        assert_eq!(html_of("<p> </p>"), "");
    }

    #[test]
    fn plain_text_keeps_its_paragraphs_and_lists_and_never_becomes_markup() {
        let text = RowText::Plain("Un <b>poste</b> & plus\nici\n\n- A\n• B\nFin".to_owned());
        assert_eq!(
            html(&[text]),
            "<p>Un &lt;b&gt;poste&lt;/b&gt; &amp; plus<br>ici</p><ul><li>A</li><li>B</li></ul><p>Fin</p>"
        );
        assert!(matches!(either("3 < 4 et 5 > 2".to_owned()), RowText::Plain(_)));
        assert!(matches!(either("<p> Un groupe</p>".to_owned()), RowText::Html(_)));
    }

    #[test]
    fn signs_that_are_written_as_html_does_are_read_with_and_without_its_elements() {
        for (said, read) in [
            ("R&amp;D :\n- l&#39;&eacute;quipe", RowText::Plain("R&D :\n- l'équipe".to_owned())),
            ("&lt;p&gt;Un poste&lt;/p&gt;", RowText::Html("<p>Un poste</p>".to_owned())),
            ("La balise &lt;b&gt;, </3", RowText::Plain("La balise <b>, </3".to_owned())),
            ("AT&T; R&D", RowText::Plain("AT&T; R&D".to_owned())),
        ] {
            assert_eq!(either(said.to_owned()), read, "{said}");
        }
    }

    #[test]
    fn names_are_read_as_they_are_meant_and_descriptions_without_their_elements() {
        let mut row = Row {
            title: "Technicien R&amp;D <b> &lt;C&gt;".to_owned(),
            company: "L&#39;Oréal &amp; Cie".to_owned(),
            company_about: "<p>Du pain</p><script>x</script><p>L&rsquo;été &amp; l&#39;hiver</p>".to_owned(),
            url: "https://e.example/?a=1&amp;b=2".to_owned(),
            ..Row::default()
        };
        row.place.city = "Saint-&Eacute;tienne".to_owned();
        row.pay.words = "1 800 &euro; par mois".to_owned();
        row.further = vec![row.place.clone()];
        read_signs(&mut row);
        assert_eq!((row.title.as_str(), row.company.as_str()), ("Technicien R&D <b> <C>", "L'Oréal & Cie"));
        assert_eq!((row.place.city.as_str(), row.further[0].city.as_str()), ("Saint-Étienne", "Saint-Étienne"));
        assert_eq!(
            (row.pay.words.as_str(), row.company_about.as_str()),
            ("1 800 € par mois", "Du pain L’été & l'hiver")
        );
        assert_eq!(row.url, "https://e.example/?a=1&amp;b=2", "an address is what it is");
    }

    #[test]
    fn words_are_read_back_and_cut_between_two() {
        assert_eq!(of_html("<p>R&amp;D &lt;x&gt;</p><ul><li>A</li></ul>"), "R&D <x> A");
        let long = "mot ".repeat(100);
        let short = summary(long.trim());
        assert!(short.ends_with("mot…") && short.chars().count() <= SUMMARY + 1);
        assert_eq!(summary("court"), "court");
    }
}
