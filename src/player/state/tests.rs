//! What the player does with what is asked of it and what the element reports.

use super::*;

fn opened() -> State {
    let mut state = State::new(60_000, 100, 1);
    assert_eq!(state.hear(Event::Metadata { duration_ms: 61_000 }), None);
    state
}

#[test]
fn a_press_changes_nothing_until_the_element_reports() {
    let mut state = opened();
    assert_eq!(state.ask(Request::Toggle), Some(Command::Play));
    assert_eq!(state.phase, Phase::Paused);
    state.hear(Event::Playing);
    assert_eq!(state.phase, Phase::Playing);
    assert_eq!(state.ask(Request::Toggle), Some(Command::Pause));
}

#[test]
fn a_step_stays_within_the_video() {
    let mut state = opened();
    state.hear(Event::Position(2_000));
    assert_eq!(state.ask(Request::Skip(-STEP_MS)), Some(Command::SeekTo(0)));
    state.hear(Event::Seeked(59_000));
    assert_eq!(state.ask(Request::Skip(STEP_MS)), Some(Command::SeekTo(61_000)));
}

#[test]
fn steps_add_up_before_the_first_one_arrived() {
    let mut state = opened();
    assert_eq!(state.ask(Request::Skip(STEP_MS)), Some(Command::SeekTo(5_000)));
    assert_eq!(state.ask(Request::Skip(STEP_MS)), Some(Command::SeekTo(10_000)));
    state.hear(Event::Seeked(10_000));
    state.hear(Event::Position(12_000));
    assert_eq!(state.ask(Request::Skip(STEP_MS)), Some(Command::SeekTo(17_000)));
}

#[test]
fn waiting_is_a_stall_only_while_it_plays() {
    let mut state = opened();
    state.hear(Event::Waiting);
    assert_eq!(state.phase, Phase::Paused);
    state.hear(Event::Playing);
    state.hear(Event::Waiting);
    assert_eq!(state.phase, Phase::Stalled);
    assert_eq!(state.ask(Request::Toggle), Some(Command::Pause));
    state.hear(Event::Playing);
    assert_eq!(state.phase, Phase::Playing);
}

#[test]
fn the_pause_of_an_end_or_a_fault_does_not_hide_it() {
    let mut state = opened();
    state.hear(Event::Playing);
    state.hear(Event::Ended);
    state.hear(Event::Paused);
    assert_eq!((state.phase, state.position_ms), (Phase::Ended, 61_000));
    state.hear(Event::Failed(Fault::Network));
    state.hear(Event::Paused);
    assert_eq!(state.phase, Phase::Failed(Fault::Network));
}

#[test]
fn a_seek_back_from_the_end_can_play_again() {
    let mut state = opened();
    state.hear(Event::Ended);
    state.hear(Event::Seeked(10_000));
    assert_eq!(state.phase, Phase::Paused);
}

#[test]
fn it_goes_on_where_it_was_left_once_the_length_is_known() {
    let mut state = State::new(60_000, 100, 1);
    assert_eq!(state.ask(Request::Resume(30_000)), None);
    assert_eq!(state.hear(Event::Metadata { duration_ms: 60_000 }), Some(Command::SeekTo(30_000)));
    let mut late = opened();
    assert_eq!(late.ask(Request::Resume(30_000)), Some(Command::SeekTo(30_000)));
}

#[test]
fn it_does_not_jump_under_somebody_who_started_or_who_saw_the_end() {
    let mut state = opened();
    assert_eq!(state.ask(Request::Resume(58_000)), None);
    state.hear(Event::Playing);
    assert_eq!(state.ask(Request::Resume(30_000)), None);
}

#[test]
fn a_broken_video_loads_again_at_its_place() {
    let mut state = opened();
    state.hear(Event::Playing);
    state.hear(Event::Position(20_000));
    state.hear(Event::Failed(Fault::Network));
    assert_eq!(state.ask(Request::Toggle), Some(Command::Load(0)));
    assert_eq!(state.phase, Phase::Loading);
    assert_eq!(state.hear(Event::Metadata { duration_ms: 61_000 }), Some(Command::SeekTo(20_000)));
}

