// An application made elsewhere that is written in two windows: nothing that was saved or typed is lost without a word.
import { type BrowserContext, type Page, expect, test } from "@playwright/test";
import { choose, press } from "./keyboard";
import { notices } from "./notices";
import { type Language, axe, fits, newAccount, prefer } from "./support";
import { wordsOf } from "./words";

const ID = "outside-windows";

const FIRST = { title: "Boulanger", employer: "Au coin", url: "", status: "sent", applied_on: null, note: "Call." };

/** What is kept of the application: its state and its note; nothing once it is deleted. */
async function kept(context: BrowserContext) {
  const list: { id: string; status: string; note: string }[] = await (await context.request.get("/api/outside-applications")).json();
  return list.filter(({ id }) => id === ID).map(({ status, note }) => [status, note]);
}

/** A window where the form of the application is open. */
async function opened(context: BrowserContext, language: Language) {
  const outside = wordsOf(language, "outside");
  const page = await context.newPage();
  await page.goto("/applications");
  const part = page.getByRole("region", { name: outside("title") });
  const button = (key: string) => part.getByRole("button", { name: outside(key), exact: true });
  const edit = part.getByRole("article", { name: FIRST.title }).getByRole("button", { name: new RegExp(`^${outside("edit")}`) });
  const note = part.getByRole("textbox", { name: new RegExp(`^${outside("note")}`) });
  const at = (id: string) => page.locator(`#outside-${id}`);
  const send = part.getByRole("button", { name: wordsOf(language, "shell")("save"), exact: true });
  const save = async () => {
    await page.bringToFront();
    await send.press("Enter");
  };
  const open = async () => {
    await edit.press("Enter");
    await expect(at("job"), "where focus goes, before anything is typed").toBeFocused();
  };
  await open();
  await expect(note).toHaveValue(FIRST.note);
  return { page, part, button, open, note, at, save, wayOn: notices(page, language).wayOn };
}

async function written(context: BrowserContext, baseURL: string) {
  await newAccount(context, baseURL, "windows");
  const answer = await context.request.put(`/api/outside-applications/${ID}`, { data: { ...FIRST, version: null } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** The page with its notice: within its width, and nothing that an engine finds. */
async function stands(page: Page) {
  await fits(page);
  await axe(page);
}

for (const [language, width] of [["fr", 1280], ["ar", 360]] as const) {
  test(`who writes an application in two windows is told, and nothing that was typed is lost, in ${language}`, async ({ browser, baseURL }) => {
    const [outside, shell, words] = [wordsOf(language, "outside"), wordsOf(language, "shell"), wordsOf(language, "words")];
    const context = await browser.newContext({ baseURL, viewport: { width, height: 900 } });
    await prefer(context, language);
    await written(context, baseURL ?? "");
    const [one, two] = [await opened(context, language), await opened(context, language)];
    for (const text of [FIRST.title, FIRST.employer]) {
      const shown = one.part.getByRole("article", { name: FIRST.title }).getByText(text, { exact: true }).first();
      await expect(shown, "it runs its own way").toHaveCSS("direction", "ltr");
    }

    // One window saves; the other, which did not see that, is told in what they differ.
    await two.page.bringToFront();
    await choose(two.page, two.part.getByRole("combobox", { name: outside("status") }), "interview");
    await two.note.fill("On Tuesday at ten.");
    await two.save();
    await expect.poll(() => kept(context)).toEqual([["interview", "On Tuesday at ten."]]);
    await expect(two.at("overtaken")).toHaveCount(0);
    await one.page.bringToFront();
    await one.note.fill("Bring the papers.");
    await one.save();
    await expect(one.at("overtaken")).toBeFocused();
    await expect(one.at("overtaken")).toContainText(outside("overtaken"));
    await expect(one.at("overtaken").getByRole("listitem")).toHaveText([
      words("labelled", { label: outside("status"), text: outside("interview") }),
      words("labelled", { label: outside("note"), text: "On Tuesday at ten." }),
    ]);
    await expect(one.page.getByRole("button", { name: shell("retry") })).toHaveCount(0);
    await expect(one.note).toHaveValue("Bring the papers.");
    await stands(one.page);
    await one.save();
    await expect(one.at("overtaken"), "saving once more does not decide it").toBeFocused();
    expect(await kept(context)).toEqual([["interview", "On Tuesday at ten."]]);

    // What is kept takes the place of what was typed, which comes back after a reload too.
    await press(one.page, one.wayOn("see_kept"));
    await expect(one.at("aside")).toBeFocused();
    await expect(one.note).toHaveValue("On Tuesday at ten.");
    await stands(one.page);
    await one.page.reload();
    await expect(one.note).toHaveValue("On Tuesday at ten.");
    await one.page.bringToFront();
    // What waits outlives the saving of what is kept.
    await one.note.fill("On Tuesday at eleven.");
    await one.save();
    await expect(one.at("aside")).toBeFocused();
    expect(await kept(context)).toEqual([["interview", "On Tuesday at eleven."]]);
    await expect(one.note).toHaveValue("On Tuesday at eleven.");
    await stands(one.page);
    await one.wayOn("aside_back").press("Enter");
    await expect(one.note).toHaveValue("Bring the papers.");
    await expect(one.at("job")).toBeFocused();
    await expect(one.at("aside")).toHaveCount(0);
    await one.save();
    await expect.poll(() => kept(context)).toEqual([["sent", "Bring the papers."]]);

    // What was typed takes the place of what is kept, once that is chosen.
    await two.page.reload();
    await two.open();
    await two.note.fill("Called.");
    const other = { ...FIRST, note: "From the telephone.", version: 4 };
    expect((await context.request.put(`/api/outside-applications/${ID}`, { data: other })).ok()).toBe(true);
    await two.save();
    await expect(two.at("overtaken")).toBeFocused();
    await press(two.page, two.wayOn("take_place"));
    await expect.poll(() => kept(context)).toEqual([["sent", "Called."]]);
    await expect(two.at("overtaken")).toHaveCount(0);
    await expect(two.page.getByRole("heading", { level: 2, name: outside("title") })).toBeFocused();
    await context.close();
  });

  test(`an application that was deleted in another window comes back only where that is chosen, in ${language}`, async ({ browser, baseURL }) => {
    const outside = wordsOf(language, "outside");
    const context = await browser.newContext({ baseURL, viewport: { width, height: 900 } });
    await prefer(context, language);
    await written(context, baseURL ?? "");
    const one = await opened(context, language);
    await one.note.fill("Bring the papers.");
    expect((await context.request.delete(`/api/outside-applications/${ID}`)).ok()).toBe(true);
    await one.save();
    await expect(one.at("overtaken")).toBeFocused();
    await expect(one.at("overtaken")).toContainText(outside("gone"));
    expect(await kept(context)).toEqual([]);
    await stands(one.page);
    await press(one.page, one.button("save_anew"));
    await expect.poll(() => kept(context)).toEqual([["sent", "Bring the papers."]]);
    await context.close();
  });
}
