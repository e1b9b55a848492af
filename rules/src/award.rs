//! What a certificate states, and the code it is found by.

use passerelle_api::id::{CertificateCode, CourseSlug, SkillCode};

/// Everything that a certificate states, which its digest is taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement<'a> {
    pub code: &'a CertificateCode,
    pub holder: &'a str,
    pub course: &'a CourseSlug,
    /// Language and title, in the order of the languages' codes.
    pub titles: &'a [(String, String)],
    pub minutes: u32,
    pub percent: u8,
    pub skills: &'a [SkillCode],
    pub issuer: &'a str,
    pub awarded_at_ms: i64,
}

impl Statement<'_> {
    /// The statement as text. Each value stands behind its length, so that no two statements give the same text.
    pub fn text(&self) -> String {
        let mut text = String::from("passerelle certificate 1\n");
        let mut line = |name: &str, value: &str| text.push_str(&format!("{name} {}:{value}\n", value.len()));
        line("code", self.code.as_str());
        line("holder", self.holder);
        line("course", self.course.as_str());
        for (language, title) in self.titles {
            line("language", language);
            line("title", title);
        }
        line("minutes", &self.minutes.to_string());
        line("percent", &self.percent.to_string());
        for skill in self.skills {
            line("skill", skill.as_str());
        }
        line("issuer", self.issuer);
        line("awarded", &self.awarded_at_ms.to_string());
        text
    }
}

/// The mark of a course: the mean of its quizzes' best marks, rounded down. `None` without a quiz.
pub fn percent(best: &[u8]) -> Option<u8> {
    let sum: usize = best.iter().map(|percent| usize::from(*percent)).sum();
    u8::try_from(sum.checked_div(best.len())?).ok()
}

/// Sixteen characters as a code in groups of four, as people copy it.
pub fn code(characters: &str) -> CertificateCode {
    let groups: Vec<&str> = [0, 4, 8, 12].iter().filter_map(|start| characters.get(*start..*start + 4)).collect();
    CertificateCode(groups.join("-"))
}

/// The code that somebody typed: without regard to case, spaces and hyphens, and with the letters that are taken for digits
/// (I and L for 1, O for 0) read as those.
pub fn typed_code(typed: &str) -> CertificateCode {
    let characters: String = typed
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| match c.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            c => c,
        })
        .collect();
    if characters.len() == 16 { code(&characters) } else { CertificateCode(typed.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = code("K7QF0123ABCD1XYZ");
        assert_eq!(code.as_str(), "K7QF-0123-ABCD-1XYZ");
        for typed in ["k7qf-0123-abcd-1xyz", "K7QF 0123 ABCD 1XYZ", "k7qfo123abcdlxyz", "K7QF-O123-ABCD-IXYZ"] {
            assert_eq!(typed_code(typed), code, "{typed}");
        }
        assert_eq!(typed_code("K7QF").as_str(), "K7QF");
    }

    #[test]
    fn the_mark_is_the_mean() {
        assert_eq!(percent(&[75, 100]), Some(87));
        assert_eq!(percent(&[]), None);
    }

    #[test]
    fn no_value_can_pass_for_another() {
        let (code, course) = (CertificateCode("A".into()), CourseSlug("c".into()));
        let statement = Statement {
            code: &code,
            holder: "Amina",
            course: &course,
            titles: &[("en".into(), "First steps".into())],
            minutes: 90,
            percent: 88,
            skills: &[],
            issuer: "Passerelle",
            awarded_at_ms: 1,
        };
        let forged = Statement { holder: "Amina\ncourse 1:c", ..statement.clone() };
        assert_ne!(statement.text(), forged.text());
        assert_ne!(statement.text(), Statement { percent: 89, ..statement.clone() }.text());
        assert_ne!(statement.text(), Statement { awarded_at_ms: 2, ..statement.clone() }.text());
        assert!(statement.text().contains("holder 5:Amina\n"));
    }
}
