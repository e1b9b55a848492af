// Captioning a course and publishing it: what is missing, a file that is broken, one that is good, and what is in the way.
import { type Page, expect, test } from "@playwright/test";
import { holdBack } from "./intercept";
import { press, words } from "./learning";
import { type Language, axe, fits, heading, prefer, signIn } from "./support";
import { wordsOf } from "./words";

const COURSE = "first-steps-online";
/** A course that no other journey opens, so that it may be out of the catalogue for a moment. */
const OWN = "find-an-apprenticeship";
const BROKEN = "WEBVTT\n\n00:00.000 --> 00:02.000\nThis line of the caption is far too long for anybody to read in time\n\n00:05.000 --> 00:04.000\nBackwards\n\nnot a time --> at all\nWords\n";

test.use({ viewport: { width: 1280, height: 900 } });

async function openForm(page: Page, language: Language) {
  // A summary has no role of its own that every browser agrees on.
  const summary = page.locator("summary").filter({ hasText: words(language, "teach").send_to.split("{")[0].trim() }).first();
  await summary.press("Enter");
}

/** A name that begins with these words; what it is about follows. */
const begins = (text: string) => new RegExp(`^${text}`);

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

for (const language of ["en", "ar"] as const) {
  test(`a good file is kept, and a course is taken out and put back, ${language}`, async ({ page, context, baseURL }) => {
    await prefer(context, language);
    const teach = wordsOf(language, "teach");
    await signIn(context, baseURL ?? "", "staff@example.org");
    await page.goto(`/teach/${OWN}`);
    await heading(page);
    await press(page, page.getByRole("button", { name: teach("unpublish") }));
    await expect(page.getByText(teach("unpublished"), { exact: true })).toBeVisible();
    await expect(page.getByRole("heading", { level: 2, name: teach("publication") })).toBeFocused();
    await press(page, page.getByRole("button", { name: teach("publish") }));
    await expect(page.getByText(teach("published"), { exact: true })).toBeVisible();
    await axe(page);

    await openForm(page, language);
    const input = page.locator("input[type=file]").first();
    const cue = (at: number) => `00:${String(at).padStart(2, "0")}.000 --> 00:${String(at + 4).padStart(2, "0")}.000\nShort words for everybody.\n`;
    await input.setInputFiles(file("good.vtt", `WEBVTT\n\n${[0, 4, 8].map(cue).join("\n")}`));
    const keep = page.getByRole("button", { name: teach("keep") });
    await expect(keep).toBeVisible();
    await press(page, keep);
    await expect(page.getByText(teach("kept", 3)).first()).toBeVisible();
    await expect(page.getByText(teach("was_sent", 3)).first()).toBeVisible();

    // Deleted again with the keyboard, after the dialog was closed once without doing so.
    const remove = page.getByRole("button", { name: begins(teach("remove")) }).first();
    await press(page, remove);
    const dialog = page.getByRole("dialog", { name: begins(teach("remove_title").split("{")[0].trim()) });
    await axe(page);
    await page.keyboard.press("Escape");
    await expect(remove).toBeFocused();
    await press(page, remove);
    const deletion = page.waitForRequest((request) => request.method() === "DELETE");
    await press(page, dialog.getByRole("button", { name: teach("remove") }));
    await expect(page.getByText(teach("was_sent", 3))).toHaveCount(0);
    await expect(page.locator("h2[id^=chapter-]").first()).toBeFocused();

    // What somebody else deletes meanwhile is told, and gone.
    await openForm(page, language);
    await input.setInputFiles(file("good.vtt", `WEBVTT\n\n${[0, 4, 8].map(cue).join("\n")}`));
    await press(page, keep);
    await expect(page.getByText(teach("was_sent", 3)).first()).toBeVisible();
    expect((await page.request.delete((await deletion).url())).ok()).toBe(true);
    await press(page, remove);
    await press(page, dialog.getByRole("button", { name: teach("remove") }));
    await expect(page.getByText(teach("removed_meanwhile"))).toBeVisible();
    await expect(page.getByText(teach("was_sent", 3))).toHaveCount(0);
    await expect(page.locator("h2[id^=chapter-]").first()).toBeFocused();
    await axe(page);
    await fits(page);
  });
}

