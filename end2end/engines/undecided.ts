// What an engine leaves to a person, or judges wrongly, with the reason why it is not a fault here. Nothing else may be found.
interface Listed {
  engine: "axe" | "ibm" | "alfa";
  rule: string;
  /** The paths that it is found on. */
  page: RegExp;
  /** What it is found on, where the reason holds for some elements only. */
  on?: RegExp;
  /** The states and looks that it is found in, where the reason holds for some only. */
  state?: RegExp;
  reason: string;
}

const EVERY = /^/;
const LESSON = /^\/courses\/[^/]+\/[^/]+$/;

export const UNDECIDED: Listed[] = [
  // Questions about the style sheet as a whole, which are asked of any page that has one.
  { engine: "ibm", rule: "style_color_misuse", page: EVERY, reason: "asked of every style sheet; whatever has a colour has words or a symbol too, which the forced-colours looks show" },
  { engine: "ibm", rule: "style_highcontrast_visible", page: EVERY, reason: "asked of every style sheet; each page is judged in forced colours as well" },
  { engine: "ibm", rule: "style_viewport_resizable", page: EVERY, reason: "asked of every style sheet; sizes of text are in rem, and viewport units only bound boxes" },
  { engine: "ibm", rule: "style_focus_visible", page: EVERY, reason: "asked of every control with an outline of its own; :focus-visible draws a ring of 3 px in --focus, whose contrast is computed in style/tokens.css" },

  // The frame of every page.
  { engine: "ibm", rule: "aria_content_in_landmark", page: EVERY, on: /skip-link/, reason: "a skip link has to come before every landmark" },
  { engine: "ibm", rule: "element_tabbable_visible", page: EVERY, reason: "asked of what is out of sight until it has focus: the skip link, and boxes that their labels draw" },
  { engine: "ibm", rule: "element_tabbable_unobscured", page: EVERY, reason: "asked of buttons in a closed disclosure, which cannot have focus until it is open" },
  { engine: "alfa", rule: "sia-r41", page: EVERY, reason: "links of one name lead to one place: the entry of the navigation and the breadcrumb, a card and its next step" },
  { engine: "alfa", rule: "sia-r81", page: /^\/outcome$/, reason: "both links of one name lead to the form that makes an account; the one in the page comes back to it afterwards" },
  { engine: "alfa", rule: "sia-r65", page: EVERY, on: /card-link|door-link/, reason: "the ring is drawn around the whole card, on ::after of the link, which Alfa does not look at" },
  { engine: "alfa", rule: "sia-r111", page: EVERY, on: /card-link|door-link/, reason: "the whole card is the target: ::after of the link covers it, which Alfa does not measure" },
  { engine: "alfa", rule: "sia-r111", page: /^\/courses/, on: /type="submit"/, reason: "Alfa takes the closed list of languages for one that lies over the button" },
  { engine: "alfa", rule: "sia-r113", page: /^\/courses/, on: /type="submit"/, reason: "Alfa takes the closed list of languages for one that lies over the button" },

  { engine: "alfa", rule: "sia-r111", page: /^\/(profile|employer\/training|employer\/ads\/[^/]+)$/, on: /href="\/(accessibility|api\/docs|gallery)"|id="ad-steps"/, reason: "Alfa does not cut off what a box that scrolls keeps out of sight: the list of skills is as long as the page, and lies nowhere near the field that follows and the links of the footer" },
  { engine: "alfa", rule: "sia-r111", page: /^\/(profile\/privacy|employer\/training)$/, on: /id="(privacy-named|training-purpose)"/, reason: "the same: the list of organisations and the list of skills scroll, and do not lie over the field that follows" },
  { engine: "alfa", rule: "sia-r111", page: /^\/employer$/, on: /href="\/employer\/(shared|searches)"/, reason: "Alfa takes the closed list of languages for one that lies over the links" },
  { engine: "alfa", rule: "sia-r111", page: /^\/employer$/, on: /lone-link" href="\/employer\/jobs\//, reason: "Alfa does not cut off what a box that scrolls keeps out of sight: the table of ads is longer than its box, and does not lie over the link behind it" },
  { engine: "alfa", rule: "sia-r111", page: /^\/teach\//, on: /href="\/(accessibility|api\/docs|gallery)"/, reason: "Alfa takes the form in the last closed disclosure for one that lies over the footer" },
  { engine: "alfa", rule: "sia-r66", page: EVERY, state: /forced/, reason: "the main button is HighlightText on Highlight, which are the system's and the reader's own colours; Alfa reckons with colours of its choice" },

  // Structure.
  { engine: "alfa", rule: "sia-r78", page: /^\/gallery$/, on: /id="side-pages"/, reason: "what is at the side of a page begins with a heading of its own, of the level that it has on every page; here it comes right after the name of the component" },
  { engine: "ibm", rule: "aria_role_redundant", page: EVERY, on: /role="list"/, reason: "WebKit drops the role of a list without markers unless it is said" },
  { engine: "ibm", rule: "list_structure_proper", page: EVERY, on: /<dl/, reason: "each term and its description stand in a div, as HTML allows" },
  { engine: "ibm", rule: "aria_accessiblename_exists", page: EVERY, on: /<th scope="col" class="">/, reason: "the name of the column of buttons is out of sight, which the engine takes for missing" },
  { engine: "ibm", rule: "aria_keyboard_handler_exists", page: /^\/gallery$/, on: /role="tablist"/, reason: "the handler of the arrow keys is set by script, and bubbles; end2end/shell.spec.ts presses them" },
  { engine: "ibm", rule: "img_alt_background", page: EVERY, on: /class="bone/, reason: "the shimmer of a page that is still loading is no picture; what is loading is said in words" },
  { engine: "ibm", rule: "aria_keyboard_handler_exists", page: EVERY, on: /radiogroup/, reason: "the radio buttons inside are the browser's own, with its keys" },
  { engine: "ibm", rule: "element_tabbable_role_valid", page: EVERY, on: /table-scroll|<pre/, reason: "what scrolls sideways must be reachable to be scrolled by keys" },
  { engine: "ibm", rule: "aria_complementary_label_visible", page: /^\/talents\//, reason: "its heading is out of sight because the facts say what they are; the name is there for screen readers" },
  { engine: "ibm", rule: "text_block_heading", page: EVERY, reason: "asked of short bold lines; titles of notices belong to their notice and are not sections" },
  { engine: "ibm", rule: "text_sensory_misuse", page: EVERY, reason: "asked of words such as left or bottom; here they count characters, or tell of pages as seen by others" },
  { engine: "ibm", rule: "blockquote_cite_exists", page: /^\/(contacts|employer\/jobs\/[^/]+)$/, reason: "what somebody wrote in a message has no address to be cited from; who wrote it stands above" },
  { engine: "ibm", rule: "text_quoted_correctly", page: LESSON, reason: "questions that one asks oneself are no quotations" },

  // Forms.
  { engine: "ibm", rule: "input_autocomplete_valid", page: /^\/sign-in$/, on: /autocomplete="username"/, reason: "HTML lets a user name be an e-mail field, as it is here, and axe agrees; password managers look for that word" },
  { engine: "ibm", rule: "input_fields_grouped", page: EVERY, reason: "asked of every two fields; those that belong together are in a fieldset already" },
  { engine: "ibm", rule: "select_options_grouped", page: EVERY, reason: "places and languages are one alphabetical list" },
  { engine: "ibm", rule: "input_checkboxes_grouped", page: EVERY, reason: "each of these boxes is a choice of its own" },
  { engine: "ibm", rule: "input_label_exists", page: /^\/courses$/, on: /id="words"/, reason: "the label is out of sight, which the engine takes for missing; end-to-end tests find the field by it" },
  { engine: "ibm", rule: "input_label_exists", page: /^\/teach\//, on: /<select .*-(kind|language)"/, reason: "the field is in a closed disclosure, and its label is out of sight with it" },
  { engine: "ibm", rule: "input_label_visible", page: EVERY, on: /textarea/, reason: "the label stands above the hint and the field, further off than the engine looks" },

  // The player and its lesson.
  { engine: "ibm", rule: "input_label_visible", page: LESSON, on: /player-range/, reason: "a time line is known by its place and its times" },
  { engine: "ibm", rule: "widget_tabbable_exists", page: LESSON, on: /player-line/, reason: "the transcript is one tab stop, and the arrow keys go from line to line" },
  { engine: "ibm", rule: "media_keyboard_controllable", page: LESSON, reason: "asked of every video; the player's own controls are driven by keys in end2end/player.spec.ts" },
  { engine: "ibm", rule: "caption_track_exists", page: LESSON, on: /player-sign-video/, reason: "the signer's video is silent beside the one it signs, whose captions are on the page" },
  { engine: "axe", rule: "video-caption", page: LESSON, on: /player-sign-video/, reason: "the signer's video is silent beside the one it signs, whose captions are on the page" },
  { engine: "ibm", rule: "img_alt_background", page: LESSON, on: /--caption-size/, state: /settings/, reason: "the ground of the preview of captions is no picture; its words are text" },
  { engine: "ibm", rule: "text_contrast_sufficient", page: LESSON, on: /<span>/, state: /settings|playing/, reason: "captions and their preview stand over a picture on a ground of their own, whose opacity the engine does not reckon with" },
  { engine: "alfa", rule: "sia-r111", page: LESSON, on: /player-chapter/, state: /settings/, reason: "Alfa does not cut off what a box that scrolls keeps out of sight: the settings are longer than their box, and do not lie over the chapters" },
  { engine: "alfa", rule: "sia-r113", page: LESSON, on: /player-chapter/, state: /settings/, reason: "the same, where Alfa asks for room around what it takes to be covered" },
  { engine: "alfa", rule: "sia-r111", page: LESSON, on: /player-chapter/, state: /keys/, reason: "the list of keys is a modal dialog: nothing behind it can be pressed until it is closed" },
  { engine: "alfa", rule: "sia-r113", page: LESSON, on: /player-chapter/, state: /keys/, reason: "the same, where Alfa asks for room around what it takes to be covered" },
  { engine: "alfa", rule: "sia-r111", page: LESSON, on: /player-chapter/, state: /over/, reason: "Alfa does not cut off what a box that scrolls keeps out of sight: at the end the first lines of the transcript are scrolled away, and do not lie over the chapters" },
  { engine: "alfa", rule: "sia-r113", page: LESSON, on: /player-chapter/, state: /over/, reason: "the same, where Alfa asks for room around what it takes to be covered" },
  { engine: "axe", rule: "color-contrast", page: EVERY, reason: "not measured below the edge of a box that scrolls, nor under the ::after that makes a card one target; the tokens' contrast is computed in style/tokens.css" },
  { engine: "alfa", rule: "sia-r66", page: LESSON, reason: "words over the picture stand on a ground of their own, whose opacity Alfa does not reckon with" },
  { engine: "alfa", rule: "sia-r69", page: LESSON, reason: "words over the picture stand on a ground of their own, whose opacity Alfa does not reckon with" },
  { engine: "alfa", rule: "sia-r73", page: LESSON, on: /caption/, reason: "a caption is two lines over a picture and no paragraph to read" },
];