#[test]
fn sound_has_bounds_and_turning_it_up_unmutes() {
    let mut state = opened();
    assert_eq!(state.ask(Request::Louder), Some(Command::Sound { volume: 100, muted: false }));
    state.hear(Event::Sound { volume: 5, muted: true });
    assert_eq!(state.ask(Request::Quieter), Some(Command::Sound { volume: 0, muted: false }));
    assert_eq!(state.ask(Request::Mute), Some(Command::Sound { volume: 5, muted: false }));
}

#[test]
fn a_speed_that_is_not_offered_is_not_set() {
    let mut state = opened();
    assert_eq!(state.ask(Request::Speed(325)), None);
    assert_eq!(state.ask(Request::Speed(300)), Some(Command::Speed(300)));
    state.hear(Event::Speed(300));
    assert_eq!(state.ask(Request::Faster), Some(Command::Speed(300)));
    state.hear(Event::Speed(60));
    assert_eq!(state.ask(Request::Slower), Some(Command::Speed(50)));
}

fn with_renditions(renditions: u8) -> State {
    let mut state = State::new(60_000, 100, renditions);
    state.hear(Event::Metadata { duration_ms: 60_000 });
    state
}

#[test]
fn an_encoding_that_breaks_is_followed_by_the_next_at_the_same_place() {
    let mut state = with_renditions(2);
    state.hear(Event::Playing);
    state.hear(Event::Position(20_000));
    assert_eq!(state.hear(Event::Failed(Fault::Decode)), Some(Command::Load(1)));
    assert_eq!(state.hear(Event::Metadata { duration_ms: 60_000 }), Some(Command::PlayFrom(20_000)));
    state.hear(Event::Playing);
    assert_eq!(state.hear(Event::Failed(Fault::Network)), None);
    assert_eq!(state.phase, Phase::Failed(Fault::Network));
    assert_eq!(state.ask(Request::Reload), Some(Command::Load(0)));
}

#[test]
fn two_missing_encodings_keep_the_place_of_the_one_before_them() {
    let mut state = with_renditions(3);
    state.hear(Event::Position(20_000));
    state.hear(Event::Failed(Fault::Decode));
    assert_eq!(state.hear(Event::Failed(Fault::NoSource)), Some(Command::Load(2)));
    assert_eq!(state.hear(Event::Metadata { duration_ms: 60_000 }), Some(Command::SeekTo(20_000)));
}

#[test]
fn without_a_codec_there_is_no_use_in_trying() {
    let mut state = State::new(60_000, 100, 0);
    assert_eq!(state.hear(Event::Failed(Fault::NoCodec)), None);
    assert_eq!(state.phase, Phase::Failed(Fault::NoCodec));
}

#[test]
fn another_quality_goes_on_where_this_one_was() {
    let mut state = with_renditions(2);
    state.hear(Event::Playing);
    state.hear(Event::Position(7_000));
    state.hear(Event::Failed(Fault::Decode));
    assert_eq!(state.ask(Request::Renditions(3)), Some(Command::Load(0)));
    assert_eq!((state.rendition, state.renditions), (0, 3));
    assert_eq!(state.hear(Event::Metadata { duration_ms: 60_000 }), Some(Command::PlayFrom(7_000)));
}

#[test]
fn another_encoding_goes_to_where_this_one_was_on_its_way_to() {
    let mut state = with_renditions(1);
    assert_eq!(state.ask(Request::SeekTo(22_000)), Some(Command::SeekTo(22_000)));
    assert_eq!(state.ask(Request::Renditions(2)), Some(Command::Load(0)));
    state.hear(Event::Position(0));
    assert_eq!(state.hear(Event::Metadata { duration_ms: 60_000 }), Some(Command::SeekTo(22_000)));
    // And once more, before that one arrived either.
    assert_eq!(state.ask(Request::Renditions(1)), Some(Command::Load(0)));
    assert_eq!(state.hear(Event::Metadata { duration_ms: 60_000 }), Some(Command::SeekTo(22_000)));
    state.hear(Event::Seeked(22_000));
    assert_eq!(state.position_ms, 22_000);
}

