// Captions: in which language, how they look, where they stand, and who says them.
import { expect, test } from "@playwright/test";
import { caption, hears, listen, press } from "./learning";
import { axe, heading, prefer, tabTo } from "./support";
import { FIRST, LESSON, open, openSettings } from "./watching";

test.use({ viewport: { width: 1280, height: 900 } });

test.beforeEach(async ({ context }) => {
  await prefer(context, "en");
  await listen(context);
});

const FRENCH = "Un navigateur est le programme qui permet de visiter les pages du web.";

test("captions change their language, and go away", async ({ page }) => {
  const parts = await open(page);
  const { button, setting, line } = parts;
  await press(page, line(FIRST));
  await expect(caption(page, FIRST)).toBeVisible();
  await openSettings(parts);
  await setting("Language of captions").selectOption("Français");
  await expect(line(FRENCH)).toBeVisible();
  await expect(caption(page, FRENCH)).toBeVisible();
  await expect(caption(page, FIRST)).toHaveCount(0);
  await button("Captions").click();
  await expect(button("Captions")).toHaveAttribute("aria-pressed", "false");
  await expect(caption(page, FRENCH)).toHaveCount(0);
  await expect(line(FRENCH)).toBeVisible();
  await page.reload();
  await expect(button("Captions")).toHaveAttribute("aria-pressed", "false");
  await expect(line(FRENCH)).toBeVisible();
});

test("two languages stand under one another, each in its own direction", async ({ page }) => {
  const parts = await open(page, "?t=2");
  await openSettings(parts);
  await parts.setting("Second language of captions").selectOption("العربية");
  await expect(caption(page, FIRST)).toBeVisible();
  const arabic = caption(page, "المتصفح هو البرنامج");
  await expect(arabic).toHaveCSS("direction", "rtl");
  const [above, below] = await Promise.all([caption(page, FIRST).boundingBox(), arabic.boundingBox()]);
  expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0) - 1);
  await axe(page);
});

test("size, typeface, colour, ground, edge and opacity are seen at once, and on the next lesson", async ({ page }) => {
  const parts = await open(page, "?t=2");
  const shown = caption(page, FIRST);
  const sample = caption(page, "A window on the world");
  await expect(shown).toBeVisible();
  const before = await shown.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  await openSettings(parts);
  await expect(sample).toBeVisible();
  await parts.slider("Size of captions").fill("200");
  await parts.setting("Typeface of captions").selectOption("Letters of one width");
  await parts.setting("Colour of captions").selectOption("Yellow");
  await parts.setting("Background of captions").selectOption("Blue");
  await parts.slider("Opacity of the background").fill("100");
  await parts.setting("Edge of letters").selectOption("Outline");
  const seen = async () => {
    await expect.poll(() => shown.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize) / 1)).toBeCloseTo(before * 2, 0);
    for (const one of [shown, sample]) {
      await expect(one.locator("span")).toHaveCSS("color", "rgb(255, 255, 0)");
      await expect(one.locator("span")).toHaveCSS("font-family", /monospace/);
      await expect(one).toHaveCSS("text-shadow", /rgb\(0, 0, 0\)/);
      expect(await one.locator("span").evaluate((element) => getComputedStyle(element).backgroundColor)).toMatch(/rgb\(0, 0, 204\)|color\(srgb 0 0 0\.8\)/);
    }
  };
  await seen();
  await axe(page);
  await page.goto("/courses");
  await heading(page);
  await page.goto(`${LESSON}?t=2`);
  await openSettings(parts);
  await seen();
  await parts.button("Put the look of captions back").click();
  await expect(shown.locator("span")).toHaveCSS("color", "rgb(255, 255, 255)");
});

