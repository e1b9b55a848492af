// What is seen, told: by a voice, by a screen reader, or by a recording, with the video waiting where it must. The voice is the test's own.
import { expect, test } from "@playwright/test";
import { caption, hears, listen } from "./learning";
import { axe, prefer } from "./support";
import { FIRST, open, openSettings, spoken, voice, withVideo } from "./watching";

test.use({ viewport: { width: 1280, height: 900 } });

const SEEN = "A browser window shows a footbridge over a river.";

test.beforeEach(async ({ context }) => {
  await prefer(context, "en");
  await listen(context);
});

test("the browser's voice tells what is seen, in its language, while captions are on", async ({ page, context }) => {
  await voice(context, 1);
  const parts = await open(page);
  await parts.button("Description").click();
  await expect(parts.button("Description")).toHaveAttribute("aria-pressed", "true");
  await parts.button("Play").click();
  await expect.poll(() => spoken(page)).not.toEqual([]);
  const [first] = await spoken(page);
  expect(first).toMatchObject({ lang: "en", rate: 1, voice: "Test one" });
  expect(first.text).toContain(SEEN);
  await expect(caption(page, FIRST)).toBeVisible();
  // What the voice says is there to read as well, and is no live region that would say it again.
  await expect(parts.video.getByText(SEEN)).toBeVisible();
  await expect(parts.video.getByRole("status").filter({ hasText: SEEN })).toHaveCount(0);
  await axe(page);
});

test("the voice and its speed are chosen", async ({ page, context }) => {
  await voice(context, 1);
  const parts = await open(page);
  await openSettings(parts);
  await parts.setting("Voice of the description").selectOption("Test two");
  await parts.slider("Speed of the voice").fill("150");
  await parts.button("Description").click();
  await parts.button("Play").click();
  await expect.poll(() => spoken(page)).not.toEqual([]);
  expect((await spoken(page))[0]).toMatchObject({ rate: 1.5, voice: "Test two" });
});

test("the video waits until the description was said, and goes on by itself", async ({ page, context }) => {
  await voice(context, 80);
  const parts = await open(page);
  await parts.button("Description").click();
  await openSettings(parts);
  await parts.setting("Speed").selectOption("2 ×");
  await parts.button("Play").click();
  await expect(parts.video.getByText("The video waits for the description")).toBeVisible();
  await expect(parts.button("Pause")).toBeVisible();
  const held = (await parts.media((video) => video.currentTime)) as number;
  expect(held).toBeGreaterThan(9);
  // At the end of the description's cue, as soon as a busy machine hears of it.
  expect(held).toBeLessThan(15);
  await expect.poll(() => parts.media((video) => !video.paused && video.currentTime > 15), { timeout: 40_000 }).toBe(true);
});

test("whoever pauses while it waits is not played on", async ({ page, context }) => {
  await voice(context, 60);
  const parts = await open(page);
  await parts.button("Description").click();
  await openSettings(parts);
  await parts.setting("Speed").selectOption("3 ×");
  await parts.button("Play").click();
  await expect(parts.video.getByText("The video waits for the description")).toBeVisible();
  await parts.button("Pause").click();
  await expect(parts.button("Play")).toBeVisible();
  const held = await parts.media((video) => video.currentTime);
  await page.waitForTimeout(8_000);
  expect(await parts.media((video) => video.currentTime)).toBe(held);
});

test("where waiting is switched off, the video goes on and the newer description is told", async ({ page, context }) => {
  await voice(context, 60);
  const parts = await open(page);
  await openSettings(parts);
  await parts.box("The video waits until the description was said").uncheck();
  await parts.setting("Speed").selectOption("3 ×");
  await parts.button("Description").click();
  await parts.button("Play").click();
  await expect.poll(async () => (await spoken(page)).length, { timeout: 20_000 }).toBeGreaterThan(1);
  expect(await parts.media((video) => video.paused)).toBe(false);
});

test("a screen reader tells it where that is chosen, and where the browser has no voice", async ({ page }) => {
  const parts = await open(page);
  await parts.button("Description").click();
  await parts.button("Play").click();
  await hears(page, SEEN);
  await expect(parts.video.getByRole("status").filter({ hasText: SEEN })).toBeVisible();
  await openSettings(parts);
  await expect(parts.video.getByText("This browser has no voice for the language of the description")).toBeVisible();
});

test("a screen reader tells it instead of a voice that is there", async ({ page, context }) => {
  await voice(context, 1);
  const parts = await open(page);
  await openSettings(parts);
  await parts.setting("Description comes").selectOption("As text, for a screen reader");
  await parts.button("Description").click();
  await parts.button("Play").click();
  await hears(page, SEEN);
  expect(await spoken(page)).toEqual([]);
});

test("a described recording is offered where the lesson has one, and plays at the same place", async ({ page, context }) => {
  await voice(context, 1);
  await withVideo(page, (video) => {
    video.described = video.renditions.filter((one) => JSON.stringify(one).includes("small.webm"));
  });
  const parts = await open(page);
  await openSettings(parts);
  await parts.setting("Description comes").selectOption("As a recording");
  await parts.button("Back and reload").click();
  await expect.poll(() => parts.media((video) => video.currentSrc)).toMatch(/large\.webm$/);
  await parts.button("Description").click();
  await expect.poll(() => parts.media((video) => video.currentSrc)).toMatch(/small\.webm$/);
  await expect(parts.timeline).toHaveValue("22");
  expect(await spoken(page)).toEqual([]);
  await parts.button("Description").click();
  await expect.poll(() => parts.media((video) => video.currentSrc)).toMatch(/large\.webm$/);
});

test("a lesson without a recording does not offer one", async ({ page }) => {
  const parts = await open(page);
  await openSettings(parts);
  await expect(parts.setting("Description comes").locator("option")).toHaveText(["By the browser’s voice", "As text, for a screen reader"]);
});
