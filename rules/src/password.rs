//! Which passwords are refused: too short, too long, guessed first by everybody, or written in the e-mail.

use passerelle_api::{FieldError, Reason, account::limits};

/// The most used passwords of ten characters and more, and the roots that shorter lists of the kind are built on. Compared
/// without regard to case and after dropping what people add at the end: digits and punctuation.
const COMMON: &[&str] = &[
    "password",
    "passwort",
    "motdepasse",
    "contrasena",
    "contraseña",
    "qwertyuiop",
    "qwerty",
    "azertyuiop",
    "azerty",
    "asdfghjkl",
    "zxcvbnm",
    "iloveyou",
    "jetaime",
    "tequiero",
    "administrator",
    "administrateur",
    "administrador",
    "admin",
    "welcome",
    "bienvenue",
    "bienvenido",
    "letmein",
    "changeme",
    "secret",
    "superman",
    "batman",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "basketball",
    "dragon",
    "monkey",
    "master",
    "michael",
    "jennifer",
    "computer",
    "internet",
    "samsung",
    "liverpool",
    "chelsea",
    "starwars",
    "pokemon",
    "doudou",
    "loulou",
    "chocolat",
    "chocolate",
    "passerelle",
    "passerelle-demo-password",
    "qazwsxedc",
    "trustno",
    "whatever",
    "freedom",
    "abcdefghij",
    "abcdefghijk",
    "abcdef",
    "passpass",
    "passwordpassword",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "q1w2e3r4t5y6",
    "q1w2e3r4t5",
    "1q2w3e4r5t6y",
    "1q2w3e4r5t",
    "1qaz2wsx3edc",
    "a1b2c3d4e5",
    "zaq12wsx",
    "test",
    "testtest",
    "user",
    "guest",
    "default",
];

/// Why a password is refused for the account of an e-mail, if it is.
pub fn refusal(password: &str, email: &str) -> Option<FieldError> {
    let length = password.chars().count() as u64;
    if password.is_empty() {
        Some(FieldError::new("password", Reason::Required))
    } else if length < limits::PASSWORD_MIN {
        Some(FieldError::limited("password", Reason::TooShort, limits::PASSWORD_MIN))
    } else if length > limits::PASSWORD_MAX {
        Some(FieldError::limited("password", Reason::TooLong, limits::PASSWORD_MAX))
    } else if is_common(password) || is_email(password, email) {
        Some(FieldError::new("password", Reason::TooCommon))
    } else {
        None
    }
}

fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    let root = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    COMMON.contains(&lower.as_str()) || root.is_empty() || COMMON.contains(&root) || is_repeated(&lower)
}

/// `aaaaaaaaaa`, `abcabcabcabc`: a piece of at most three characters over and over.
fn is_repeated(password: &str) -> bool {
    let chars: Vec<char> = password.chars().collect();
    (1..=3).any(|size| chars.iter().enumerate().all(|(at, c)| *c == chars[at % size]))
}

fn is_email(password: &str, email: &str) -> bool {
    let password = password.trim().to_lowercase();
    let email = email.trim().to_lowercase();
    password == email || email.split('@').next() == Some(password.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(password: &str) -> Option<Reason> {
        refusal(password, "amina.b@example.org").map(|error| error.reason)
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(reason(""), Some(Reason::Required));
        assert_eq!(reason("short-one"), Some(Reason::TooShort));
        assert_eq!(reason("كلمةسرطويل"), None);
        assert_eq!(reason(&"ab1é-x ".repeat(29)), Some(Reason::TooLong));
        assert_eq!(reason(&"ab1é-x ".repeat(28)), None);
    }

    #[test]
    fn what_everybody_guesses_first_is_refused() {
        for password in [
            "password123!",
            "Motdepasse2024",
            "1234567890",
            "QWERTYUIOP",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "............",
        ] {
            assert_eq!(reason(password), Some(Reason::TooCommon), "{password}");
        }
        assert_eq!(reason("three purple bridges"), None);
    }

    #[test]
    fn the_email_is_no_password() {
        assert_eq!(reason("Amina.B@example.org"), Some(Reason::TooCommon));
        assert_eq!(
            refusal("amina.b-the-first", "amina.b-the-first@example.org").map(|e| e.reason),
            Some(Reason::TooCommon)
        );
    }
}
