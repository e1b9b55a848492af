//! How many ads a file may close by leaving them out. One that was cut short and is well formed all the same looks like the end of most
//! of its feed.

/// Ads that a file may leave out fewer of, whatever part of its feed they are: a small feed changes all at once.
const MANY: usize = 20;

/// Whether a file that leaves out so many of the open ads of its feed looks like one that comes short: many, and more than half.
pub fn comes_short(open: usize, left_out: usize) -> bool {
    left_out >= MANY && left_out > open.saturating_sub(left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_short_where_it_leaves_out_many_ads_and_more_than_half() {
        for (open, left_out, short) in [
            (19, 19, false),
            (20, 20, true),
            (39, 20, true),
            (40, 20, false),
            (41, 21, true),
            (42, 21, false),
            (1_000, 500, false),
            (1_000, 501, true),
            (0, 0, false),
        ] {
            assert_eq!(comes_short(open, left_out), short, "{left_out} of {open}");
        }
    }
}
