//! The names of companies, as they are compared: one company is written with its legal form and without.

/// What ends the name of a company, or begins it, and says only of which legal form it is.
const FORMS: &[&str] = &[
    "sa",
    "sas",
    "sasu",
    "sarl",
    "eurl",
    "snc",
    "sci",
    "scop",
    "scic",
    "selarl",
    "gie",
    "ltd",
    "limited",
    "llc",
    "llp",
    "lp",
    "plc",
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "gmbh",
    "mbh",
    "ag",
    "kg",
    "kgaa",
    "ohg",
    "ug",
    "se",
    "bv",
    "nv",
    "sl",
    "sau",
    "slu",
    "slne",
    "srl",
    "spa",
    "sprl",
    "scrl",
    "ab",
    "oy",
    "oyj",
    "as",
    "asa",
    "aps",
    "pty",
    "شمم",
    "ذمم",
];

/// Forms that also stand before a name.
const FORMS_BEFORE: &[&str] = &["sa", "sas", "sasu", "sarl", "eurl", "snc", "sci", "scop", "شركه"];

/// What two spellings of one company have in common: its folded name without the legal form.
pub fn without_form(folded: &str) -> String {
    let all = gathered(folded);
    let mut words: Vec<&str> = all.iter().map(String::as_str).collect();
    while words.len() > 1 && words.last().is_some_and(|word| FORMS.contains(word)) {
        words.pop();
    }
    while words.len() > 1 && words.first().is_some_and(|word| FORMS_BEFORE.contains(word)) {
        words.remove(0);
    }
    words.join(" ")
}

/// Words, of which letters that stand alone became one: "s a s" is how "S.A.S." folds.
fn gathered(folded: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was_letter = false;
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let is_letter = word.chars().count() == 1;
        match words.last_mut() {
            Some(last) if is_letter && was_letter => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
        was_letter = is_letter;
    }
    words
}
