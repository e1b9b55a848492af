//! The picture of the home page: a footbridge with people on it, from a room where somebody learns to one where somebody works.

use leptos::prelude::*;

/// The picture of the home page. The sentence beside it says what it shows, so screen readers pass over it.
#[component]
pub fn Hero() -> impl IntoView {
    view! {
        <svg class="hero-picture" viewBox="0 0 640 400" preserveAspectRatio="xMidYMax meet" aria-hidden="true" focusable="false" inner_html=DRAWING></svg>
    }
}

const DRAWING: &str = "\
<circle class='h-halo' cx='326' cy='134' r='112'/>\
<circle class='h-sun' cx='326' cy='134' r='70'/>\
<path class='h-far' d='M0 262c60-40 120-52 190-34s120 30 190 6 170-40 260 4v162H0z'/>\
<path class='h-water' d='M110 330h420v70H110z'/>\
<path class='h-ripple' d='M190 348h70m24 0h46m90-2h44M230 364h90m30 0h60M180 380h50m40 0h110m26 0h40'/>\
<path class='h-land' d='M0 400V262h118c14 30 22 76 24 138zM640 400V262H522c-14 30-22 76-24 138z'/>\
<path class='h-cable' d='M112 262C170 158 248 122 320 122s150 36 208 140'/>\
<path class='h-post' d='M152 206v56M188 168v94M226 144v118M272 127v135M320 122v140M368 127v135M414 144v118M452 168v94M488 206v56'/>\
<path class='h-deck' d='M96 262h448'/>\
<path class='h-rail' d='M112 240h416'/>\
<path class='h-strut' d='M128 342C190 290 250 270 320 270s130 20 192 72M176 306V264M232 282V264M408 282V264M464 306V264'/>\
<path class='h-room' d='M16 262V150l44-32 44 32v112z'/>\
<path class='h-roof' d='M8 154l52-38 52 38'/>\
<path class='h-pane' d='M34 164h52v40H34z'/>\
<path class='h-sign' d='M53 175v18l15-9z'/>\
<path class='h-door' d='M46 262v-40h28v40z'/>\
<path class='h-room' d='M536 262V110h88v152z'/>\
<path class='h-roof' d='M530 110h100'/>\
<path class='h-pane' d='M550 126h24v22h-24zM586 126h24v22h-24zM550 162h24v22h-24zM586 162h24v22h-24z'/>\
<path class='h-door' d='M564 262v-52h32v52z'/>\
<path class='h-tree' d='M130 262v-30M518 262v-26'/>\
<circle class='h-leaf' cx='130' cy='222' r='15'/>\
<circle class='h-leaf' cx='518' cy='226' r='13'/>\
<g class='h-person'><circle cx='214' cy='214' r='7'/><path d='M214 222v20M214 242l-7 18M214 242l8 18M214 227l-9 11M214 227l10 9'/></g>\
<g class='h-person h-person-two'><circle cx='322' cy='217' r='7'/><path d='M322 225v16l10 2 2 15M322 229l12 6'/><circle class='h-wheel' cx='322' cy='250' r='11'/><path d='M311 226v16'/></g>\
<g class='h-person'><circle cx='350' cy='210' r='7'/><path d='M350 218v24M350 242l-8 18M350 242l8 18M350 224l-12 8M350 224l9 11'/></g>\
<g class='h-person h-person-two'><circle cx='438' cy='213' r='7'/><path d='M438 221v21M438 242l-8 18M438 242l8 18M438 226l10 7 8-6M438 226l-8 12'/></g>\
<path class='h-bird' d='M410 92q8-8 14 0q6-8 14 0M450 112q6-6 10 0q5-6 10 0M196 96q6-6 11 0q5-6 11 0'/>";

#[cfg(test)]
mod tests {
    #[test]
    fn the_picture_is_small() {
        assert!(super::DRAWING.len() < 6 * 1024);
    }
}
