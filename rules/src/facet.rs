//! Which choices of a search are worth offering.

/// Whether a choice can be taken: it would leave something, and less than there is without it. The one that is taken always stays open,
/// so that nobody is locked in or out by it.
pub const fn is_open(leaves: u64, without: u64, is_taken: bool) -> bool {
    is_taken || (leaves > 0 && leaves < without)
}

#[cfg(test)]
mod tests {
    use super::is_open;

    #[test]
    fn a_choice_that_changes_nothing_is_closed_unless_it_is_taken() {
        assert!(is_open(3, 10, false));
        assert!(!is_open(0, 10, false), "it would leave nothing");
        assert!(!is_open(10, 10, false), "it would leave all");
        assert!(is_open(0, 10, true) && is_open(10, 10, true));
    }
}
