// The player by its controls: what is said, in which language and how fast, where the video is, and what happens when it breaks.
import { type Page, expect, test } from "@playwright/test";
import { caption, hears, listen, player, press, words } from "./learning";
import { axe, heading, prefer, tabTo } from "./support";

const LESSON = "/courses/first-steps-online/the-browser";
const TITLE = "A tour of the browser";
const FIRST = "A browser is the program that lets you visit pages on the web.";
const SECOND = "Its window is like the window of a train: the frame stays, the view changes.";
const MEDIA = /\/media\/[^/]+\/[^/]+\.(webm|mp4)$/;

test.use({ viewport: { width: 1280, height: 900 } });

test.beforeEach(async ({ context }) => {
  await prefer(context, "en");
  await listen(context);
});

/** Opens the lesson and gives its parts. */
async function open(page: Page) {
  await page.goto(LESSON);
  await heading(page);
  const video = player(page, "en", TITLE);
  await expect(video.getByRole("button", { name: FIRST })).toBeVisible();
  const button = (name: string) => video.getByRole("button", { name, exact: true });
  const setting = (name: string) => video.getByRole("combobox", { name });
  return { video, button, setting, line: (text: string) => video.getByRole("button", { name: text }), timeline: video.getByRole("slider", { name: "Position in the video" }) };
}

