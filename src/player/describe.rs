//! When what is seen is told, and when the video has to wait for that.

/// Screen readers say about this many characters a second; how long theirs takes is not told to a page.
const CHARACTERS_A_SECOND: usize = 15;

/// A description on its way to whoever listens.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Describer {
    talking: bool,
    holding: bool,
    /// What comes next, when a description begins before the one before it was said.
    next: Option<String>,
    /// Whether the video waits when it must.
    waits: bool,
}

/// What to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Say(String),
    /// Ends what is being said.
    Hush,
    /// The video waits.
    Hold,
    /// The video goes on.
    Release,
}

impl Describer {
    /// A describer before its first word. `waits` is whether the video may be made to wait.
    pub fn new(waits: bool) -> Self {
        Self { waits, ..Self::default() }
    }

    /// The description of this moment is another one, or none. One that did not end in time makes the video wait.
    pub fn turn(&mut self, text: &str) -> Vec<Step> {
        let text = (!text.is_empty()).then(|| text.to_owned());
        if !self.talking {
            self.talking = text.is_some();
            return text.map(Step::Say).into_iter().collect();
        }
        if !self.waits {
            // What is not yet said gives way to what is seen now; silence lets it end.
            return text.map_or(Vec::new(), |text| vec![Step::Hush, Step::Say(text)]);
        }
        if text.is_some() {
            self.next = text;
        }
        if self.holding {
            return Vec::new();
        }
        self.holding = true;
        vec![Step::Hold]
    }

    /// What was being said was said.
    pub fn done(&mut self) -> Vec<Step> {
        if let Some(text) = self.next.take() {
            return vec![Step::Say(text)];
        }
        self.talking = false;
        if std::mem::take(&mut self.holding) { vec![Step::Release] } else { Vec::new() }
    }

    /// Nothing more is to be said of this place: somebody went elsewhere in the video, or switched descriptions off.
    pub fn stop(&mut self) -> Vec<Step> {
        let before = std::mem::replace(self, Self::new(self.waits));
        let hush = before.talking.then_some(Step::Hush);
        hush.into_iter().chain(before.holding.then_some(Step::Release)).collect()
    }
}

/// How long a screen reader needs for a text, in milliseconds.
pub fn reading_ms(text: &str) -> u64 {
    (text.chars().count() * 1_000 / CHARACTERS_A_SECOND) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(text: &str) -> Vec<Step> {
        vec![Step::Say(text.into())]
    }

    #[test]
    fn a_description_that_ends_in_time_does_not_stop_the_video() {
        let mut describer = Describer::new(true);
        assert_eq!(describer.turn("A bridge."), say("A bridge."));
        assert_eq!(describer.done(), []);
        assert_eq!(describer.turn(""), []);
    }

    #[test]
    fn the_video_waits_for_what_is_not_yet_said_and_goes_on_then() {
        let mut describer = Describer::new(true);
        describer.turn("A long bridge.");
        assert_eq!(describer.turn(""), [Step::Hold]);
        assert_eq!(describer.done(), [Step::Release]);
    }

    #[test]
    fn two_descriptions_in_a_row_are_both_said_before_it_goes_on() {
        let mut describer = Describer::new(true);
        describer.turn("One.");
        assert_eq!(describer.turn("Two."), [Step::Hold]);
        assert_eq!(describer.turn(""), []);
        assert_eq!(describer.done(), say("Two."));
        assert_eq!(describer.done(), [Step::Release]);
        assert_eq!(describer.turn("Three."), say("Three."));
    }

    #[test]
    fn without_waiting_the_newer_one_is_said() {
        let mut describer = Describer::new(false);
        describer.turn("One.");
        assert_eq!(describer.turn(""), []);
        assert_eq!(describer.turn("Two."), [Step::Hush, Step::Say("Two.".into())]);
        assert_eq!(describer.done(), []);
    }

    #[test]
    fn going_elsewhere_silences_it_and_lets_the_video_go() {
        let mut describer = Describer::new(true);
        describer.turn("One.");
        describer.turn("Two.");
        assert_eq!(describer.stop(), [Step::Hush, Step::Release]);
        assert_eq!(describer.stop(), []);
        assert_eq!(describer.turn("Three."), say("Three."));
    }

    #[test]
    fn a_longer_text_takes_longer() {
        assert_eq!(reading_ms(&"x".repeat(30)), 2_000);
        assert_eq!(reading_ms(""), 0);
    }
}
