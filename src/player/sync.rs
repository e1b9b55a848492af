//! Keeping the person who signs in step with the video.

/// This much apart nobody sees, so nothing is done about it.
const UNSEEN_MS: i64 = 25;

/// This much apart is too much to catch up by going a little faster.
const JUMP_MS: i64 = 300;

/// The second video goes faster by one percent for so many milliseconds that it is behind, which takes it less than half a second.
const MS_A_PERCENT: i64 = 4;

/// More than this many percent faster or slower would be seen as a hurry.
const MOST: i64 = 40;

/// What the second video has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// Goes at this speed, in percent.
    Speed(u16),
    /// Goes to where the first one is.
    Jump,
}

/// Compares the two. `first_ms` and `second_ms` are where they are; `speed` is that of the first, in percent.
pub fn correct(first_ms: u64, second_ms: u64, speed: u16, plays: bool) -> Correction {
    let behind = i64::try_from(first_ms).unwrap_or(i64::MAX) - i64::try_from(second_ms).unwrap_or(i64::MAX);
    if behind.abs() > JUMP_MS || (!plays && behind.abs() > UNSEEN_MS) {
        return Correction::Jump;
    }
    let by = if behind.abs() < UNSEEN_MS { 0 } else { (behind / MS_A_PERCENT).clamp(-MOST, MOST) };
    let percent = 100 + by;
    Correction::Speed(u16::try_from(i64::from(speed) * percent / 100).unwrap_or(speed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_left_alone() {
        assert_eq!(correct(5_000, 4_980, 150, true), Correction::Speed(150));
        assert_eq!(correct(5_000, 5_020, 150, false), Correction::Speed(150));
    }

    #[test]
    fn a_little_apart_is_caught_up_without_a_jump() {
        assert_eq!(correct(5_000, 4_900, 100, true), Correction::Speed(125));
        assert_eq!(correct(5_000, 5_050, 200, true), Correction::Speed(176));
        assert_eq!(correct(5_000, 4_700, 100, true), Correction::Speed(140));
    }

    #[test]
    fn far_apart_and_at_rest_it_jumps() {
        assert_eq!(correct(5_000, 1_000, 100, true), Correction::Jump);
        assert_eq!(correct(5_000, 9_000, 100, true), Correction::Jump);
        assert_eq!(correct(5_000, 4_900, 100, false), Correction::Jump);
    }

    #[test]
    fn it_comes_within_a_tenth_of_a_second_and_stays() {
        // The second one starts 300 ms behind and runs 1 % slow, as hardware clocks do.
        let (mut first, mut second) = (10_000_i64, 9_700_i64);
        for step in 0..40 {
            let Correction::Speed(speed) = correct(first as u64, second as u64, 100, true) else { panic!("a jump") };
            first += 250;
            second += 250 * i64::from(speed) * 99 / 10_000;
            if step > 8 {
                assert!((first - second).abs() <= 100, "{} ms apart", first - second);
            }
        }
    }
}
