//! Who may change a course, and what keeps it from being published.

use passerelle_api::{
    account::{Language, Role},
    course::TrackKind,
    id::ChapterSlug,
};

/// Whether somebody teaches at all.
pub fn is_teacher(roles: &[Role]) -> bool {
    roles.iter().any(|role| matches!(role, Role::Mentor | Role::Staff))
}

/// Whether somebody may change a course: those who work here may change each, a mentor only those they wrote.
pub fn may_change(roles: &[Role], is_author: bool) -> bool {
    roles.contains(&Role::Staff) || (is_author && is_teacher(roles))
}

/// A video of a course, and the tracks it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseVideo {
    pub chapter: ChapterSlug,
    /// The language it speaks.
    pub voice: Language,
    pub tracks: Vec<(TrackKind, Language)>,
}

impl CourseVideo {
    /// Whether it has a track.
    pub fn has(&self, kind: TrackKind, language: Language) -> bool {
        self.tracks.contains(&(kind, language))
    }

    /// Whether the people who cannot hear it would not learn what it says, so that nobody may be taught with it yet.
    pub fn blocks_publication(&self) -> bool {
        !self.has(TrackKind::Captions, self.voice)
    }

    /// The captions and descriptions that it lacks in the language it speaks and in those of its course.
    pub fn missing(&self, languages: &[Language]) -> Vec<(TrackKind, Language)> {
        let mut wanted = vec![self.voice];
        wanted.extend(languages.iter().copied().filter(|language| *language != self.voice));
        let kinds = [TrackKind::Captions, TrackKind::Descriptions];
        let all = kinds.into_iter().flat_map(|kind| wanted.iter().map(move |language| (kind, *language)));
        all.filter(|(kind, language)| !self.has(*kind, *language)).collect()
    }
}

/// The languages in which every video has a track of a kind, in the order of the contract; none where there is no video.
pub fn in_every_video(videos: &[CourseVideo], kind: TrackKind) -> Vec<Language> {
    let everywhere = |language: &Language| !videos.is_empty() && videos.iter().all(|video| video.has(kind, *language));
    Language::ALL.iter().copied().filter(everywhere).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn video(tracks: &[(TrackKind, Language)]) -> CourseVideo {
        CourseVideo { chapter: "one".into(), voice: Language::English, tracks: tracks.to_vec() }
    }

    #[test]
    fn a_mentor_changes_only_what_they_wrote() {
        assert!(may_change(&[Role::Mentor], true));
        assert!(!may_change(&[Role::Mentor], false));
        assert!(may_change(&[Role::Learner, Role::Staff], false));
        assert!(!may_change(&[Role::Learner, Role::Jury], true), "an author who teaches no longer");
    }

    #[test]
    fn captions_in_another_language_do_not_make_a_video_understood() {
        assert!(video(&[(TrackKind::Captions, Language::French)]).blocks_publication());
        assert!(video(&[(TrackKind::Descriptions, Language::English)]).blocks_publication());
        assert!(!video(&[(TrackKind::Captions, Language::English)]).blocks_publication());
    }

    #[test]
    fn what_is_missing_is_named_in_each_language() {
        let half = video(&[(TrackKind::Captions, Language::English), (TrackKind::Descriptions, Language::French)]);
        assert_eq!(
            half.missing(&[Language::French, Language::English]),
            [(TrackKind::Captions, Language::French), (TrackKind::Descriptions, Language::English)]
        );
    }

    #[test]
    fn a_language_counts_when_no_video_lacks_it() {
        let both = [(TrackKind::Captions, Language::French), (TrackKind::Captions, Language::English)];
        let videos = [video(&both), video(&both[..1])];
        assert_eq!(in_every_video(&videos, TrackKind::Captions), [Language::French]);
        assert!(in_every_video(&videos, TrackKind::Descriptions).is_empty());
        assert!(in_every_video(&[], TrackKind::Captions).is_empty());
    }
}
