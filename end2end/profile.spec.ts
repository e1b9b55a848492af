// A profile is written, previewed, made visible and hidden again by its owner alone.
import { type BrowserContext, type Locator, expect, test } from "@playwright/test";
import { press, tick } from "./keyboard";
import { notices } from "./notices";
import { type Language, axe, fits, heading, newAccount, prefer, signIn } from "./support";
import { wordsOf } from "./words";

// The letter keeps it apart from the words of an address, which are taken out of what a talent writes.
const run = `m${Date.now().toString(36)}`;

test("a profile is found once its owner makes it visible, and not any more once hidden", async ({ page, context, browser, baseURL }) => {
  const email = await newAccount(context, baseURL ?? "", "profile");
  const employer = await browser.newContext({ baseURL });
  await signIn(employer, baseURL ?? "", "employer@example.org");
  const headline = `Keeps spreadsheets honest, ${run}`;
  await page.goto("/profile");
  await heading(page);
  await expect(page.getByText("Your profile is hidden")).toBeVisible();
  await axe(page);

  await tick(page.getByRole("radio", { name: "Organisations that hire here" }));
  await page.getByRole("button", { name: "Save" }).click();
  const summary = page.getByRole("group", { name: "There is a problem" });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveText(["Headline: Fill in this field."]);
  await axe(page);

  await page.getByRole("textbox", { name: "Headline" }).fill(headline);
  await page.getByRole("textbox", { name: /^About you/ }).fill("I checked the accounts of an association for three years.");
  const skills = page.getByRole("group", { name: /^Your skills/ });
  await skills.getByRole("searchbox", { name: "Find in this list" }).fill("negot");
  await tick(skills.getByRole("checkbox", { name: "Negotiation" }));
  await page.getByRole("combobox", { name: /^Level of your studies/ }).selectOption("5");
  await page.getByRole("combobox", { name: /^Where you live/ }).selectOption("nantes");
  await page.getByRole("combobox", { name: /^How far you would travel/ }).selectOption("20");
  await tick(page.getByRole("checkbox", { name: "Fixed-term contract" }));
  await page.getByRole("button", { name: "Add a language" }).click();
  await page.getByRole("combobox", { name: "Language 1" }).selectOption("fr");
  await page.getByRole("combobox", { name: "Level: French" }).selectOption("C1");

  // A day without its year is no value to the browser: it is not left out without a word.
  const available = page.getByLabel(/^Available from/);
  await available.focus();
  await page.keyboard.type("12");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveText(["Available from: Complete this date, or empty the field."]);
  await expect(available).toHaveAccessibleDescription(/Complete this date, or empty the field\./);
  expect(await (await context.request.get("/api/profile")).json(), "nothing was sent").toBeNull();
  await axe(page);
  await available.fill("");

  await page.getByRole("button", { name: "Look at it as a whole" }).click();
  const preview = page.getByRole("dialog", { name: "The profile as a whole" });
  await expect(preview.getByRole("heading", { name: headline })).toBeVisible();
  await expect(preview.getByText("Negotiation", { exact: true })).toBeVisible();
  await expect(preview.getByText("French (C1, fluent)")).toBeVisible();
  await expect(preview.getByText("Test profile")).toHaveCount(0);
  await expect(preview.getByText(email)).toHaveCount(0);
  await axe(page);
  await page.keyboard.press("Escape");
  await expect(preview).toBeHidden();

  const find = async () => {
    const list = await (await employer.request.get("/api/talents?must=negotiation&place=nantes&level=5&language=fr&contract=fixed-term")).json();
    return list.items.find((item: { headline: string }) => item.headline === headline);
  };
  expect(await find(), "nothing is shown before it is saved").toBeUndefined();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your profile is saved. Employers can find it.")).toBeVisible();
  await expect(page.getByText("Employers can find your profile")).toBeVisible();
  // A change reaches the search within five seconds.
  await expect.poll(async () => (await find())?.score, { message: "every wish is met", timeout: 5_000 }).toBe(100);
  const card = await find();

  const other = await employer.newPage();
  await other.goto("/talents?must=negotiation&place=nantes&level=5&language=fr&contract=fixed-term");
  await other.getByRole("link", { name: headline }).click();
  await expect(other.getByRole("heading", { level: 1, name: headline })).toBeFocused();
  await axe(other);

  await page.reload();
  await expect(page.getByRole("textbox", { name: "Headline" })).toHaveValue(headline);
  await tick(page.getByRole("radio", { name: "Nobody" }));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your profile is saved, and hidden.")).toBeVisible();
  await axe(page);
  expect(await find()).toBeUndefined();
  const hidden = await employer.request.get(`/api/talents/${card.id}`);
  const unknown = await employer.request.get("/api/talents/there-never-was-one");
  expect(hidden.status()).toBe(404);
  expect(await hidden.json(), "hidden is told as unknown is").toEqual(await unknown.json());
  await other.reload();
  await expect(other.getByText("We cannot find this")).toBeVisible();
  await axe(other);
  await employer.close();
});

