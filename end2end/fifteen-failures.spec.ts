// Failures that users report of other products, each as a test with its name: what they complain of there must not be so here.
// This file has those of the player; those of the lesson around it, of the quiz and of work have files of their own.
import { type Locator, expect, test } from "@playwright/test";
import { caption, hears, listen, press, type } from "./learning";
import { prefer, tabTo } from "./support";
import { FIRST, open, openSettings, spoken, voice } from "./watching";

test.use({ viewport: { width: 1280, height: 900 } });

test.beforeEach(async ({ context }) => {
  await prefer(context, "en");
  await listen(context);
});

test("3 sections that are not headings: the player, its settings, chapters and transcript are found by headings", async ({ page }) => {
  const parts = await open(page);
  await openSettings(parts);
  // The chapters' names come with a file of their own.
  for (const name of ["The window", "Tabs"]) await expect(parts.video.getByRole("heading", { level: 4, name })).toBeVisible();
  const levels = await parts.video.getByRole("heading").evaluateAll((all) => all.map((one) => `${one.tagName} ${one.textContent}`));
  expect(levels[0]).toBe("H2 Video: A tour of the browser");
  for (const heading of ["H3 Playing", "H3 Captions", "H3 Description", "H3 Chapters of the video", "H3 Transcript", "H4 The window", "H4 Tabs"]) {
    expect(levels).toContain(heading);
  }
});

test("5 no audio description: one press beside play has the video described aloud, with captions on", async ({ page, context }) => {
  await voice(context, 1);
  const { button } = await open(page);
  await tabTo(page, button("Play"), 150);
  await page.keyboard.press("Tab");
  await expect(button("Captions")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(button("Description")).toBeFocused();
  await page.keyboard.press("Enter");
  await button("Play").click();
  await expect.poll(async () => (await spoken(page)).map((one) => one.text).join(" ")).toContain("A browser window shows a footbridge over a river.");
  await expect(caption(page, FIRST)).toBeVisible();
});

test("6 captions that only a mouse can move: the arrow keys move them as well", async ({ page }) => {
  const { button } = await open(page, "?t=2");
  const words = caption(page, FIRST);
  await expect(words).toBeVisible();
  const before = await words.boundingBox();
  await tabTo(page, button("Move the captions with the arrow keys"), 150);
  for (let step = 0; step < 6; step += 1) await page.keyboard.press("ArrowUp");
  await expect.poll(async () => (await words.boundingBox())?.y).toBeLessThan((before?.y ?? 0) - 60);
});

test("7 unnamed or disordered player controls: each has a name, and Tab meets them in the order of use", async ({ page }) => {
  const { video, button } = await open(page);
  const wanted = ["Position in the video", "Play", "Captions", "Description", "Back 5 s", "Forward 5 s", "Chapter before", "Next chapter", "Mute", "Settings", "Keys"];
  await tabTo(page, video.getByRole("slider", { name: "Position in the video" }), 150);
  const met: string[] = [];
  for (let step = 0; step < wanted.length; step += 1) {
    met.push(await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim() ?? ""));
    await page.keyboard.press("Tab");
  }
  expect(met).toEqual(wanted);
  await expect(button("Keys")).toHaveAttribute("aria-haspopup", "dialog");
});

test("9 a result told by icon or colour alone: what is on, and which line is said, is told in words and in shape", async ({ page }) => {
  const parts = await open(page, "?t=2");
  await expect(parts.button("Captions")).toHaveAttribute("aria-pressed", "true");
  const line = parts.line(FIRST);
  await expect(line).toHaveAttribute("aria-current", "true");
  await expect(line).toHaveCSS("font-weight", "700");
  await expect(line).toHaveCSS("border-inline-start-width", "4px");
  const bar = (name: string) => parts.button(name).locator("span").evaluate((element) => getComputedStyle(element).boxShadow);
  expect(await bar("Captions")).not.toBe("none");
  expect(await bar("Description")).toBe("none");
});

/** What focus draws around an element. */
const ring = (control: Locator) =>
  control.evaluate((element) => {
    const { outlineWidth, outlineStyle, outlineColor } = getComputedStyle(element);
    return { width: Number.parseFloat(outlineWidth), style: outlineStyle, colour: outlineColor };
  });

test("12 a weak focus ring: every control of the player has one of three pixels in a colour of its own", async ({ page }) => {
  const { video, button, timeline, line } = await open(page);
  for (const control of [timeline, button("Play"), button("Captions"), button("Settings"), video.getByRole("checkbox", { name: "Follow the video" }), line(FIRST)]) {
    await tabTo(page, control, 150);
    const drawn = await ring(control);
    expect(drawn.width).toBeGreaterThanOrEqual(3);
    expect(drawn.style).toBe("solid");
    const ground = await control.evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(drawn.colour).not.toBe(ground);
  }
});

test("13 a dialog not announced: the list of keys has a name and says what it is for, keeps focus and gives it back", async ({ page }) => {
  const { video, button } = await open(page);
  await press(page, button("Keys"));
  const dialog = video.getByRole("dialog", { name: "Keys" });
  await expect(dialog).toBeVisible();
  await expect(dialog).toHaveAccessibleDescription("Keys work while focus is on the player. Each can be changed or switched off.");
  expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("Tab");
    const outside = await dialog.evaluate((element) => document.activeElement !== document.body && !element.contains(document.activeElement));
    expect(outside, `focus left the dialog after ${step + 1} steps`).toBe(false);
  }
  await page.keyboard.press("Escape");
  await expect(button("Keys")).toBeFocused();
});

test("14 result counts that change in silence: a search in the transcript says how many places it found", async ({ page }) => {
  const { video, button } = await open(page);
  await press(page, button("Search and download"));
  await type(page, video.getByRole("searchbox", { name: "Search in the transcript" }), "page");
  await hears(page, "1 of 5");
  await press(page, button("Find the next one"));
  await hears(page, "2 of 5");
});
