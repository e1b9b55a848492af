// The player by its controls: where the video is, how fast and how loud it plays, which passage is repeated, and what comes after its end.
import { expect, test } from "@playwright/test";
import { caption, hears, listen, press } from "./learning";
import { axe, fits, heading, isSignedIn, newAccount, prefer, tabTo } from "./support";
import { FIRST, LESSON, SECOND, open, openSettings } from "./watching";

test.use({ viewport: { width: 1280, height: 900 } });

test.beforeEach(async ({ context }) => {
  await prefer(context, "en");
  await listen(context);
});

test("every control has a name of its own, in the order of use", async ({ page }) => {
  const parts = await open(page);
  const { video, button } = parts;
  await openSettings(parts);
  await expect(button("Settings")).toHaveAttribute("aria-expanded", "true");
  const snapshot = await video.ariaSnapshot();
  const controls = [...snapshot.matchAll(/^\s*- '?(button|link|slider|combobox|checkbox)\b(?: "((?:[^"\\]|\\.)*)")?/gm)].map(([, role, name]) => ({ role, name }));
  expect(controls.length).toBeGreaterThan(30);
  expect(controls.filter(({ name }) => !name), "controls without a name").toEqual([]);
  const names = controls.map(({ role, name }) => `${role} ${name}`);
  expect(names.filter((name, at) => names.indexOf(name) !== at), "names that stand twice").toEqual([]);
  await expect(video).toMatchAriaSnapshot(`
    - 'region "Video: A tour of the browser"':
      - 'heading "Video: A tour of the browser" [level=2]'
      - slider "Position in the video"
      - button "Play"
      - button "Captions" [pressed]
      - button "Description"
      - button "Back 5 s"
      - button "Forward 5 s"
      - button "Chapter before"
      - button "Next chapter"
      - button "Mute"
      - button "Settings" [expanded]
      - button "Keys"
      - slider "Volume"
      - region "Playing":
        - heading "Playing" [level=3]
        - combobox "Speed"
        - combobox "Quality of the picture"
      - region "Captions":
        - heading "Captions" [level=3]
        - combobox "Language of captions"
      - region "Description":
        - heading "Description" [level=3]
      - navigation "Chapters of the video":
        - heading "Chapters of the video" [level=3]
      - region "Transcript":
        - heading "Transcript" [level=3]
        - checkbox "Follow the video" [checked]
  `);
  await axe(page);
});

test("the speed is changed from half to three times, used and kept", async ({ page }) => {
  const parts = await open(page);
  await openSettings(parts);
  await expect(parts.setting("Speed")).toHaveValue("100");
  await expect(parts.setting("Speed").locator("option")).toHaveCount(11);
  await parts.setting("Speed").selectOption("1.5 ×");
  const rate = () => parts.media((video) => video.playbackRate);
  await expect.poll(rate).toBe(1.5);
  await page.reload();
  await openSettings(parts);
  await expect(parts.setting("Speed")).toHaveValue("150");
  await expect.poll(rate).toBe(1.5);
});

test("steps, chapters and the slider move the video, and say where it is", async ({ page }) => {
  const { video, button, timeline } = await open(page);
  const chapters = video.getByRole("navigation", { name: "Chapters of the video" });
  await expect(chapters.getByRole("button")).toHaveText([/The window/, /The address bar/, /Back and reload/, /Tabs/, /Bigger words/]);
  await press(page, chapters.getByRole("button", { name: "Tabs" }));
  await expect(timeline).toHaveValue("30");
  await expect(timeline).toHaveAttribute("aria-valuetext", "30 seconds of 54 seconds");
  await expect(chapters.getByRole("button", { name: "Tabs" })).toHaveAttribute("aria-current", "true");
  await expect(chapters.getByRole("button", { name: "The window" })).not.toHaveAttribute("aria-current");
  await press(page, button("Forward 5 s"));
  await expect(timeline).toHaveValue("35");
  await hears(page, "35 seconds of 54 seconds");
  await press(page, button("Back 5 s"));
  await expect(timeline).toHaveValue("30");
  await press(page, button("Next chapter"));
  await expect(timeline).toHaveValue("39");
  await hears(page, "Bigger words");
  await press(page, button("Chapter before"));
  await expect(timeline).toHaveValue("30");
  await expect(chapters.getByRole("button", { name: "Tabs" })).toHaveAttribute("aria-current", "true");
  await tabTo(page, timeline, 150);
  await page.keyboard.press("End");
  await expect(timeline).toHaveValue("54");
  await page.keyboard.press("Home");
  await expect(timeline).toHaveValue("0");
});

test("the volume has a slider, and mute keeps it", async ({ page }) => {
  const { button, slider, media } = await open(page);
  await slider("Volume").fill("40");
  await expect.poll(() => media((video) => video.volume)).toBe(0.4);
  await expect(slider("Volume")).toHaveAttribute("aria-valuetext", "40%");
  await button("Mute").click();
  await expect(button("Mute")).toHaveAttribute("aria-pressed", "true");
  await expect(slider("Volume")).toHaveValue("0");
  await page.reload();
  await expect(button("Mute")).toHaveAttribute("aria-pressed", "true");
  expect(await media((video) => video.muted)).toBe(true);
  await button("Mute").click();
  await expect(slider("Volume")).toHaveValue("40");
});

test("a passage is repeated between two moments, set by buttons", async ({ page }) => {
  const parts = await open(page);
  await openSettings(parts);
  await parts.line(SECOND).click();
  await expect(parts.timeline).toHaveValue("4");
  await parts.button("Start the passage here").click();
  await hears(page, "The repeated passage starts at 4 seconds; it has no end yet.");
  await parts.button("Forward 5 s").click();
  await expect(parts.timeline).toHaveValue("9");
  await parts.setting("Speed").selectOption("1.5 ×");
  await parts.button("End the passage here").click();
  await expect(parts.video.getByText("Repeats from 4 seconds to 9 seconds.")).toBeVisible();
  await parts.button("Play").click();
  // How far it comes before it goes back for the second time.
  const farthest = await parts.media(
    (video) =>
      new Promise<number>((resolve) => {
        let [before, farthest, turns] = [video.currentTime, 0, 0];
        const look = setInterval(() => {
          if (video.currentTime < before - 2) turns += 1;
          before = video.currentTime;
          farthest = Math.max(farthest, before);
          if (turns >= 2) resolve((clearInterval(look), farthest));
        }, 50);
      }),
  );
  expect(farthest).toBeGreaterThan(8);
  // A busy machine hears late that the end is passed; the video goes on to its 54th second.
  expect(farthest).toBeLessThan(14);
  await parts.button("Stop repeating").click();
  await expect(parts.video.getByText("No passage is repeated.")).toBeVisible();
  await expect.poll(() => parts.media((video) => video.currentTime)).toBeGreaterThan(11);
});

test("another quality goes on at the same place", async ({ page }) => {
  const parts = await open(page);
  await openSettings(parts);
  await expect.poll(() => parts.media((video) => video.currentSrc)).toMatch(/large\.webm$/);
  await parts.button("Back and reload").click();
  await parts.button("Play").click();
  await expect.poll(() => parts.media((video) => video.currentTime)).toBeGreaterThan(22.5);
  await parts.setting("Quality of the picture").selectOption("360p");
  await expect.poll(() => parts.media((video) => video.currentSrc)).toMatch(/small\.webm$/);
  await expect.poll(() => parts.media((video) => !video.paused && video.readyState > 2 && video.currentTime > 22.5)).toBe(true);
  await page.reload();
  await expect.poll(() => parts.media((video) => video.currentSrc)).toMatch(/small\.webm$/);
});

test("somebody who asked to save data gets the small picture", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true, effectiveType: "4g" } }));
  const { media } = await open(page);
  await expect.poll(() => media((video) => video.currentSrc)).toMatch(/small\.webm$/);
});

