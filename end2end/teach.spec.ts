// Captioning a course and publishing it: what is missing, a file that is broken, one that is good, and what is in the way.
import { type Page, expect, test } from "@playwright/test";
import { press, words } from "./learning";
import { type Language, axe, fits, heading, prefer, signIn } from "./support";

const COURSE = "first-steps-online";
const BROKEN = "WEBVTT\n\n00:00.000 --> 00:02.000\nThis line of the caption is far too long for anybody to read in time\n\n00:05.000 --> 00:04.000\nBackwards\n\nnot a time --> at all\nWords\n";

test.use({ viewport: { width: 1280, height: 900 } });

async function openForm(page: Page, language: Language) {
  // A summary has no role of its own that every browser agrees on.
  const summary = page.locator("summary").filter({ hasText: words(language, "teach").send_to.split("{")[0].trim() }).first();
  await summary.press("Enter");
}

const file = (name: string, text: string) => ({ name, mimeType: "text/vtt", buffer: Buffer.from(text) });

for (const language of ["en", "fr", "ar"] as Language[]) {
  test(`a broken file is told with line, column, what is wrong and what mends it, ${language}`, async ({ page, context, baseURL }) => {
    await prefer(context, language);
    const teach = words(language, "teach");
    await signIn(context, baseURL ?? "", "staff@example.org");
    await page.goto("/teach");
    await heading(page);
    await axe(page);
    await page.goto(`/teach/${COURSE}`);
    await heading(page);
    await axe(page);
    await openForm(page, language);
    await page.locator("input[type=file]").first().setInputFiles(file("broken.vtt", BROKEN));
    await expect(page.getByText(teach.refused)).toBeVisible();
    const table = page.getByRole("table", { name: teach.findings });
    await expect(table.getByRole("row").filter({ hasText: teach.error }).first()).toBeVisible();
    await expect(table.getByRole("row").filter({ hasText: teach.warning }).first()).toBeVisible();
    await expect(page.getByRole("button", { name: teach.keep })).toHaveCount(0);
    const place = table.getByRole("link").first();
    await press(page, place);
    await expect(page.locator(".teach-lines li:focus")).toHaveCount(1);
    await fits(page);
    await axe(page);
  });
}

test("a good file is kept, and a course is taken out and put back", async ({ page, context, baseURL }) => {
  await prefer(context, "en");
  await signIn(context, baseURL ?? "", "staff@example.org");
  const course = "understanding-ai";
  await page.goto(`/teach/${course}`);
  await heading(page);
  await press(page, page.getByRole("button", { name: "Take the course out of the catalogue" }));
  await expect(page.getByText("Not published", { exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Publication" })).toBeFocused();
  await press(page, page.getByRole("button", { name: "Publish the course" }));
  await expect(page.getByText("Published", { exact: true })).toBeVisible();
  await axe(page);

  await openForm(page, "en");
  const input = page.locator("input[type=file]").first();
  const cue = (at: number) => `00:${String(at).padStart(2, "0")}.000 --> 00:${String(at + 4).padStart(2, "0")}.000\nShort words for everybody.\n`;
  await input.setInputFiles(file("good.vtt", `WEBVTT\n\n${[0, 4, 8].map(cue).join("\n")}`));
  const keep = page.getByRole("button", { name: "Keep this file" });
  await expect(keep).toBeVisible();
  await press(page, keep);
  await expect(page.getByText("Kept: 3 cues").first()).toBeVisible();
  await expect(page.getByText("Uploaded, 3 cues").first()).toBeVisible();

  // Deleted again with the keyboard, after the dialog was closed once without doing so.
  const remove = page.getByRole("button", { name: /^Delete this file/ }).first();
  await press(page, remove);
  const dialog = page.getByRole("dialog", { name: /^Delete: / });
  await axe(page);
  await page.keyboard.press("Escape");
  await expect(remove).toBeFocused();
  await press(page, remove);
  await press(page, dialog.getByRole("button", { name: "Delete this file" }));
  await expect(page.getByText("Uploaded, 3 cues")).toHaveCount(0);
  await expect(page.locator("h2[id^=chapter-]").first()).toBeFocused();
});

test("only those who teach get in, and the navigation shows it to them alone", async ({ page, context, browser, baseURL }) => {
  await prefer(context, "en");
  await page.goto("/teach");
  await heading(page);
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Teaching" })).toHaveCount(0);
  await signIn(context, baseURL ?? "", "learner@example.org");
  await page.goto("/teach");
  await expect(page.getByText("This page is for mentors and staff")).toBeVisible();
  const mentor = await browser.newContext({ baseURL, locale: "en-GB" });
  await prefer(mentor, "en");
  await signIn(mentor, baseURL ?? "", "mentor@example.org");
  const other = await mentor.newPage();
  await other.goto("/");
  await other.getByRole("link", { name: "Teaching" }).click();
  await expect(other.getByRole("heading", { level: 1, name: "Teaching" })).toBeFocused();
  await expect(other.getByRole("rowheader")).toHaveCount(1);
  await expect(other.getByRole("link", { name: "Reported accessibility problems" })).toHaveCount(0);
  await mentor.close();
});

test("staff give a course an author and take it back, and a wrong address is told beside its field", async ({ page, context, browser, baseURL }) => {
  await prefer(context, "en");
  await signIn(context, baseURL ?? "", "staff@example.org");
  await page.goto("/teach/understanding-ai");
  await heading(page);
  const people = page.getByRole("region", { name: "People who may change this course" });
  await expect(people.getByText("No mentor yet.")).toBeVisible();
  const field = people.getByRole("textbox", { name: "E-mail address of a mentor" });
  await field.fill("learner@example.org");
  await press(page, people.getByRole("button", { name: "Add this mentor" }));
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await axe(page);
  await page.reload();
  await expect(field, "what was typed is kept").toHaveValue("learner@example.org");
  await field.fill("mentor@example.org");
  await press(page, people.getByRole("button", { name: "Add this mentor" }));
  await expect(people.getByRole("heading", { level: 2 })).toBeFocused();
  await expect(people.getByText("mentor@example.org")).toBeVisible();
  await expect(field).toHaveValue("");

  const mentor = await browser.newContext({ baseURL, locale: "en-GB" });
  await prefer(mentor, "en");
  await signIn(mentor, baseURL ?? "", "mentor@example.org");
  const other = await mentor.newPage();
  await other.goto("/teach/understanding-ai");
  await heading(other);
  await expect(other.getByRole("region", { name: "People who may change this course" })).toHaveCount(0);
  await mentor.close();

  await press(page, people.getByRole("button", { name: /^Remove/ }));
  await expect(people.getByText("No mentor yet.")).toBeVisible();
  await expect(people.getByRole("heading", { level: 2 })).toBeFocused();
});
