// The failures that people report of other schools, as far as they concern the lesson around its player. Each test has the name of one.
import { expect, test } from "@playwright/test";
import { chapterTitle, hears, listen, press, words } from "./learning";
import { axe, heading, prefer, signIn, tabTo } from "./support";

const COURSE = "first-steps-online";
const FIRST = `/courses/${COURSE}/the-browser`;

test.beforeEach(async ({ context }) => {
  await prefer(context, "en");
  await listen(context);
});

test("1 focus stays on Next after a page change", async ({ page }) => {
  await page.goto(FIRST);
  await heading(page);
  const next = page.getByRole("link", { name: /^Next chapter: / });
  await press(page, next);
  await expect(page.getByRole("heading", { level: 1, name: chapterTitle(COURSE, "search-well", "en") })).toBeFocused();
  await press(page, page.getByRole("link", { name: /^Previous chapter: / }));
  await expect(page.getByRole("heading", { level: 1, name: chapterTitle(COURSE, "the-browser", "en") })).toBeFocused();
});

test("2 navigation inside main", async ({ page }) => {
  await page.goto(FIRST);
  await heading(page);
  const main = page.getByRole("main");
  // The video's own chapters lead to its moments; no way to another page stands in the content.
  await expect(main.getByRole("navigation").getByRole("link")).toHaveCount(0);
  await expect(page.getByRole("navigation", { name: "Chapters of this course" })).toBeVisible();
  // Whoever skips to the content is at the content, not at ways to other places.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(main).toBeFocused();
  await expect(main.getByRole("heading").first()).toHaveText(chapterTitle(COURSE, "the-browser", "en"));
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
  // The ways leave with the page.
  await page.goto("/courses");
  await expect(page.getByRole("navigation", { name: "Chapters of this course" })).toHaveCount(0);
});

test("3 sections that are not headings", async ({ page }) => {
  await page.goto(FIRST);
  await heading(page);
  const contents = page.getByRole("navigation", { name: "Chapters of this course" });
  await expect(contents.getByRole("heading", { level: 2 })).toHaveText("Chapters of this course");
  await expect(contents.getByRole("heading", { level: 3 })).toHaveText(
    ["the-browser", "search-well", "safe-passwords", "email-and-forms"].map((chapter) => chapterTitle(COURSE, chapter, "en")),
  );
  const sections = contents.getByRole("list", { name: "On this page" }).getByRole("link");
  const names = await sections.allTextContents();
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) {
    await press(page, sections.filter({ hasText: name }));
    await expect(page.getByRole("article").getByRole("heading", { name, exact: true })).toBeFocused();
  }
});

test("4 unit tabs tied to nothing", async ({ page }) => {
  await page.goto(FIRST);
  await heading(page);
  await expect(page.getByRole("tab")).toHaveCount(0);
  const tools = page.getByRole("group", { name: "Tools for this lesson" }).getByRole("button").and(page.locator("[aria-expanded]"));
  expect(await tools.count()).toBe(4);
  for (const tool of await tools.all()) {
    const panel = page.locator(`#${await tool.getAttribute("aria-controls")}`);
    await expect(panel).toBeHidden();
    await tool.press("Enter");
    await expect(tool).toHaveAttribute("aria-expanded", "true");
    await expect(panel).toBeVisible();
    await expect(panel).toHaveRole("region");
    await expect(panel).toHaveAccessibleName((await tool.textContent()) ?? "");
  }
  await axe(page);
});

test("9 a result told by icon or colour alone", async ({ page, context, baseURL }) => {
  await page.goto("/courses/accessible-html/why-semantics");
  await heading(page);
  await page.getByRole("checkbox", { name: "I have read this chapter" }).check();
  await hears(page, "This chapter is marked as read.");
  const contents = page.getByRole("navigation", { name: "Chapters of this course" });
  await expect(contents.getByText(/^\d of 4 chapters done$/)).toBeVisible();
  await signIn(context, baseURL ?? "", "staff@example.org");
  await page.goto(`/teach/${COURSE}`);
  await heading(page);
  // What a course has and lacks is said in words beside each icon.
  for (const cell of await page.getByRole("cell").locator(".teach-standing").all()) await expect(cell).toHaveText(/\w/);
});

test("10 an error for a missing answer that does not say which", async ({ page }) => {
  await page.goto(FIRST);
  await heading(page);
  await press(page, page.getByRole("button", { name: "Report an accessibility problem" }));
  const panel = page.getByRole("region", { name: "Report an accessibility problem" });
  await press(page, panel.getByRole("button", { name: "Send the report" }));
  const field = panel.getByRole("textbox", { name: "What does not work?" });
  const link = panel.getByRole("link", { name: /^What does not work\?/ });
  await expect(link).toBeVisible();
  await press(page, link);
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(new RegExp(words("en", "shell").reason_required.slice(0, 10)));
});

test("12 a weak focus ring", async ({ page }) => {
  await page.goto(FIRST);
  await heading(page);
  for (const control of [page.getByRole("article").getByRole("button", { name: "browser", exact: true }), page.getByRole("button", { name: "My notes" })]) {
    await tabTo(page, control, 150);
    const ring = await control.evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { outlineStyle, width: parseFloat(outlineWidth) };
    });
    expect(ring.outlineStyle).not.toBe("none");
    expect(ring.width).toBeGreaterThanOrEqual(2);
  }
});

test("13 a dialog not announced", async ({ page }) => {
  await page.goto(FIRST);
  await heading(page);
  // The tools are no dialogs: nothing takes the page away. What opens is named, and its button says that it is open.
  for (const name of ["Reading settings", "Read aloud", "My notes", "Report an accessibility problem"]) {
    const button = page.getByRole("button", { name, exact: true }).first();
    await button.focus();
    await page.keyboard.press("Space");
    await expect(button).toBeFocused();
    await expect(button).toHaveAttribute("aria-expanded", "true");
    await expect(page.getByRole("region", { name, exact: true }).getByRole("heading", { level: 2, name })).toBeVisible();
  }
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("14 filters and result counts that change in silence", async ({ page }) => {
  await page.goto("/search?q=password");
  await heading(page);
  await hears(page, /passage/);
  await page.getByRole("combobox", { name: "Language of the captions" }).selectOption("fr");
  await hears(page, /passage|No /);
  await page.getByRole("searchbox", { name: "Words" }).fill("navigateur");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=navigateur/);
  await expect(page.getByRole("heading", { level: 2, name: /passage/ })).toBeVisible();
  const links = await page.getByRole("heading", { level: 3 }).getByRole("link").allTextContents();
  expect(new Set(links).size, "each hit has a name of its own").toBe(links.length);
});
