// The transcript: text with headings, to search, to read in another language, to print and to take away.
import { expect, test } from "@playwright/test";
import { caption, hears, listen, press, type } from "./learning";
import { axe, prefer } from "./support";
import { FIRST, open, openSettings } from "./watching";

test.use({ viewport: { width: 1280, height: 900 } });

test.beforeEach(async ({ context }) => {
  await prefer(context, "en");
  await listen(context);
});

test("the transcript is text under the headings of its chapters, and Enter goes to a line", async ({ page }) => {
  const { transcript, line, timeline } = await open(page);
  await expect(transcript.getByRole("heading", { level: 4 })).toHaveText(["The window", "The address bar", "Back and reload", "Tabs", "Bigger words"]);
  await expect(transcript.getByRole("listitem")).toHaveCount(12);
  const target = line("Click in the bar, type an address");
  await line(FIRST).focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowDown");
  await expect(target).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(timeline).toHaveValue("13");
  await expect(target).toHaveAttribute("aria-current", "true");
  // Marked by more than colour.
  await expect(target).toHaveCSS("font-weight", "700");
  await expect(line(FIRST)).toHaveCSS("font-weight", "400");
});

test("a search counts, marks, and goes from place to place", async ({ page }) => {
  const { button, transcript, video } = await open(page);
  await press(page, button("Search and download"));
  const field = video.getByRole("searchbox", { name: "Search in the transcript" });
  await type(page, field, "THE page");
  await expect(video.getByText("1 of 1")).toBeVisible();
  await field.fill("page");
  await expect(video.getByText("1 of 5")).toBeVisible();
  await hears(page, "1 of 5");
  await expect(transcript.getByRole("mark").or(transcript.locator("mark"))).toHaveCount(5);
  await press(page, button("Find the next one"));
  await expect(video.getByText("2 of 5")).toBeVisible();
  await hears(page, "Every page has an address");
  await expect(transcript.getByRole("button", { name: "Every page has an address" })).toBeInViewport();
  await press(page, button("Find the one before"));
  await press(page, button("Find the one before"));
  await expect(video.getByText("5 of 5")).toBeVisible();
  await field.fill("xylophone");
  await expect(video.getByText("Not found")).toBeVisible();
  await hears(page, "Not found");
  await axe(page);
});

test("the transcript has a language of its own, and Arabic runs from right to left", async ({ page }) => {
  const { button, setting, line, timeline } = await open(page, "?t=2");
  await expect(caption(page, FIRST)).toBeVisible();
  await button("Search and download").click();
  await setting("Language of the transcript").selectOption("العربية");
  const arabic = line("المتصفح هو البرنامج الذي تزور به صفحات الويب.");
  await expect(arabic).toHaveCSS("direction", "rtl");
  expect(await arabic.evaluate((element) => element.closest("[lang]")?.getAttribute("lang"))).toBe("ar");
  await expect(timeline).toHaveCSS("direction", "ltr");
  await expect(caption(page, FIRST)).toBeVisible();
  await axe(page);
});

test("captions in Arabic run from right to left", async ({ page }) => {
  const parts = await open(page, "?t=2");
  await openSettings(parts);
  await parts.setting("Language of captions").selectOption("العربية");
  await expect(caption(page, "المتصفح هو البرنامج")).toHaveCSS("direction", "rtl");
});

for (const [name, ending, begins] of [
  ["Text", "txt", "A browser is the program that lets you visit pages on the web."],
  ["Text for braille", "brf.txt", ""],
  ["SubRip", "srt", "1\n00:00:00,350 --> 00:00:04,002"],
  ["WebVTT", "vtt", "WEBVTT"],
] as const) {
  test(`the transcript is taken away as ${name}`, async ({ page }) => {
    const { button, video } = await open(page);
    await button("Search and download").click();
    const saved = page.waitForEvent("download");
    await video.getByRole("link", { name, exact: true }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${ending.replace(".", "\\.")}$`));
    const stream = await download.createReadStream();
    const text = (await stream.toArray()).join("").replaceAll("\r\n", "\n");
    expect(text).toContain("A browser is the program");
    expect(text.slice(0, 200)).toContain(begins);
    if (name === "Text for braille") expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(40);
  });
}

test("printing puts the whole transcript on paper, and nothing of the player", async ({ page }) => {
  await page.addInitScript(() => Object.assign(window, { print: () => Object.assign(window, { printed: true }) }));
  const { button, transcript, video } = await open(page);
  await button("Search and download").click();
  await button("Print the transcript").click();
  expect(await page.evaluate(() => (window as unknown as { printed?: boolean }).printed)).toBe(true);
  await page.emulateMedia({ media: "print" });
  await expect(button("Play")).toBeHidden();
  await expect(video.getByRole("searchbox")).toBeHidden();
  await expect(transcript.getByText("Try it without fear")).toBeVisible();
  const cut = await transcript.getByRole("list").first().evaluate((element) => {
    const lines = element.parentElement;
    return !lines || (lines.scrollHeight > lines.clientHeight + 2 && getComputedStyle(lines).overflowY !== "visible");
  });
  expect(cut, "lines are cut off on paper").toBe(false);
});
