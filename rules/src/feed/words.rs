//! The words of feeds, and which of ours they mean.

use passerelle_api::{account::Language, job::Remote};

/// A text on one line: spaces joined, what cannot be seen left out.
pub fn line(text: &str) -> String {
    let seen = |c: &char| {
        let turns =
            matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        !c.is_control() && !turns && !matches!(c, '\u{200b}' | '\u{feff}')
    };
    let spaced: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(seen).collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Small letters without the accents of the languages that feeds are in, and with the Arabic letters that people write in more than one
/// way made one.
pub fn plain(text: &str) -> String {
    let bare = |c: char| match c {
        'à' | 'á' | 'â' | 'ä' | 'ã' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' => 'ي',
        'ؤ' => 'و',
        'ة' => 'ه',
        c => c,
    };
    // An accent may stand behind its letter, and an Arabic vowel always does; tatweel only stretches a word.
    let is_mark = |c: &char| matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | 'ـ');
    text.chars().flat_map(char::to_lowercase).filter(|c| !is_mark(c)).map(bare).collect()
}

/// The words of a text, without accents.
pub fn split(text: &str) -> Vec<String> {
    let words = plain(text).replace(" +", "+");
    let words = words.split(|c: char| !c.is_alphanumeric() && c != '+');
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The least European level (EQF) among the diplomas that are named, in the language of the ad. `but` is a diploma in capitals only,
/// and a `licence` in French only, where it is none to drive.
pub fn level(said: &str, lang: Language) -> Option<u8> {
    let said = said.replace(" +", "+");
    let written: Vec<&str> =
        said.split(|c: char| !c.is_alphanumeric() && c != '+').filter(|word| !word.is_empty()).collect();
    let words: Vec<String> = written.iter().map(|word| plain(word)).collect();
    let pair = |at: usize| words.get(at + 1).map(String::as_str);
    let is_to_drive = |at: usize| {
        let near = &words[at.saturating_sub(2)..words.len().min(at + 3)];
        near.iter()
            .any(|word| ["driving", "driver", "drivers", "permis", "conduire", "conduite"].contains(&word.as_str()))
    };
    let of = |(at, word): (usize, &String)| match word.as_str() {
        "bep" | "cap" => Some(3),
        "bac" | "baccalaureat" => Some(4),
        "high" if pair(at) == Some("school") => Some(4),
        "bac+2" | "bts" | "dut" | "deug" | "associate" => Some(5),
        "but" => (written[at] == "BUT").then_some(6),
        "licence" => (lang == Language::French && !is_to_drive(at)).then_some(6),
        "bac+3" | "bac+4" | "bac3" | "bac4" | "bachelor" | "maitrise" => Some(6),
        "bac2" => Some(5),
        // "Bac + 5", with a space on both sides.
        "bac+" => match pair(at)? {
            "2" => Some(5),
            "3" | "4" => Some(6),
            "5" | "6" | "7" => Some(7),
            "8" => Some(8),
            _ => None,
        },
        "bac+5" | "bac5" | "b5" | "master" | "mastere" | "ingenieur" | "postgraduate" => Some(7),
        "bac+8" | "bac8" | "doctorat" | "doctorate" | "phd" => Some(8),
        _ => None,
    };
    words.iter().enumerate().filter_map(of).min()
}

/// Whether a word means work that is done elsewhere.
fn is_telework(word: &str) -> bool {
    word.starts_with("teletrav") || word.starts_with("telework") || word == "remote" || word == "remoto"
}

/// Where the work is done. Work that is partly done elsewhere is not remote, and work that is done at its place on some days is not
/// only done there. Whole days or a whole week of work say nothing of the place, so that “complete” counts only beside telework.
pub fn remote(said: &str) -> Option<Remote> {
    let mut said = plain(said).replace(['_', '-'], " ");
    for hours in ["temps partiel", "temps complet", "temps plein", "part time", "full time"] {
        said = said.replace(hours, " ");
    }
    let said = said.replace("100 %", "complet").replace("100\u{a0}%", "complet").replace("100%", "complet");
    let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
    let clauses: Vec<Vec<String>> = said.split([',', ';', '.', '/', '|', '(', ')', '\n']).map(split).collect();
    let whole = ["complet", "complete", "completo", "total", "totale", "full", "fully"];
    let is_whole = |clause: &Vec<String>| {
        let near = |at: usize| &clause[at.saturating_sub(2)..clause.len().min(at + 3)];
        let mut at = clause.iter().enumerate().filter(|(_, word)| whole.contains(&word.as_str())).map(|(at, _)| at);
        at.any(|at| near(at).iter().any(|word| is_telework(word)))
    };
    let days = ["day", "days", "jour", "jours", "dia", "dias"];
    let some =
        ["1", "2", "3", "4", "one", "two", "three", "four", "un", "deux", "trois", "quatre", "dos", "tres", "cuatro"];
    let is_some_days = |clause: &Vec<String>| {
        clause.windows(2).any(|pair| some.contains(&pair[0].as_str()) && days.contains(&pair[1].as_str()))
    };
    let on_site = has(&["on site", "sur site", "presentiel", "presencial"]);
    let telework = clauses.iter().flatten().any(|word| is_telework(word));
    if has(&["pas de teletravail", "pas teletravail", "no remote", "sans teletravail", "sin teletrabajo"]) {
        Some(Remote::OnSite)
    } else if has(&["occasionnel", "ponctuel", "partiel", "regulier", "frequent", "hybrid", "teletravail possible"])
        || (on_site || telework) && clauses.iter().any(is_some_days)
    {
        Some(Remote::Hybrid)
    } else if has(&["telecommute"]) || clauses.iter().any(is_whole) {
        Some(Remote::Remote)
    } else {
        on_site.then_some(Remote::OnSite)
    }
}

/// A code of the ROME, as it is shaped: a letter and four digits.
pub fn rome(said: &str) -> Option<String> {
    let code = line(said).to_uppercase();
    let (letter, digits) = (code.chars().next()?, code.get(1..)?);
    let is_code = letter.is_ascii_uppercase() && digits.len() == 4 && digits.bytes().all(|c| c.is_ascii_digit());
    is_code.then_some(code)
}

/// The codes of ISO 3166-1.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// The code of a country, from its code or its name.
pub fn country(said: &str) -> Option<String> {
    let said = line(said);
    if said.len() == 2 {
        let code = said.to_uppercase();
        // Reserved for the United Kingdom, and written by many.
        let code = if code == "UK" { "GB".to_owned() } else { code };
        return CODES.split(' ').any(|known| known == code).then_some(code);
    }
    let code = match plain(&said).as_str() {
        "france" | "francia" | "فرنسا" => "FR",
        "royaume-uni" | "united kingdom" | "reino unido" | "المملكه المتحده" | "بريطانيا" => "GB",
        "etats-unis" | "united states" | "usa" | "estados unidos" | "الولايات المتحده" | "الولايات المتحده الامريكيه" => {
            "US"
        }
        "espagne" | "spain" | "espana" | "اسبانيا" => "ES",
        "belgique" | "belgium" | "belgica" | "بلجيكا" => "BE",
        "maroc" | "morocco" | "marruecos" | "المغرب" => "MA",
        "tunisie" | "tunisia" | "tunez" | "تونس" => "TN",
        "suisse" | "switzerland" | "suiza" | "سويسرا" => "CH",
        "luxembourg" | "luxemburgo" | "لوكسمبورغ" | "لوكسمبورج" => "LU",
        "canada" | "كندا" => "CA",
        "allemagne" | "germany" | "alemania" | "المانيا" => "DE",
        _ => return None,
    };
    Some(code.to_owned())
}

/// The town of a line that may go on with its region, its district or the number of its post office.
pub fn town(said: &str) -> String {
    let first = line(said.split([',', '(', ';']).next().unwrap_or_default());
    let mut words: Vec<&str> = first.split(' ').collect();
    let is_district = |word: &str| {
        let word = plain(word);
        let digits = word.trim_end_matches("er").trim_end_matches("eme").trim_end_matches('e');
        // A dash before the number of a department stands alone once that is gone.
        let is_sign = !word.contains(char::is_alphanumeric);
        word == "cedex" || word.starts_with("arrondissement") || is_sign || digits.bytes().all(|c| c.is_ascii_digit())
    };
    while words.len() > 1 && words.last().is_some_and(|word| is_district(word)) {
        words.pop();
    }
    let name = words.join(" ");
    if name.chars().any(char::is_lowercase) { name } else { in_small_letters(&name) }
}

/// A name that came in capitals, with one at the beginning of each of its words.
fn in_small_letters(name: &str) -> String {
    let mut begins = true;
    let mut small = String::with_capacity(name.len());
    for c in name.chars() {
        if begins {
            small.push(c)
        } else {
            small.extend(c.to_lowercase())
        }
        begins = !c.is_alphanumeric();
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_diplomas_the_least_is_asked_for() {
        for (said, eqf) in [
            ("BUT, Licence, Bac+3", Some(6)),
            ("Maitrise, IEP, IUP, Bac+4", Some(6)),
            ("Master, Bac+5", Some(7)),
            ("RJ/Qualif/BEP_CAP", Some(3)),
            ("RJ/Qualif/Ingenieur_B5", Some(7)),
            ("RJ/Qualif/Cadre_dirigeant", None),
            ("CAP_BEP_BAC", Some(3)),
            ("Bac +2", Some(5)),
            ("Tout diplôme, but commun", None),
            ("", None),
        ] {
            assert_eq!(level(said, Language::French), eqf, "{said}");
        }
        let spaced = ["Bac + 2", "Bac + 3 minimum", "Bac + 5", "Bac + 8", "Bac + 3/5"];
        let eqf = [5, 6, 7, 8, 6].map(Some);
        assert_eq!(spaced.map(|said| level(said, Language::French)), eqf, "a sign may stand alone");
        assert_eq!(level("Permis B ou licence de conduite", Language::French), None);
        assert_eq!(level("Driving licence, but no diploma", Language::English), None);
    }

    #[test]
    fn work_that_is_sometimes_done_at_home_is_hybrid_and_not_remote() {
        for (said, place) in [
            ("Pas_teletravail", Some(Remote::OnSite)),
            ("Occasionnel", Some(Remote::Hybrid)),
            ("Télétravail partiel", Some(Remote::Hybrid)),
            ("TELECOMMUTE", Some(Remote::Remote)),
            ("Télétravail complet", Some(Remote::Remote)),
            ("100 % télétravail", Some(Remote::Remote)),
            ("Fully remote", Some(Remote::Remote)),
            ("Mutuelle prise en charge à 100 %, télétravail", None),
            ("Temps complet", None),
            ("Total Energies", None),
            ("2 days on site", Some(Remote::Hybrid)),
            ("Deux jours de télétravail par semaine", Some(Remote::Hybrid)),
            ("On-site", Some(Remote::OnSite)),
            ("Temps partiel, présentiel", Some(Remote::OnSite)),
            ("peut-être", None),
        ] {
            assert_eq!(remote(said), place, "{said}");
        }
    }

    #[test]
    fn towns_are_told_from_what_stands_behind_them() {
        for (said, name) in [
            ("PARIS 01", "Paris"),
            ("Lyon 3e Arrondissement", "Lyon"),
            ("Puteaux, Hauts-de-Seine", "Puteaux"),
            ("LILLE CEDEX 9", "Lille"),
            ("SAINT-DENIS", "Saint-Denis"),
            ("Le Mans", "Le Mans"),
            ("Lyon 03 - 69", "Lyon"),
            ("Paris – 15e arrondissement", "Paris"),
            ("  ", ""),
        ] {
            assert_eq!(town(said), name, "{said}");
        }
        assert_eq!(rome("m1805").as_deref(), Some("M1805"));
        assert_eq!((rome("M18"), rome("é1805"), rome("15-1252")), (None, None, None));
        assert_eq!(country("Royaume-Uni").as_deref(), Some("GB"));
        assert_eq!(country("uk").as_deref(), Some("GB"));
        assert_eq!((country("Atlantide"), country("ZZ"), country("é")), (None, None, None));
        assert_eq!(CODES.split(' ').filter(|code| code.len() == 2).count(), 249);
    }

    #[test]
    fn a_country_is_known_by_its_name_in_each_language() {
        for (code, names) in [
            ("FR", ["France", "FRANCE", "Francia", "فرنسا"]),
            ("GB", ["Royaume-Uni", "United Kingdom", "Reino Unido", "المملكة المتحدة"]),
            ("US", ["États-Unis", "United States", "Estados Unidos", "الولايات المتحدة الأمريكية"]),
            ("ES", ["Espagne", "Spain", "España", "إسبانيا"]),
            ("BE", ["Belgique", "Belgium", "Bélgica", "بلجيكا"]),
            ("MA", ["Maroc", "Morocco", "Marruecos", "المغرب"]),
            ("TN", ["Tunisie", "Tunisia", "Túnez", "تونس"]),
            ("CH", ["Suisse", "Switzerland", "Suiza", "سويسرا"]),
            ("LU", ["Luxembourg", "LUXEMBOURG", "Luxemburgo", "لوكسمبورغ"]),
            ("CA", ["Canada", "CANADA", "Canadá", "كندا"]),
            ("DE", ["Allemagne", "Germany", "Alemania", "ألمانيا"]),
        ] {
            for name in names {
                assert_eq!(country(name).as_deref(), Some(code), "{name}");
            }
        }
        let otherwise = ["اسبانيا", "أسبانيا", "إِسْبَانْيَا", "إســبانيا", "\u{200f}إسبانيا", "Espan\u{303}a"];
        assert!(otherwise.iter().all(|name| country(name).as_deref() == Some("ES")), "however it is written");
        // Whoever writes of the Arab Maghreb means five countries.
        assert_eq!((country("المغرب العربي"), country("أطلانتس")), (None, None));
    }
}
