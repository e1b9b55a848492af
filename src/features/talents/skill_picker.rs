//! Choosing a few skills of many by typing: what is chosen stands above the field, what fits stands below it.

use leptos::{ev, prelude::*};
use passerelle_api::{id::SkillCode, reference::Skill, talent::limits};

use crate::{
    announce::Announcer,
    base, i18n as tr,
    ui::{
        button::{Button, ButtonKind},
        chip::{Chip, ChipList},
        icon::{Glyph, Icon},
    },
};

/// As many suggestions as fit under a field without hiding what follows.
const SHOWN: usize = 6;

/// A field that adds skills. Enter takes the first that fits; each is a button of its own as well.
#[component]
pub fn SkillPicker(
    id: &'static str,
    label: fn() -> String,
    hint: fn() -> String,
    skills: StoredValue<Vec<Skill>>,
    chosen: Signal<Vec<SkillCode>>,
    #[prop(into)] on_change: Callback<Vec<SkillCode>>,
) -> impl IntoView {
    let announcer = use_context::<Announcer>();
    let sought = RwSignal::new(String::new());
    let browsing = RwSignal::new(false);
    let is_full = Memo::new(move |_| chosen.with(Vec::len) as u64 >= limits::SEARCH_SKILLS);
    let fitting = Memo::new(move |_| {
        let (sought, chosen) = (base::folded(sought.get().trim()), chosen.get());
        if sought.is_empty() && !browsing.get() {
            return Vec::new();
        }
        let fits = |skill: &&Skill| base::folded(&skill.name).contains(&sought) && !chosen.contains(&skill.code);
        skills.with_value(|skills| skills.iter().filter(fits).cloned().collect())
    });
    let add = move |skill: Skill| {
        if is_full.get_untracked() {
            // The hint that says so stands above the field and is not read again.
            return announcer.iter().for_each(|announcer| announcer.say(untrack(tr::talents::skills_full)));
        }
        sought.set(String::new());
        if let Some(announcer) = announcer {
            announcer.say(tr::talents::skill_added(&skill.name));
        }
        base::after_paint(move || {
            // The page may have been left since.
            if let Some(codes) = chosen.try_get_untracked() {
                on_change.run(codes.into_iter().chain([skill.code]).collect());
            }
        });
        // The button that was pressed goes, so focus returns to where the next skill is typed.
        base::focus(id);
    };
    let remove = move |code: SkillCode| {
        on_change.run(chosen.get_untracked().into_iter().filter(|other| *other != code).collect());
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            // Of the whole list that is open below, Enter would take one that nobody named.
            if !sought.with_untracked(|sought| sought.trim().is_empty())
                && let Some(skill) = fitting.with_untracked(|fitting| fitting.first().cloned())
            {
                add(skill);
            }
        }
    };
    let hint_id = format!("{id}-hint");
    let list_id = format!("{id}-fitting");
    view! {
        <fieldset class="field group picker">
            <legend class="label">{label}</legend>
            <p class="hint" id=hint_id.clone()>{move || if is_full.get() { tr::talents::skills_full() } else { hint() }}</p>
            <div hidden=move || chosen.with(Vec::is_empty)>
                <ChipList label fallback=id>{move || chips(chosen.get(), skills, remove)}</ChipList>
            </div>
            <label class="hint" for=id>{tr::talents::skill_find}</label>
            <input
                class="input"
                type="text"
                id=id
                autocomplete="off"
                enterkeyhint="done"
                aria-describedby=hint_id
                prop:value=move || sought.get()
                on:input:target=move |event| sought.set(event.target().value())
                on:keydown=on_key
            />
            <p class="visually-hidden" role="status">
                {move || (!sought.with(String::is_empty)).then(|| tr::talents::skills_fit(fitting.with(Vec::len) as u64))}
            </p>
            <div id=list_id.clone()>{move || suggestions(fitting.get(), browsing.get(), is_full.get(), add)}</div>
            <Button
                label=move || if browsing.get() { tr::talents::skills_hide() } else { tr::talents::skills_browse() }
                about=move || tr::talents::skills_about(&label())
                kind=ButtonKind::Quiet
                controls=list_id
                expanded=browsing
                on_press=move |()| browsing.update(|browsing| *browsing = !*browsing)
            />
        </fieldset>
    }
}

fn chips(
    chosen: Vec<SkillCode>,
    skills: StoredValue<Vec<Skill>>,
    remove: impl Fn(SkillCode) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let name = |code: &SkillCode| {
        let named =
            skills.with_value(|skills| skills.iter().find(|skill| skill.code == *code).map(|skill| skill.name.clone()));
        named.unwrap_or_else(|| code.to_string())
    };
    let chip = |code: SkillCode| {
        let name = name(&code);
        let gone = name.clone();
        view! { <Chip label=name remove=move || tr::talents::skill_remove(&gone) on_remove=move |()| remove(code.clone())/> }
    };
    chosen.into_iter().map(chip).collect_view()
}

fn suggestions(
    fitting: Vec<Skill>,
    browsing: bool,
    is_full: bool,
    add: impl Fn(Skill) + Copy + Send + Sync + 'static,
) -> Option<impl IntoView> {
    let most = if browsing { fitting.len() } else { SHOWN };
    let item = move |skill: Skill| {
        let name = skill.name.clone();
        view! {
            <li>
                <button
                    class="picker-add"
                    type="button"
                    aria-disabled=is_full.then_some("true")
                    on:click=move |_| add(skill.clone())
                >
                    <Glyph icon=Icon::Plus size=16/>
                    <span class="visually-hidden">{tr::talents::skill_add}" "</span>
                    <span><bdi>{name}</bdi></span>
                </button>
            </li>
        }
    };
    (!fitting.is_empty()).then(|| {
        view! {
            <ul class="picker-list" role="list">{fitting.into_iter().take(most).map(item).collect_view()}</ul>
        }
    })
}