test("a file that was chosen for a chapter outlives what is kept for another one, and is told of what it is for last, in French", async ({ page, context, baseURL }) => {
  await prefer(context, "fr");
  const teach = wordsOf("fr", "teach");
  await signIn(context, baseURL ?? "", "staff@example.org");
  await page.goto(`/teach/${OWN}`);
  await heading(page);
  const chapters = page.getByRole("region").filter({ has: page.locator("input[type=file]") });
  const [one, two] = [chapters.nth(0), chapters.nth(1)];
  const cue = (at: number) => `00:${String(at).padStart(2, "0")}.000 --> 00:${String(at + 4).padStart(2, "0")}.000\nShort words for everybody.\n`;
  const good = `WEBVTT\n\n${[0, 4, 8].map(cue).join("\n")}`;
  for (const [chapter, name] of [[two, "two.vtt"], [one, "one.vtt"]] as const) {
    await chapter.locator("summary").press("Enter");
    await chapter.locator("input[type=file]").setInputFiles(file(name, good));
    await expect(chapter.getByRole("button", { name: teach("keep") })).toBeVisible();
  }
  await press(page, one.getByRole("button", { name: teach("keep") }));
  await expect(one.getByText(teach("was_sent", 3))).toBeVisible();
  await expect(one.getByText("one.vtt")).toHaveCount(0);
  await expect(two.getByText("two.vtt")).toBeVisible();
  await expect(two.getByRole("button", { name: teach("keep") })).toBeVisible();

  // What is said of the language before comes after what is said of the language that is chosen, and is not taken.
  let asked = 0;
  const { waits, letGo } = await holdBack(page, "**/check*", () => (asked += 1) === 1);
  const language = two.getByRole("combobox", { name: teach("language") });
  await language.selectOption("es");
  await waits();
  await expect(two.getByRole("button", { name: teach("keep") })).toHaveCount(0);
  await language.selectOption("ar");
  const keep = two.getByRole("button", { name: teach("keep") });
  await expect(two.locator("h3[id^=checked-]").or(keep).first()).toBeVisible();
  const said = await two.textContent();
  letGo();
  await page.waitForTimeout(500);
  expect(await two.textContent()).toBe(said);
  await axe(page);
  await fits(page);

  await press(page, one.getByRole("button", { name: begins(teach("remove")) }));
  await press(page, page.getByRole("dialog").getByRole("button", { name: teach("remove") }));
  await expect(one.getByText(teach("was_sent", 3))).toHaveCount(0);
});

for (const language of ["en", "fr"] as const) {
  test(`only those who teach get in, and the navigation shows it to them alone, ${language}`, async ({ page, context, browser, baseURL }) => {
    await prefer(context, language);
    const [teach, shell] = [wordsOf(language, "teach"), wordsOf(language, "shell")];
    const way = (page: Page) =>
      page.getByRole("navigation", { name: shell("main_navigation") }).getByRole("link", { name: shell("teach"), exact: true });
    await page.goto("/teach");
    await heading(page);
    await expect(page.getByText(teach("gate_why"))).toBeVisible();
    await expect(way(page)).toHaveCount(0);
    await signIn(context, baseURL ?? "", "learner@example.org");
    await page.goto("/teach");
    await expect(page.getByText(teach("teachers_only"))).toBeVisible();
    await expect(way(page)).toHaveCount(0);
    await axe(page);
    const mentor = await browser.newContext({ baseURL, viewport: { width: 1280, height: 900 } });
    await prefer(mentor, language);
    await signIn(mentor, baseURL ?? "", "mentor@example.org");
    const other = await mentor.newPage();
    await other.goto("/");
    await press(other, way(other));
    await expect(other.getByRole("heading", { level: 1, name: teach("title") })).toBeFocused();
    await expect(other.getByRole("rowheader")).toHaveCount(1);
    await expect(other.getByRole("link", { name: teach("to_reports") })).toHaveCount(0);
    await axe(other);
    await fits(other);
    await mentor.close();
  });
}

for (const language of ["en", "ar"] as const) {
  test(`staff give a course an author and take it back, and a wrong address is told beside its field, ${language}`, async ({ page, context, browser, baseURL }) => {
    await prefer(context, language);
    const teach = wordsOf(language, "teach");
    await signIn(context, baseURL ?? "", "staff@example.org");
    await page.goto(`/teach/${OWN}`);
    await heading(page);
    const people = page.getByRole("region", { name: teach("authors") });
    await expect(people.getByText(teach("authors_none"))).toBeVisible();
    const field = people.getByRole("textbox", { name: teach("author_email") });
    await field.fill("learner@example.org");
    await press(page, people.getByRole("button", { name: teach("author_add") }));
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await axe(page);
    await page.reload();
    await expect(field, "what was typed is kept").toHaveValue("learner@example.org");
    await field.fill("mentor@example.org");
    await press(page, people.getByRole("button", { name: teach("author_add") }));
    await expect(people.getByRole("heading", { level: 2 })).toBeFocused();
    await expect(people.getByText("mentor@example.org")).toBeVisible();
    await expect(field).toHaveValue("");

    const mentor = await browser.newContext({ baseURL });
    await prefer(mentor, language);
    await signIn(mentor, baseURL ?? "", "mentor@example.org");
    const other = await mentor.newPage();
    await other.goto(`/teach/${OWN}`);
    await heading(other);
    await expect(other.getByRole("heading", { level: 2, name: teach("publication") })).toBeVisible();
    await expect(other.getByRole("region", { name: teach("authors") })).toHaveCount(0);
    await mentor.close();

    await press(page, people.getByRole("button", { name: begins(teach("author_remove")) }));
    await expect(people.getByText(teach("authors_none"))).toBeVisible();
    await expect(people.getByRole("heading", { level: 2 })).toBeFocused();
    await axe(page);
    await fits(page);
  });
}
