//! What is wrong in a file of captions, and what would mend it, in words.

use passerelle_api::captions::Flaw;

use crate::{i18n as tr, moment::clock};

/// What is wrong.
pub fn wrong(flaw: &Flaw) -> String {
    let n = |number: u32| tr::number(u64::from(number));
    match flaw {
        Flaw::TooLarge { .. } => tr::teach::wrong_too_large(),
        Flaw::NotUtf8 { byte } => tr::teach::wrong_not_utf8(&tr::number(*byte)),
        Flaw::MissingHeader => tr::teach::wrong_missing_header(),
        Flaw::NoCues => tr::teach::wrong_no_cues(),
        Flaw::MalformedTime { text } => tr::teach::wrong_malformed_time(text),
        Flaw::EndBeforeStart { start_ms, end_ms } => {
            tr::teach::wrong_end_before_start(&time(*end_ms), &time(*start_ms))
        }
        Flaw::OutOfOrder { .. } => tr::teach::wrong_out_of_order(),
        Flaw::Overlap { previous_line, by_ms } => tr::teach::wrong_overlap(&n(*previous_line), &tr::number(*by_ms)),
        Flaw::BeyondEnd { end_ms, duration_ms } => tr::teach::wrong_beyond_end(&time(*end_ms), &time(*duration_ms)),
        Flaw::TooFast { characters, shown_ms, .. } => {
            tr::teach::wrong_too_fast(&n(*characters), &tr::number(*shown_ms))
        }
        Flaw::TooManyLines { lines, .. } => tr::teach::wrong_too_many_lines(&n(*lines)),
        Flaw::LineTooLong { characters, .. } => tr::teach::wrong_line_too_long(&n(*characters)),
        Flaw::UncaptionedSpeech { from_ms, to_ms } => tr::teach::wrong_uncaptioned(&time(*from_ms), &time(*to_ms)),
        Flaw::Gap { from_ms, to_ms, .. } => tr::teach::wrong_gap(&time(*from_ms), &time(*to_ms)),
        Flaw::WrongLanguage { declared, found } => {
            tr::teach::wrong_language(&tr::language_name(found.as_str()), &tr::language_name(declared.as_str()))
        }
        Flaw::EmptyCue => tr::teach::wrong_empty_cue(),
        Flaw::IgnoredSetting { text } => tr::teach::wrong_ignored_setting(text),
        Flaw::StrayText { text } => tr::teach::wrong_stray_text(text),
    }
}

/// What would mend it.
pub fn mend(flaw: &Flaw) -> String {
    let n = |number: u32| tr::number(u64::from(number));
    match flaw {
        Flaw::TooLarge { limit, .. } => tr::teach::mend_too_large(&tr::number(limit / 1024)),
        Flaw::NotUtf8 { .. } => tr::teach::mend_not_utf8(),
        Flaw::MissingHeader => tr::teach::mend_missing_header(),
        Flaw::NoCues => tr::teach::mend_no_cues(),
        Flaw::MalformedTime { .. } => tr::teach::mend_malformed_time(),
        Flaw::EndBeforeStart { start_ms, .. } => tr::teach::mend_end_before_start(&time(*start_ms)),
        Flaw::OutOfOrder { previous_start_ms, .. } => tr::teach::mend_out_of_order(&time(*previous_start_ms)),
        Flaw::Overlap { .. } => tr::teach::mend_overlap(),
        Flaw::BeyondEnd { duration_ms, .. } => tr::teach::mend_beyond_end(&time(*duration_ms)),
        Flaw::TooFast { limit, needs_ms, .. } => tr::teach::mend_too_fast(&tr::number(*needs_ms), &n(*limit)),
        Flaw::TooManyLines { limit, .. } => tr::teach::mend_too_many_lines(&n(*limit)),
        Flaw::LineTooLong { limit, .. } => tr::teach::mend_line_too_long(&n(*limit)),
        Flaw::UncaptionedSpeech { .. } => tr::teach::mend_uncaptioned(),
        Flaw::Gap { .. } => tr::teach::mend_gap(),
        Flaw::WrongLanguage { found, .. } => tr::teach::mend_language(&tr::language_name(found.as_str())),
        Flaw::EmptyCue => tr::teach::mend_empty_cue(),
        Flaw::IgnoredSetting { .. } => tr::teach::mend_ignored_setting(),
        Flaw::StrayText { .. } => tr::teach::mend_stray_text(),
    }
}

/// A moment of the media with its thousandths, as files write it.
fn time(ms: u64) -> String {
    format!("{}.{:03}", clock(ms / 1000), ms % 1000)
}
