//! Finding a place by its name while it is typed.

/// How well a folded name answers what is typed, the best first: it begins so, a word of it does, or it holds it somewhere. Nothing:
/// it does not.
pub fn rank(name: &str, typed: &str) -> Option<u8> {
    if typed.is_empty() {
        return None;
    }
    if name.starts_with(typed) {
        return Some(0);
    }
    let at = name.find(typed)?;
    // What stands at the beginning of a word may stand in the middle of another before it.
    let begins = name[at..].contains(&format!(" {typed}")) || name[..at].ends_with(' ');
    Some(if begins { 1 } else { 2 })
}

/// The best of the ranks of a place's names.
pub fn best<'a>(names: impl IntoIterator<Item = &'a str>, typed: &str) -> Option<u8> {
    names.into_iter().filter_map(|name| rank(name, typed)).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_begins_so_comes_first() {
        assert_eq!(rank("saint malo", "sa"), Some(0));
        assert_eq!(rank("saint malo", "saint m"), Some(0));
        assert_eq!(rank("saint malo", "ma"), Some(1));
        assert_eq!(rank("saint malo", "al"), Some(2));
        assert_eq!(rank("la malmaison", "ma"), Some(1));
        assert_eq!(rank("amalia malmo", "mal"), Some(1), "a later word begins so");
        assert_eq!((rank("saint malo", "x"), rank("saint malo", "")), (None, None));
        assert_eq!(rank("لندن", "لن"), Some(0));
    }

    #[test]
    fn any_of_its_names_may_answer() {
        assert_eq!(best(["londres", "london"], "lond"), Some(0));
        assert_eq!(best(["al qahira", "cairo"], "qah"), Some(1));
        assert_eq!(best(["cairo"], "rennes"), None);
    }
}