test("full screen shows the picture with its controls, and leaves again", async ({ page }) => {
  const { button } = await open(page);
  await button("Full screen").click();
  await expect(button("Leave full screen")).toBeVisible();
  expect(await page.evaluate(() => document.fullscreenElement?.querySelectorAll("video, button").length)).toBeGreaterThan(5);
  await button("Leave full screen").click();
  await expect(button("Full screen")).toBeVisible();
});

test("a small window takes the picture out of the page, with the browser's captions in place of ours", async ({ page }) => {
  const { button, media } = await open(page, "?t=2");
  await expect(caption(page, FIRST)).toBeVisible();
  await expect.poll(() => media((video) => video.readyState)).toBeGreaterThan(0);
  await button("Small window").click();
  await expect(button("Small window")).toHaveAttribute("aria-pressed", "true");
  expect(await page.evaluate(() => document.pictureInPictureElement?.tagName)).toBe("VIDEO");
  await expect(caption(page, FIRST)).toHaveCount(0);
  expect(await media((video) => [...video.textTracks].filter((track) => track.mode === "showing").length)).toBe(1);
  await button("Small window").click();
  await expect(button("Small window")).toHaveAttribute("aria-pressed", "false");
  await expect(caption(page, FIRST)).toBeVisible();
});

test("after the end it offers the next step, and starts again when asked", async ({ page }) => {
  const { video, button, timeline, media } = await open(page);
  await timeline.fill("53");
  await button("Play").click();
  await expect(video.getByText("The video is over.")).toBeVisible();
  await hears(page, "The video is over. What comes next: ");
  await expect(video.getByRole("link", { name: /quiz/i })).toHaveAttribute("href", `${LESSON}/quiz`);
  await axe(page);
  await button("Watch again").click();
  await expect.poll(() => media((video) => !video.paused && video.currentTime < 20)).toBe(true);
  await expect(video.getByText("The video is over.")).toHaveCount(0);
});