test("captions stand over, below or above the picture", async ({ page }) => {
  const parts = await open(page, "?t=2");
  await openSettings(parts);
  const shown = caption(page, FIRST);
  const picture = parts.video.getByLabel("A tour of the browser", { exact: true });
  const edges = async () => {
    const [words, frame] = await Promise.all([shown.boundingBox(), picture.boundingBox()]);
    if (!words || !frame) throw new Error("nothing to measure");
    return { top: words.y - frame.y, bottom: words.y + words.height - frame.y - frame.height };
  };
  expect((await edges()).bottom).toBeLessThanOrEqual(0);
  await parts.setting("Place of captions").selectOption("Below the picture");
  await expect.poll(async () => (await edges()).top).toBeGreaterThan(300);
  await expect.poll(async () => (await edges()).bottom).toBeGreaterThan(0);
  await parts.setting("Place of captions").selectOption("Above the picture");
  await expect.poll(async () => (await edges()).top).toBeLessThan(0);
});

test("captions are moved by the arrow keys and by a pointer, and stay there", async ({ page }) => {
  const parts = await open(page, "?t=2");
  const shown = caption(page, FIRST);
  await expect(shown).toBeVisible();
  const place = async () => (await shown.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const fromTop = async () => (await place()).y - ((await parts.video.getByLabel("A tour of the browser", { exact: true }).boundingBox())?.y ?? 0);
  const grip = parts.button("Move the captions with the arrow keys");
  await tabTo(page, grip, 150);
  const start = await place();
  for (let step = 0; step < 8; step += 1) await page.keyboard.press("ArrowUp");
  await hears(page, "50% from the left, 56% from the top");
  await expect.poll(async () => (await place()).y).toBeLessThan(start.y - 100);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(async () => (await place()).x).toBeLessThan(start.x);

  const before = await place();
  await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
  await page.mouse.down();
  await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2 - 120, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => (await place()).y).toBeLessThan(before.y - 90);
  // The handle takes room while it has focus.
  await page.keyboard.press("Tab");
  const moved = await fromTop();
  await page.reload();
  await expect(shown).toBeVisible();
  await expect.poll(async () => Math.abs((await fromTop()) - moved)).toBeLessThan(4);
});

test("the browser's own captions are there for who prefers them", async ({ page }) => {
  const parts = await open(page, "?t=2");
  await expect(caption(page, FIRST)).toBeVisible();
  await openSettings(parts);
  await parts.box("Let the browser draw the captions").check();
  await expect(caption(page, FIRST)).toHaveCount(0);
  const showing = () => parts.media((video) => [...video.textTracks].filter((track) => track.mode === "showing").map((track) => `${track.kind} ${track.language}`));
  await expect.poll(showing).toEqual(["captions en"]);
  await parts.button("Captions").click();
  await expect.poll(showing).toEqual([]);
});

test("captions are said by a screen reader only where that is asked for", async ({ page }) => {
  const parts = await open(page, "?t=2");
  await expect(caption(page, FIRST)).toBeVisible();
  const said = () => page.evaluate((line) => (window as unknown as { said: string[] }).said.filter((text) => text.includes(line)).length, FIRST);
  expect(await said()).toBe(0);
  await openSettings(parts);
  await parts.box("Screen readers say the captions").check();
  await parts.button("Forward 5 s").click();
  await hears(page, "Its window is like the window of a train");
});

for (const colours of ["dark", "forced"] as const) {
  test(`captions and controls can be told apart in ${colours} colours`, async ({ page }) => {
    await page.emulateMedia(colours === "forced" ? { forcedColors: "active" } : { colorScheme: "dark", contrast: "more" });
    const parts = await open(page, "?t=2");
    await openSettings(parts);
    await parts.button("Search and download").click();
    await expect(caption(page, FIRST)).toBeVisible();
    await expect(parts.button("Captions")).toHaveAttribute("aria-pressed", "true");
    const width = (name: string) => parts.button(name).evaluate((element) => getComputedStyle(element).borderTopColor !== getComputedStyle(element).backgroundColor);
    expect(await width("Captions")).toBe(true);
    await axe(page);
  });
}
