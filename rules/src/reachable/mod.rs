//! Where a text says how to reach whoever wrote it: an e-mail address, a handle, a web address, a phone number. What a talent writes of
//! themselves may hold any of them, and is read without them by whom the talent did not accept yet.

mod handle;
mod mail;
mod phone;
mod web;

use std::ops::Range;

/// The parts of a text that say how to reach somebody, as ranges of bytes in their order. None touches another.
pub fn ways(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut ways = Vec::new();
    // An address has a full stop or an at sign, or its name in words. Most texts have none, and need not be looked through.
    if text.contains(web::MARKS) || mail::may_be_spelled(text) {
        ways.extend(mail::find(&chars));
        ways.extend(handle::find(&chars));
        ways.extend(web::find(&chars));
    }
    ways.extend(phone::find(&chars));
    let bytes = |at: usize| chars.get(at).map_or(text.len(), |(byte, _)| *byte);
    merged(ways.into_iter().map(|way| bytes(way.start)..bytes(way.end)).collect())
}

/// Ranges that overlap or touch as one.
fn merged(mut ways: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ways.sort_unstable_by_key(|way| way.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ways.len());
    for way in ways {
        match merged.last_mut().filter(|last| last.end >= way.start) {
            Some(last) => last.end = last.end.max(way.end),
            None => merged.push(way),
        }
    }
    merged
}

/// Signs that are not seen and only part what belongs together: joiners, marks of direction, what makes an emoji of a digit.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{20e3}' | '\u{fe0f}' | '\u{feff}')
}

/// Where a run of signs that starts before some place begins.
fn back(chars: &[(usize, char)], from: usize, belongs: impl Fn(char) -> bool) -> usize {
    chars.iter().take(from).rposition(|(_, c)| !belongs(*c)).map_or(0, |at| at + 1)
}

/// Where a run of signs that starts at some place ends.
fn ahead(chars: &[(usize, char)], from: usize, belongs: impl Fn(char) -> bool) -> usize {
    chars.iter().skip(from).position(|(_, c)| !belongs(*c)).map_or(chars.len(), |length| from + length)
}