test("what was written of a profile survives a reload, and can be discarded", async ({ page, context, baseURL }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await newAccount(context, baseURL ?? "", "unsaved");
  await page.goto("/profile");
  await page.getByRole("textbox", { name: "Headline" }).fill("Not finished yet");
  await expect(page.getByText("Not saved yet")).toBeVisible();
  await page.reload();
  await expect(page.getByText("You have changes that are not saved")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Headline" })).toHaveValue("Not finished yet");
  await fits(page);
  await axe(page);
  await page.getByRole("button", { name: "Go back to what is saved" }).click();
  await expect(page.getByRole("textbox", { name: "Headline" })).toHaveValue("");
  await expect(page.getByText("You have changes that are not saved")).toHaveCount(0);
});

/** Somebody whose profile can be found, and what is kept of it. */
async function written(context: BrowserContext, baseURL: string) {
  await newAccount(context, baseURL, "windows");
  const data = {
    visible: true, headline: "First", about: "", lang: "en", skills: [], level: null, place: null, radius_km: null, remote: [],
    contracts: [], available_from: null, languages: [],
  };
  expect((await context.request.put("/api/profile", { data })).ok()).toBe(true);
  return async () => {
    const { headline, visible } = await (await context.request.get("/api/profile")).json();
    return [headline, visible];
  };
}

/** A window of somebody who writes their profile. */
async function opened(context: BrowserContext, language: Language) {
  const profile = wordsOf(language, "profile");
  const page = await context.newPage();
  await page.goto("/profile");
  await heading(page);
  const at = (id: string) => page.locator(`#profile-${id}`);
  const headline = page.getByRole("textbox", { name: new RegExp(`^${profile("headline")}`) });
  const visible = (key: string) => page.getByRole("radio", { name: profile(key) });
  const send = page.getByRole("button", { name: wordsOf(language, "shell")("save"), exact: true });
  const save = async () => {
    await page.bringToFront();
    // The server may have saved what the window has no answer to yet, which it waits for.
    await expect(send).not.toHaveAttribute("aria-busy", "true");
    await send.press("Enter");
  };
  return { page, at, headline, visible, save, ...notices(page, language) };
}

const enter = (button: Locator) => button.press("Enter");

for (const [language, width] of [["fr", 1280], ["ar", 360]] as const) {
  test(`who writes a profile in two windows is told, and nothing that was typed is lost, in ${language}`, async ({ browser, baseURL }) => {
    const [profile, shell] = [wordsOf(language, "profile"), wordsOf(language, "shell")];
    const context = await browser.newContext({ baseURL, viewport: { width, height: 900 } });
    await prefer(context, language);
    const kept = await written(context, baseURL ?? "");
    const [one, two] = [await opened(context, language), await opened(context, language)];
    await expect(one.headline).toHaveValue("First");
    await expect(two.headline).toHaveValue("First");

    // One window saves twice in a row; the other is told.
    await two.headline.fill("Second");
    await two.save();
    await expect.poll(kept).toEqual(["Second", true]);
    await two.headline.fill("Second again");
    await two.save();
    await expect.poll(kept).toEqual(["Second again", true]);
    await expect(two.notice("overtaken")).toHaveCount(0);
    await one.headline.fill("Mine");
    await one.save();
    await expect(one.notice("overtaken")).toBeFocused();
    await expect(one.notice("overtaken")).toContainText(profile("overtaken"));
    await expect(one.page.getByText(profile("overtaken_hidden"))).toHaveCount(0);
    await expect(one.page.getByRole("button", { name: shell("retry") })).toHaveCount(0);
    await expect(one.headline).toHaveValue("Mine");
    await fits(one.page);
    await axe(one.page);
    await one.save();
    await expect(one.notice("overtaken"), "saving once more does not decide it").toBeFocused();
    expect(await kept()).toEqual(["Second again", true]);

    // What is kept takes the place of what was typed, which comes back after a reload too.
    await press(one.page, one.wayOn("see_kept"));
    await expect(one.notice("aside")).toBeFocused();
    await expect(one.headline).toHaveValue("Second again");
    await fits(one.page);
    await axe(one.page);
    await one.page.reload();
    await expect(one.headline).toHaveValue("Second again");
    await one.page.bringToFront();
    await enter(one.wayOn("aside_back"));
    await expect(one.notice("overtaken"), "something else is kept than it goes on from").toBeFocused();
    await expect(one.headline).toHaveValue("Mine");
    await expect(one.notice("aside")).toHaveCount(0);
    await press(one.page, one.wayOn("take_place"));
    await expect.poll(kept).toEqual(["Mine", true]);

    // What was typed takes the place of what is kept.
    await two.headline.fill("Third");
    await two.save();
    await expect(two.notice("overtaken")).toBeFocused();
    await press(two.page, two.wayOn("take_place"));
    await expect.poll(kept).toEqual(["Third", true]);
    await expect(two.at("state")).toBeFocused();
    await expect(two.notice("overtaken")).toHaveCount(0);
    await context.close();
  });

  test(`a profile that was hidden in another window is not shown again by saving, unless that is chosen, in ${language}`, async ({ browser, baseURL }) => {
    const profile = wordsOf(language, "profile");
    const context = await browser.newContext({ baseURL, viewport: { width, height: 900 } });
    await prefer(context, language);
    const kept = await written(context, baseURL ?? "");
    const [one, two] = [await opened(context, language), await opened(context, language)];
    await expect(one.headline).toHaveValue("First");
    await tick(two.visible("visible_no"));
    await two.save();
    await expect.poll(kept).toEqual(["First", false]);
    await one.headline.fill("Mine");
    await one.save();
    await expect(one.notice("overtaken")).toBeFocused();
    await expect(one.notice("overtaken")).toContainText(profile("overtaken_hidden"));
    await expect(one.visible("visible_no")).toBeChecked();
    await expect(one.headline).toHaveValue("Mine");
    await fits(one.page);
    await axe(one.page);
    await press(one.page, one.wayOn("take_place"));
    await expect.poll(kept).toEqual(["Mine", false]);
    await expect(one.at("state")).toContainText(profile("is_hidden"));

    // Whoever was told, and chooses so, is found.
    await two.headline.fill("Theirs");
    await two.save();
    await expect(two.notice("overtaken")).toBeFocused();
    await tick(two.visible("visible_yes"));
    expect(await kept(), "choosing alone saves nothing").toEqual(["Mine", false]);
    await enter(two.wayOn("take_place"));
    await expect.poll(kept).toEqual(["Theirs", true]);
    await context.close();
  });
}

for (const language of ["en", "ar"] as const) {
  test(`a language without its level is told at its own row, in ${language}`, async ({ page, context, baseURL }) => {
    const [profile, shell] = [wordsOf(language, "profile"), wordsOf(language, "shell")];
    await page.setViewportSize({ width: 360, height: 740 });
    await prefer(context, language);
    await newAccount(context, baseURL ?? "", "languages");
    await page.goto("/profile");
    await heading(page);
    const add = page.getByRole("button", { name: profile("language_add"), exact: true });
    const save = page.getByRole("button", { name: shell("save"), exact: true });
    const [code, level] = [(row: number) => page.locator(`#language-${row}`), (row: number) => page.locator(`#language-level-${row}`)];
    await add.click();
    await code(0).selectOption("fr");
    await level(0).selectOption("C1");
    await add.click();
    await code(1).selectOption("de");
    await save.click();
    const summary = page.getByRole("group", { name: shell("error_summary") });
    await expect(summary).toBeFocused();
    await summary.getByRole("link").click();
    await expect(level(1)).toBeFocused();
    await expect(level(1)).toHaveAttribute("aria-invalid", "true");
    await expect(level(1)).toHaveAccessibleDescription(new RegExp(shell("reason_required")));
    await expect(level(0)).toHaveAttribute("aria-invalid", "false");
    await fits(page);
    await axe(page);
    await level(1).selectOption("B1");
    await save.click();
    await expect(page.getByText(profile("saved_hidden"))).toBeVisible();
    await expect(summary).toHaveCount(0);
  });
}

test("what is written of oneself runs as its language does, also when another is chosen", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "runs");
  await page.goto("/profile");
  await heading(page);
  const [headline, about] = [page.getByRole("textbox", { name: "Headline" }), page.getByRole("textbox", { name: /^About you/ })];
  await expect(headline).toHaveAttribute("lang", "en");
  await page.getByRole("combobox", { name: "Language you write in" }).selectOption("ar");
  for (const field of [headline, about]) {
    await expect(field).toHaveAttribute("lang", "ar");
    await expect(field).toHaveCSS("direction", "rtl");
  }
});