#[test]
fn a_moment_that_somebody_was_sent_to_wins_over_where_it_was_left() {
    let mut state = State::new(60_000, 100, 1);
    assert_eq!(state.ask(Request::Open(12_000)), None);
    assert_eq!(state.ask(Request::Resume(30_000)), None);
    assert_eq!(state.hear(Event::Metadata { duration_ms: 60_000 }), Some(Command::SeekTo(12_000)));
    assert_eq!(state.ask(Request::Open(20_000)), Some(Command::SeekTo(20_000)));
}

#[test]
fn who_goes_elsewhere_before_anything_is_there_gets_there_even_by_another_encoding() {
    let mut state = State::new(60_000, 100, 2);
    assert_eq!(state.ask(Request::SeekTo(22_000)), None);
    assert_eq!(state.ask(Request::Renditions(1)), Some(Command::Load(0)));
    assert_eq!(state.hear(Event::Metadata { duration_ms: 60_000 }), Some(Command::SeekTo(22_000)));
}

#[test]
fn a_passage_is_repeated_until_it_is_given_up() {
    let mut state = opened();
    state.hear(Event::Playing);
    state.hear(Event::Position(10_000));
    state.ask(Request::LoopStart);
    state.hear(Event::Position(14_000));
    assert_eq!(state.ask(Request::LoopEnd), Some(Command::SeekTo(10_000)));
    assert_eq!(state.hear(Event::Position(13_900)), None);
    assert_eq!(state.hear(Event::Position(14_100)), Some(Command::SeekTo(10_000)));
    state.ask(Request::LoopStop);
    assert_eq!(state.hear(Event::Position(14_100)), None);
}

#[test]
fn a_passage_up_to_the_end_starts_again_instead_of_ending() {
    let mut state = opened();
    state.hear(Event::Playing);
    state.hear(Event::Position(50_000));
    state.ask(Request::LoopStart);
    state.hear(Event::Position(61_000));
    state.ask(Request::LoopEnd);
    assert_eq!(state.hear(Event::Ended), Some(Command::PlayFrom(50_000)));
    assert_eq!(state.phase, Phase::Playing);
}

#[test]
fn an_end_before_the_start_begins_the_passage_at_the_beginning() {
    let mut state = opened();
    state.hear(Event::Position(30_000));
    state.ask(Request::LoopStart);
    state.hear(Event::Position(20_000));
    assert_eq!(state.ask(Request::LoopEnd), None);
    assert_eq!(state.passage(), Some((0, 20_000)));
    state.hear(Event::Position(20_000));
    state.ask(Request::LoopStart);
    assert_eq!(state.passage(), None);
}

#[test]
fn it_waits_for_a_description_and_goes_on_after_it() {
    let mut state = opened();
    assert_eq!(state.ask(Request::Hold), None);
    state.hear(Event::Playing);
    assert_eq!(state.ask(Request::Hold), Some(Command::Pause));
    state.hear(Event::Paused);
    assert_eq!(state.phase, Phase::Held);
    assert!(state.plays());
    assert_eq!(state.ask(Request::Release), Some(Command::Play));
    state.hear(Event::Playing);
    assert_eq!(state.ask(Request::Release), None);
}

#[test]
fn who_pauses_during_a_description_is_not_played_on() {
    let mut state = opened();
    state.hear(Event::Playing);
    state.ask(Request::Hold);
    state.hear(Event::Paused);
    assert_eq!(state.ask(Request::Toggle), None);
    assert_eq!(state.phase, Phase::Paused);
    assert_eq!(state.ask(Request::Release), None);
}

#[test]
fn a_stall_is_told_when_it_lasts_and_forgotten_when_it_ends() {
    let mut state = opened();
    state.hear(Event::Starting);
    assert_eq!((state.phase, state.patience), (Phase::Stalled, Patience::Short));
    state.hear(Event::StillWaiting(Patience::Told));
    state.hear(Event::StillWaiting(Patience::Spent));
    assert_eq!(state.patience, Patience::Spent);
    state.hear(Event::Playing);
    state.hear(Event::StillWaiting(Patience::Spent));
    assert_eq!(state.patience, Patience::Short);
}

#[test]
fn time_that_passes_is_no_difference() {
    let mut state = opened();
    let before = state;
    state.hear(Event::Position(5_000));
    assert!(!state.differs(&before));
    state.hear(Event::Playing);
    assert!(state.differs(&before));
}