test("an address with a second opens the lesson there, and wins over where it was left", async ({ page }) => {
  const { button, timeline } = await open(page, "?t=12");
  await expect(timeline).toHaveValue("12");
  await button("Tabs").click();
  await expect(timeline).toHaveValue("30");
  await page.goto("/courses");
  await heading(page);
  await page.goto(`${LESSON}?t=12`);
  await expect(timeline).toHaveValue("12");
  await page.goto(LESSON);
  await expect(timeline).not.toHaveValue("0");
});

test("without an account the video goes on where it was left in this browser", async ({ page }) => {
  const { button, timeline, video } = await open(page);
  await button("Back and reload").click();
  await expect(timeline).toHaveValue("22");
  await expect(video.getByText("Goes on at")).toHaveCount(0);
  await page.goto("/courses");
  await heading(page);
  await page.goBack();
  await expect(timeline).toHaveValue("22");
  await expect(video.getByRole("status").filter({ hasText: "Goes on at 22 seconds" })).toBeVisible();
  await button("Play").click();
  await expect(video.getByText("Goes on at")).toHaveCount(0);
});

test("how somebody watches follows the account to another device", async ({ browser, page, context, baseURL }) => {
  const email = await newAccount(context, baseURL ?? "", "watcher");
  const parts = await open(page);
  await isSignedIn(page, "en");
  await openSettings(parts);
  // A second after a choice all that is chosen by then is sent, so that two choices may go in one or in two.
  const saved = page.waitForResponse((response) => {
    const sent = response.request().postData() ?? "";
    return response.url().endsWith("/api/account/preferences") && sent.includes("speed=175") && sent.includes("captions=0");
  });
  await parts.setting("Speed").selectOption("1.75 ×");
  await parts.button("Captions").click();
  expect((await saved).ok()).toBe(true);

  const other = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await prefer(other, "en");
  await other.request.post(`${baseURL}/api/session`, { data: { email, password: "passerelle-demo" } });
  const there = await open(await other.newPage());
  await expect.poll(() => there.media((video) => video.playbackRate)).toBe(1.75);
  await expect(there.button("Captions")).toHaveAttribute("aria-pressed", "false");
  await other.close();
});

for (const [name, width] of [["320 px, which is 400 % of zoom", 320], ["768 px", 768]] as const) {
  test(`everything fits at ${name}, with wide text and in Arabic`, async ({ page, context }) => {
    await page.setViewportSize({ width, height: 640 });
    const parts = await open(page);
    await openSettings(parts);
    await parts.button("Search and download").click();
    await expect(parts.video.getByRole("searchbox")).toBeVisible();
    await fits(page);
    // The page's policy refuses a style element, which is as it should be; a sheet made by a script is what a reader's extension adds.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }");
      document.adoptedStyleSheets = [sheet];
    });
    await fits(page);
    await context.addInitScript(() => localStorage.setItem("language", "ar"));
    await page.reload();
    await heading(page);
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    await fits(page);
  });
}

test("the line that is said is marked and followed, until the reader moves", async ({ page }) => {
  // A scroll that takes its time on a busy machine would look like the reader's own.
  await page.emulateMedia({ reducedMotion: "reduce" });
  const parts = await open(page);
  const { video, button, line, transcript, box } = parts;
  await openSettings(parts);
  await parts.setting("Speed").selectOption("2 ×");
  await button("Settings").click();
  const current = transcript.locator("[aria-current=true]");
  await button("Play").click();
  await expect(line(FIRST)).toHaveAttribute("aria-current", "true");
  await expect(line(SECOND)).toHaveAttribute("aria-current", "true");
  await expect(current).toHaveCount(1);
  await button("Pause").click();
  await expect(button("Play")).toBeVisible();
  await button("Bigger words").click();
  await expect(current).toBeInViewport();
  await expect(line(FIRST)).not.toBeInViewport();
  await expect(box("Follow the video")).toBeChecked();

  // The reader scrolls, and keeps that place.
  await current.hover();
  await page.mouse.wheel(0, -4000);
  await expect(line(FIRST)).toBeInViewport();
  await expect(box("Follow the video")).not.toBeChecked();
  await video.getByRole("navigation").getByRole("button", { name: "Tabs" }).click();
  await expect(line("The round arrow loads the same page")).toHaveAttribute("aria-current", "true");
  await expect(line(FIRST)).toBeInViewport();
  await box("Follow the video").press("Space");
  await expect(line(FIRST)).not.toBeInViewport();
  await expect(current).toBeInViewport();

  // The reader moves focus in it, and keeps that place too.
  await current.focus();
  await page.keyboard.press("ArrowUp");
  await expect(box("Follow the video")).not.toBeChecked();
});