test("every control has a name of its own, in the order of use", async ({ page }) => {
  const { video, button } = await open(page);
  await button("Settings").click();
  await expect(button("Settings")).toHaveAttribute("aria-expanded", "true");
  const snapshot = await video.ariaSnapshot();
  const controls = [...snapshot.matchAll(/^\s*- '?(button|link|slider|combobox|checkbox)\b(?: "((?:[^"\\]|\\.)*)")?/gm)].map(([, role, name]) => ({ role, name }));
  expect(controls.length).toBeGreaterThan(20);
  expect(controls.filter(({ name }) => !name), "controls without a name").toEqual([]);
  const names = controls.map(({ role, name }) => `${role} ${name}`);
  expect(names.filter((name, at) => names.indexOf(name) !== at), "names that stand twice").toEqual([]);
  await expect(video).toMatchAriaSnapshot(`
    - 'region "Video: A tour of the browser"':
      - 'heading "Video: A tour of the browser" [level=2]'
      - slider "Position in the video"
      - button "Play"
      - button "Back 5 s"
      - button "Forward 5 s"
      - button "Captions" [pressed]
      - button "Description"
      - button "Mute"
      - button "Settings" [expanded]
      - combobox "Speed"
      - slider "Volume"
      - combobox "Language of captions and transcript"
      - combobox "Size of captions"
      - checkbox "Use single letters as shortcuts" [checked]
      - navigation "Chapters of the video":
        - heading "Chapters of the video" [level=3]
      - region "Transcript":
        - heading "Transcript" [level=3]
        - checkbox "Follow the video" [checked]
  `);
  await axe(page);
});

test("captions change their language, and go away", async ({ page }) => {
  const { button, setting, line } = await open(page);
  await press(page, line(FIRST));
  await expect(caption(page, FIRST)).toBeVisible();
  await button("Settings").click();
  await setting("Language of captions and transcript").selectOption("Français");
  const french = "Un navigateur est le programme qui permet de visiter les pages du web.";
  await expect(line(french)).toBeVisible();
  await expect(caption(page, french)).toBeVisible();
  await expect(caption(page, FIRST)).toHaveCount(0);
  await button("Captions").click();
  await expect(button("Captions")).toHaveAttribute("aria-pressed", "false");
  await expect(caption(page, french)).toHaveCount(0);
  await expect(line(french)).toBeVisible();
  await page.reload();
  await expect(button("Captions")).toHaveAttribute("aria-pressed", "false");
  await expect(line(french)).toBeVisible();
});

test("the description says in words what is seen", async ({ page }) => {
  const { video, button } = await open(page);
  await button("Description").click();
  await expect(button("Description")).toHaveAttribute("aria-pressed", "true");
  await button("Tabs").click();
  await expect(video.getByRole("status").filter({ hasText: /\w{3,}/ })).not.toHaveCount(0);
  await axe(page);
});

test("the speed is changed, used and kept", async ({ page }) => {
  const { video, button, setting } = await open(page);
  await button("Settings").click();
  await expect(setting("Speed")).toHaveValue("100");
  await setting("Speed").selectOption("1.5 ×");
  const rate = () => video.getByLabel(TITLE, { exact: true }).evaluate((element) => (element as HTMLVideoElement).playbackRate);
  await expect.poll(rate).toBe(1.5);
  await page.reload();
  await button("Settings").click();
  await expect(setting("Speed")).toHaveValue("150");
  await expect.poll(rate).toBe(1.5);
});

test("the line that is said is marked and followed while the video plays", async ({ page }) => {
  const { video, button, setting, line } = await open(page);
  await button("Settings").click();
  await setting("Speed").selectOption("2 ×");
  const lines = video.getByRole("region", { name: "Transcript" }).getByRole("button");
  const current = lines.and(page.locator("[aria-current=true]"));
  await button("Play").click();
  await expect(line(FIRST)).toHaveAttribute("aria-current", "true");
  await expect(line(SECOND)).toHaveAttribute("aria-current", "true");
  await expect(current).toHaveCount(1);
  await button("Pause").click();
  await expect(button("Play")).toBeVisible();
  await button("Bigger words").click();
  await expect(current).toBeInViewport();
  await expect(line(FIRST)).not.toBeInViewport();

  const follow = video.getByRole("checkbox", { name: "Follow the video" });
  await follow.press("Space");
  await expect(follow).not.toBeChecked();
  await button("The address bar").click();
  await expect(line(SECOND)).toHaveAttribute("aria-current", "true");
  await expect(line(SECOND)).not.toBeInViewport();
});

test("a chapter leads to its place, and the list says where the video is", async ({ page }) => {
  const { video, timeline } = await open(page);
  const chapters = video.getByRole("navigation", { name: "Chapters of the video" });
  await expect(chapters.getByRole("button")).toHaveText([/The window/, /The address bar/, /Back and reload/, /Tabs/, /Bigger words/]);
  await press(page, chapters.getByRole("button", { name: "Tabs" }));
  await expect(timeline).toHaveValue("30");
  await expect(timeline).toHaveAttribute("aria-valuetext", "30 seconds of 54 seconds");
  await expect(chapters.getByRole("button", { name: "Tabs" })).toHaveAttribute("aria-current", "true");
  await expect(chapters.getByRole("button", { name: "The window" })).not.toHaveAttribute("aria-current");
});

test("a video that cannot be fetched says so, offers the transcript, and loads again", async ({ page }) => {
  await page.route(MEDIA, (route) => route.abort());
  const { video, button, timeline } = await open(page);
  const alert = video.getByRole("alert");
  await expect(alert.getByText("The video could not be loaded")).toBeVisible();
  await hears(page, "Everything that is said is also in the transcript.");
  await axe(page);
  await press(page, alert.getByRole("link", { name: "Go to the transcript" }));
  await expect(video.getByRole("heading", { name: "Transcript" })).toBeFocused();
  await page.unroute(MEDIA);
  await alert.getByRole("button", { name: "Load the video again" }).click();
  await expect(alert).toHaveCount(0);
  await button("Play").click();
  await expect(button("Pause")).toBeVisible();
  await expect(timeline).not.toHaveValue("0");
});

test("an Arabic transcript runs from right to left, and time from left to right", async ({ page }) => {
  const { button, setting, line, timeline } = await open(page);
  await button("Settings").click();
  await setting("Language of captions and transcript").selectOption("العربية");
  const arabic = line("المتصفح هو البرنامج الذي تزور به صفحات الويب.");
  await expect(arabic).toHaveCSS("direction", "rtl");
  expect(await arabic.evaluate((element) => element.closest("[lang]")?.getAttribute("lang"))).toBe("ar");
  await expect(timeline).toHaveCSS("direction", "ltr");
  await arabic.click();
  await expect(caption(page, "المتصفح هو البرنامج")).toHaveCSS("direction", "rtl");
  await axe(page);
});

test("keys do what the list of keys says, and letters can be switched off", async ({ page }) => {
  const { video, button, timeline } = await open(page);
  await tabTo(page, button("Captions"), 150);
  await page.keyboard.press("c");
  await expect(button("Captions")).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("d");
  await expect(button("Description")).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("m");
  await expect(button("Mute")).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("ArrowRight");
  await expect(timeline).toHaveValue("5");
  await page.keyboard.press("ArrowLeft");
  await expect(timeline).toHaveValue("0");
  await page.keyboard.press("k");
  await expect(button("Pause")).toBeVisible();
  await page.keyboard.press("k");
  await expect(button("Play")).toBeVisible();

  // A slider keeps its own keys.
  await tabTo(page, timeline, 150);
  await page.keyboard.press("End");
  await expect(timeline).toHaveValue("54");
  await page.keyboard.press("k");
  await expect(button("Play")).toBeVisible();
  await page.keyboard.press("Home");
  await expect(timeline).toHaveValue("0");

  await press(page, button("Settings"));
  await expect(video.getByRole("definition").filter({ hasText: words("en", "player").key_play })).toBeVisible();
  await press(page, video.getByRole("checkbox", { name: "Use single letters as shortcuts" }), "Space");
  await expect(video.getByRole("definition").filter({ hasText: words("en", "player").key_play })).toHaveCount(0);
  await tabTo(page, button("Captions"), 150);
  await page.keyboard.press("c");
  await page.keyboard.press("ArrowRight");
  await expect(timeline).toHaveValue("5");
  await expect(button("Captions")).toHaveAttribute("aria-pressed", "false");
});

test("without an account the video goes on where it was left in this browser", async ({ page }) => {
  const { button, timeline } = await open(page);
  await button("Back and reload").click();
  await expect(timeline).toHaveValue("22");
  await page.goto("/courses");
  await heading(page);
  await page.goBack();
  await expect(timeline).toHaveValue("22");
});
