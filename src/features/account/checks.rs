//! What the forms find wrong before anything is sent, by the rules that the server holds to as well.

use passerelle_api::{
    FieldError, Reason,
    account::{Credentials, NewAccount, limits},
};
use passerelle_rules::password;

/// What is missing to sign in. Whether it is right is the server's to say.
pub fn credentials(credentials: &Credentials) -> Vec<FieldError> {
    let missing = |field: &str, text: &str| text.is_empty().then(|| FieldError::new(field, Reason::Required));
    [email(&credentials.email), missing("password", &credentials.password)].into_iter().flatten().collect()
}

/// What is wrong with a new account.
pub fn new_account(account: &NewAccount) -> Vec<FieldError> {
    let password = password::refusal(&account.password, &account.email);
    [name(&account.name), email(&account.email), password].into_iter().flatten().collect()
}

/// What is wrong with a name.
pub fn name(name: &str) -> Option<FieldError> {
    match name.chars().count() as u64 {
        0 => Some(FieldError::new("name", Reason::Required)),
        count if count > limits::NAME => Some(FieldError::limited("name", Reason::TooLong, limits::NAME)),
        _ => None,
    }
}

/// Only what cannot be an address is refused; the server looks closer.
fn email(email: &str) -> Option<FieldError> {
    let has_shape = email.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'));
    if email.is_empty() {
        Some(FieldError::new("email", Reason::Required))
    } else if email.chars().count() as u64 > limits::EMAIL {
        Some(FieldError::limited("email", Reason::TooLong, limits::EMAIL))
    } else if !has_shape || email.chars().any(char::is_whitespace) {
        Some(FieldError::new("email", Reason::NotAnEmail))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(errors: &[FieldError]) -> Vec<(&str, Reason)> {
        errors.iter().map(|error| (error.field.as_str(), error.reason)).collect()
    }

    #[test]
    fn an_empty_form_says_what_each_field_needs() {
        let expected = [("name", Reason::Required), ("email", Reason::Required), ("password", Reason::Required)];
        assert_eq!(reasons(&new_account(&NewAccount::default())), expected);
        assert_eq!(reasons(&credentials(&Credentials::default())), expected[1..]);
    }

    #[test]
    fn what_cannot_be_an_address_is_refused_before_it_is_sent() {
        for wrong in ["amina", "amina@", "@example.org", "amina@example", "amina b@example.org"] {
            assert_eq!(email(wrong).map(|error| error.reason), Some(Reason::NotAnEmail), "{wrong}");
        }
        assert_eq!(email("amina.b+jobs@mail.example.org"), None);
    }

    #[test]
    fn an_old_password_of_any_length_may_still_sign_in() {
        let old = Credentials { email: "a@example.org".into(), password: "short".into() };
        assert_eq!(credentials(&old), []);
    }

    #[test]
    fn a_name_is_counted_in_characters() {
        assert_eq!(name(&"é".repeat(80)), None);
        assert_eq!(name(&"é".repeat(81)).map(|error| error.limit), Some(Some(80)));
    }
}
