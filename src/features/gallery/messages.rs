//! Notices, what stands in for what is awaited, progress and emptiness.

use leptos::prelude::*;

use super::Specimen;
use crate::{
    i18n as tr,
    ui::{
        button::Button,
        empty::Empty,
        icon::Icon,
        layout::{Cluster, Stack},
        notice::{Notice, Tone},
        progress::Progress,
        skeleton::Skeleton,
        tag::{Tag, TagTone},
    },
};

#[component]
pub fn Messages() -> impl IntoView {
    view! {
        <Specimen id="notices" title=tr::gallery::notices>
            <Stack>
                <Notice tone=Tone::Info title=tr::gallery::info_title level=3><p>{tr::gallery::info_text}</p></Notice>
                <Notice tone=Tone::Ok title=tr::gallery::ok_title/>
                <Notice tone=Tone::Warn title=tr::gallery::warn_title><p>{tr::gallery::warn_text}</p></Notice>
                <Notice tone=Tone::Bad title=tr::gallery::bad_title>
                    <p>{tr::gallery::bad_text}</p>
                    <Button label=tr::gallery::retry/>
                </Notice>
            </Stack>
        </Specimen>
        <Specimen id="tags" title=tr::gallery::tags>
            <Cluster>
                <Tag label=tr::gallery::tag_plain/>
                <Tag label=tr::gallery::tag_bridge tone=TagTone::Bridge icon=Icon::Captions/>
                <Tag label=tr::gallery::tag_ember tone=TagTone::Ember icon=Icon::Clock/>
                <Tag label=tr::gallery::tag_ok tone=TagTone::Ok icon=Icon::Check/>
                <Tag label=tr::gallery::tag_warn tone=TagTone::Warn icon=Icon::Alert/>
                <Tag label=tr::gallery::tag_bad tone=TagTone::Bad icon=Icon::Cross/>
                <Tag label=tr::gallery::tag_info tone=TagTone::Info icon=Icon::Info/>
            </Cluster>
        </Specimen>
        <Specimen id="progress" title=tr::gallery::progresses>
            <Stack>
                <Progress label=tr::gallery::progress_label text=|| tr::gallery::progress_text(&tr::number(3), &tr::number(8)) value=3u32 max=8u32/>
                <Progress label=tr::gallery::progress_label text=tr::gallery::progress_done value=8u32 max=8u32/>
            </Stack>
        </Specimen>
        <Specimen id="skeletons" title=tr::gallery::skeletons>
            <Stack>
                <Skeleton label=tr::gallery::loading blocks=1/>
                <Skeleton label=tr::gallery::loading cards=true/>
            </Stack>
        </Specimen>
        <Specimen id="empties" title=tr::gallery::empties>
            <Empty title=tr::gallery::empty_title text=tr::gallery::empty_text level=3>
                <Button label=tr::gallery::empty_drop icon=Icon::Close/>
                <Button label=tr::gallery::empty_clear/>
            </Empty>
        </Specimen>
    }
}