/// Some signs as a word in small letters, without what is not seen.
fn lower(chars: &[(usize, char)], range: Range<usize>) -> String {
    let seen = chars.get(range).into_iter().flatten().map(|(_, c)| *c).filter(|c| !is_unseen(*c));
    seen.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text as it is read, with a bar for each part that is taken out.
    fn masked(text: &str) -> String {
        let (mut masked, mut from) = (String::new(), 0);
        for way in ways(text) {
            masked.push_str(&text[from..way.start]);
            masked.push('|');
            from = way.end;
        }
        masked + &text[from..]
    }

    #[test]
    fn mail_is_found_however_it_is_written() {
        for written in [
            "elodie.martin@example.org",
            "Élodie+pro@sous.exemple.fr",
            "elodie_m@gmail",
            "elodie @ example.org",
            "elodie＠example.org",
            "elo\u{200b}die@exam\u{200b}ple.org",
            "elodie (at) example.org",
            "elodie[at]example[dot]org",
            "elodie arobase exemple point fr",
            "elodie arroba ejemplo punto es",
            "mailto:elodie@example.org",
            "@elodie@mastodon.social",
            "أمينة@مثال.موقع",
        ] {
            let found = masked(&format!("Write to {written}, please."));
            assert!(
                ["Write to |, please.", "Write to mailto:|, please."].contains(&found.as_str()),
                "{written}: {found}"
            );
        }
    }

    #[test]
    fn a_handle_is_found() {
        for written in ["@elodie", "@elodie95", "@Elodie_M95", "@el-m", "＠elodie", "@أمينة", "@e\u{200b}lo"] {
            assert_eq!(masked(&format!("GitHub {written}, after")), "GitHub |, after", "{written}");
            assert_eq!(masked(&format!("(GitHub:{written}.)")), "(GitHub:|.)", "{written}");
        }
        assert_eq!(masked("@elodie and (@elodie.m-95.)"), "| and (|.)");
    }

    #[test]
    fn a_handle_is_found_beside_slashes_and_bullets() {
        for (text, left) in [
            ("@zinnia95/", "|/"),
            ("@zinnia95/@zinnia_dev", "|/|"),
            ("@zinnia95 / @zinnia_dev", "| / |"),
            ("@zinnia95/ GitHub", "|/ GitHub"),
            ("-@zinnia95\n-@zinnia_dev", "-|\n-|"),
            ("_@zinnia95_ and __@zinnia95__", "_|_ and __|__"),
            ("a_@zinnia95", "a_@zinnia95"),
            ("GitHub.@zinnia95", "GitHub.|"),
            ("•@zinnia95", "•|"),
            ("\u{200f}@zinnia95", "\u{200f}|"),
            ("@transactional95, @override_me", "|, |"),
        ] {
            assert_eq!(masked(text), left, "{text}");
        }
        for whole in ["elodie.-@example.org", "elo-die@example.org", "el.o@example.org", "elodie.@gmail"] {
            assert_eq!(masked(&format!("({whole})")), "(|)", "{whole} is one address");
        }
    }

    #[test]
    fn the_web_address_of_a_profile_is_found() {
        for written in [
            "https://www.linkedin.com/in/elodie-martin-123/",
            "http://elodie.example/a_(b)?c=d,e#f",
            "ftp://elodie.example",
            "HTTPS://ELODIE.EXAMPLE",
            "linkedin.com/in/elodie",
            "fr.linkedin.com/in/%C3%A9lodie",
            "github.com/elodie",
            "GitHub.com/Elodie?tab=repositories",
            "gitlab.com/elodie/site",
            "www.elodie.example",
            "WWW.Elodie-Martin",
            "elodie-martin.dev",
            "elodie.github.io",
            "elodie.example.co.uk/cv",
            "T.me/elodie",
            "linktr.ee/elodie",
            "exemple.bzh/elodie",
            "example.com:8080/x",
        ] {
            assert_eq!(masked(&format!("My pages: {written}.")), "My pages: |.", "{written}");
            assert_eq!(masked(&format!("«{written}» ({written}), after")), "«|» (|), after", "{written}");
        }
    }

    #[test]
    fn phone_numbers_of_five_countries_are_found() {
        for written in [
            // France.
            "06 12 34 56 78",
            "0612345678",
            "06.12.34.56.78",
            "06-12-34-56-78",
            "06/12/34/56/78",
            "06\u{a0}12\u{202f}34\u{a0}56\u{a0}78",
            "+33 6 12 34 56 78",
            "+33 (0)6 12 34 56 78",
            "+33612345678",
            "0033 6 12 34 56 78",
            "(+33) 6 12 34 56 78",
            "33612345678",
            "0 6 1 2 3 4 5 6 7 8",
            // The United Kingdom.
            "020 7946 0958",
            "(020) 7946 0958",
            "07700 900123",
            "07700 900 123",
            "+44 20 7946 0958",
            "+44 (0)7700 900123",
            "01632 960 001",
            // The United States.
            "(415) 555-0132",
            "415-555-0132",
            "415.555.0132",
            "4155550132",
            "+1 415 555 0132",
            "1-415-555-0132",
            "+1 (415) 555-0132",
            // Morocco.
            "06 61 23 45 67",
            "0661-234567",
            "+212 6 61 23 45 67",
            "+212661234567",
            "00212 661 23 45 67",
            "212661234567",
            "+212 (0) 661-234567",
            // Spain.
            "612 345 678",
            "612 34 56 78",
            "612345678",
            "+34 612 345 678",
            "+34 912 34 56 78",
            "91 123 45 67",
            // In other digits.
            "٠٦ ٦١ ٢٣ ٤٥ ٦٧",
            "٠٦٦١٢٣٤٥٦٧",
            "+٢١٢ ٦ ٦١ ٢٣ ٤٥ ٦٧",
            "۰۶۶۱۲۳۴۵۶۷",
            "\u{200e}+٢١٢٦٦١٢٣٤٥٦٧",
            "0️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
        ] {
            let found = masked(&format!("Call {written}, thanks"));
            assert!(!found.contains(|c: char| phone::digit(c).is_some()), "{written}: {found}");
            assert!(found.starts_with("Call ") && found.ends_with(", thanks"), "{written}: {found}");
        }
        assert_eq!(masked("Tél:0612345678."), "Tél:|.");
        assert_eq!(masked("(06 12 34 56 78)"), "(|)");
        assert_eq!(masked("2019 06 12 34 56 78"), "2019 |", "a year before it");
        assert_eq!(masked("06 12 34 56 78 / 07 12 34 56 78"), "| / |");
        assert_eq!(masked("+33 6 12 34 56 78 10 000 pages"), "| 10 000 pages");
    }

    #[test]
    fn what_only_looks_like_one_stays() {
        for text in [
            "From 2019-2024 and 2019 - 2024, 2019/2020/2021, 2019 2020 2021 2022",
            "09/2019-06/2020, 09/2019-2020, 01/09/2019 - 31/08/2020, 05.2019 – 2021, 2019-09-01",
            "C++17, C++ 17, C++20/23, C#, F#, ISO 27001, ISO/IEC 27001:2022, WCAG 2.2, RNCP 37674, RFC 9457",
            "node.js, Node.js/Express, ASP.NET, ASP.NET/C#, .NET 8, Vue.js, Next.js 14, socket.io, ADO.NET, d3.js",
            "10 000 users, 10 000 utilisateurs, +10 000, +10 000 000, 8 000 - 10 000, 12 500 000, 1.000.000, +12 500 000",
            "index.html, main.rs, README.md, setup.py, app.ts, 192.168.0.1, v1.2.3, 3.14159",
            "and/or, TCP/IP, HTML/CSS, e.g. forms, i.e. tables, B.Sc/M.Sc, Ph.D., a.m./p.m., U.S./UK",
            "@media, @font-face, @angular/core, Folding@home, @ home, @2, @x, look at example, 24/7, 35 h, 100 %, 08:30-17:15",
            "J'ai appris.Ensuite j'ai fait. Me voilà. Aprendí.Es así. Punto final. point final",
            "Java: @Override, @Transactional(readOnly = true), @RestController; -@Entity, @Getter/@Setter",
            "@Component({}), @Injectable(), @Input() name, @nestjs/common, @UseGuards(Auth), @ts-ignore, @types/node",
            "@dataclass, @property, @app.route('/'), use @pytest.fixture and @staticmethod.",
            "٢٠١٩-٢٠٢٤ و ١٠ ٠٠٠ مستخدم",
            "Level 4 : 14 months, 2 courses (12 and 9), 3 × 2, 1/2",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn no_text_ends_it() {
        for text in
            ["", "@", "@.", ".@.", "://", "www.", "+", "(+", "0", "a@", "@a.b", "(at)", "é@é", "…@….…", "arobase"]
        {
            ways(text);
        }
        assert_eq!(masked("a@b.co"), "|");
        // As long as a text about oneself may be and longer, and nothing but what has to be looked at.
        for piece in ["@", "a@", "1 ", "+1", "(at) ", "a.", "://", "0 ", "a@b point "] {
            ways(&piece.repeat(20_000 / piece.len()));
        }
    }
}
