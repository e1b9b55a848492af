// Who goes on while something is on its way: what they type stays, focus stays with them, and what became of the other thing is told.
import { type BrowserContext, expect, test } from "@playwright/test";
import { holdBack, intercept } from "./intercept";
import { PDF, choose, chooseFile, listen, press, write } from "./keyboard";
import { PASSWORD, axe, fits, heading, newAccount, prefer, signIn, tabTo } from "./support";
import { wordsOf } from "./words";

const run = `g${Date.now().toString(36)}`;

/** A talent whom every organisation finds; their id. */
async function visible(context: BrowserContext, baseURL: string) {
  await newAccount(context, baseURL, "listed");
  const data = {
    visible: true, headline: `Listed ${run}`, about: "", lang: "en", skills: [], level: null, place: null, radius_km: null, remote: [],
    contracts: [], available_from: null, languages: [],
  };
  const saved = await context.request.put("/api/profile", { data });
  expect(saved.ok(), await saved.text()).toBe(true);
  return (await saved.json()).id as string;
}

test("words that wait in the search box outlive another order and a filter, and a search is for them", async ({ page, context }) => {
  await prefer(context, "en");
  await page.goto("/jobs");
  await heading(page);
  const box = page.getByRole("searchbox", { name: "Search jobs" });
  await write(page, box, "cuisine");
  await choose(page, page.getByRole("combobox", { name: "Sort by" }), "pay");
  await expect(page).toHaveURL(/sort=pay/);
  await expect(box).toHaveValue("cuisine");
  await box.press("Enter");
  await expect(page).toHaveURL(/q=cuisine/);
  await press(page, page.getByRole("button", { name: /^Remove filter.*cuisine/ }));
  await expect(box, "what is looked for counts again").toHaveValue("");
});

test("a page that is opened while the language changes has its words", async ({ page }) => {
  await page.goto("/jobs");
  await heading(page);
  const { waits, letGo } = await holdBack(page, /\/i18n\/ar\/jobs\.json$/);
  await page.locator("summary").filter({ hasText: "English" }).first().click();
  await page.getByRole("button", { name: "العربية" }).click();
  await waits();
  await page.locator('a[href="/courses"]').first().click();
  await expect(page.getByRole("heading", { level: 1, name: wordsOf("en", "catalogue")("title") })).toBeVisible();
  letGo();
  await expect(page.getByRole("heading", { level: 1, name: wordsOf("ar", "catalogue")("title") })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  const empty = await page.getByRole("main").getByRole("button").evaluateAll((buttons) => buttons.filter((button) => !button.textContent?.trim()).length);
  expect(empty, "no button lost its words").toBe(0);
});

test("a CV that was to take the place of another and did not arrive is told, in French", async ({ page, context, baseURL }) => {
  await prefer(context, "fr");
  await newAccount(context, baseURL ?? "", "replacing");
  const jobs = wordsOf("fr", "jobs");
  await page.goto("/jobs/developpement-web-accessible-rennes/apply");
  await heading(page);
  const [field, chosen] = [page.locator("#apply-cv"), page.locator("#apply-cv-chosen")];
  await chooseFile(page, field, "old.pdf", PDF);
  await expect(chosen).toContainText("old.pdf");
  await expect(chosen).toContainText("joint");
  const { waits } = await holdBack(page, "**/api/files*");
  await chooseFile(page, field, "new.pdf", PDF);
  await waits();
  await page.reload();
  await expect(chosen).toContainText("old.pdf");
  await expect(chosen).toContainText(jobs("cv_again", { name: "new.pdf" }));
});

test("an answer that comes while another application is written leaves focus there, and a failure is told", async ({ page, context, baseURL }) => {
  await prefer(context, "en");
  await newAccount(context, baseURL ?? "", "outside");
  for (const name of ["First", "Second"]) {
    const data = { employer: name, title: `${name} job`, url: "", note: "", status: "sent" };
    const kept = await context.request.put(`/api/outside-applications/${run}-${name}-aaaaaaaa`, { data });
    expect(kept.ok(), await kept.text()).toBe(true);
  }
  await page.goto("/applications");
  await heading(page);
  const edit = (name: string) => page.getByRole("button", { name: new RegExp(`^Change.*${name} job`) });
  const note = page.getByRole("textbox", { name: /^Note/ });
  for (const arrives of [true, false]) {
    await press(page, edit("First"));
    await note.fill(`Called, ${arrives}`);
    const address = "**/api/outside-applications/*";
    let letGo = () => {};
    const free = new Promise<void>((resolve) => (letGo = resolve));
    await intercept(page, address, async (route) => {
      await free;
      await (arrives ? route.continue() : route.abort());
    });
    await press(page, page.getByRole("button", { name: "Save", exact: true }));
    await press(page, edit("Second"));
    await tabTo(page, note);
    await page.keyboard.type("Ask ");
    letGo();
    await expect(page.getByText(arrives ? "The application is saved." : /^First job: /).first()).toBeVisible();
    await page.waitForTimeout(400);
    await page.keyboard.type("again");
    await expect(note).toBeFocused();
    await expect(note).toHaveValue("Ask again");
    await page.unroute(address);
    await press(page, page.getByRole("button", { name: "Cancel" }));
  }
  await axe(page);
});

test("occupations that are on their way are not said to be none, in Arabic", async ({ page, context }) => {
  await prefer(context, "ar");
  const [jobs, more, shell] = ["jobs", "more_filters", "shell"].map((name) => wordsOf("ar", name));
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/jobs");
  await heading(page);
  await press(page, page.getByRole("button", { name: shell("filters"), exact: true }));
  const filters = page.getByRole("dialog", { name: shell("filters") });
  await press(page, filters.getByRole("button", { name: jobs("more_filters") }));
  const { waits, letGo } = await holdBack(page, "**/api/occupations*");
  const field = filters.getByRole("group", { name: jobs("occupation") }).getByRole("textbox", { name: more("find") });
  await write(page, field, "zzzz");
  await waits();
  await expect(filters.getByText(shell("loading"))).toBeVisible();
  await expect(filters.getByText(more("none"))).toHaveCount(0);
  letGo();
  await expect(filters.getByText(more("none"))).toBeVisible();
  await fits(page);
});

test("two changes that were sent as the session ended are both sent once somebody signs in again", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL });
  await prefer(context, "en");
  await signIn(context, baseURL ?? "", "employer@example.org");
  const lists = ["one", "two"].map((name) => ({ id: `${run}-${name}-aaaaaaaa`, name: `${name} ${run}` }));
  for (const { id, name } of lists) expect((await context.request.put(`/api/employer/shortlists/${id}`, { data: { name } })).ok()).toBe(true);
  const other = await browser.newContext({ baseURL });
  const talent = { id: await visible(other, baseURL ?? "") };
  const page = await context.newPage();
  await expect(async () => expect((await context.request.get(`/api/talents/${talent.id}`)).ok()).toBe(true)).toPass();
  await page.goto(`/talents/${talent.id}`);
  await heading(page);
  const box = ({ name }: { name: string }) => page.getByRole("checkbox", { name });
  await expect(box(lists[0])).toBeVisible();
  await context.clearCookies();
  const { letGo } = await holdBack(page, "**/shortlists/*/talents/*");
  for (const list of lists) await press(page, box(list), "Space");
  letGo();
  const dialog = page.getByRole("dialog", { name: wordsOf("en", "account")("again_title") });
  await write(page, dialog.getByLabel("Password", { exact: true }), PASSWORD);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(async () => {
    const kept = await (await context.request.get("/api/employer/shortlists")).json();
    const has = lists.map(({ id }) => kept.find((list: { id: string }) => list.id === id).talents.map(({ id }: { id: string }) => id));
    expect(has).toEqual([[talent.id], [talent.id]]);
  }).toPass();
  await axe(page);
  for (const { id } of lists) await context.request.delete(`/api/employer/shortlists/${id}`);
  await other.close();
  await context.close();
});

for (const language of ["fr", "ar"] as const) {
  test(`a page that was left open saves nothing for whoever signed in since, in ${language}`, async ({ page, context, baseURL }) => {
    const [account, shell, profile] = [wordsOf(language, "account"), wordsOf(language, "shell"), wordsOf(language, "profile")];
    const data = { visible: false, headline: "Mine", about: "", lang: "en", skills: [], level: null, place: null, radius_km: null, remote: [], contracts: [], available_from: null, languages: [] };
    const save = () => page.getByRole("button", { name: shell("save"), exact: true });
    const headline = () => page.getByRole("textbox", { name: new RegExp(`^${profile("headline")}`) });
    await prefer(context, language);
    const other = await newAccount(context, baseURL ?? "", "second");
    expect((await context.request.put("/api/profile", { data })).ok()).toBe(true);
    await newAccount(context, baseURL ?? "", "first");
    expect((await context.request.put("/api/profile", { data })).ok()).toBe(true);
    await page.goto("/profile");
    await heading(page);
    await write(page, headline(), "Of the first");
    // Somebody else signs in, in another window of the same browser.
    await signIn(context, baseURL ?? "", other);
    await press(page, save());
    const dialog = page.getByRole("dialog", { name: account("again_title") });
    await expect(dialog).toBeVisible();
    await axe(page);
    const kept = async () => (await (await context.request.get("/api/profile")).json()).headline as string;
    expect(await kept()).toBe("Mine");
    await write(page, dialog.getByRole("textbox", { name: new RegExp(`^${account("email")}`) }), other);
    await write(page, dialog.getByLabel(account("password"), { exact: true }), PASSWORD);
    await page.keyboard.press("Enter");
    // The page is theirs then, and what the first one typed is not in it.
    await expect(dialog).toHaveCount(0);
    await expect(headline()).toHaveValue("Mine");
    expect(await kept()).toBe("Mine");
    await fits(page);
    await axe(page);
  });
}

test("a name that is typed for a search stays while another search goes", async ({ page, context, baseURL }) => {
  await prefer(context, "en");
  await newAccount(context, baseURL ?? "", "renaming");
  for (const name of ["Lyon", "Paris"]) {
    const data = { name, search: { place: name.toLowerCase() } };
    expect((await context.request.put(`/api/saved-searches/${run}-${name}-aaaaaaaa`, { data })).ok()).toBe(true);
  }
  await page.goto("/saved-searches");
  await heading(page);
  const item = (name: string) => page.getByRole("article", { name, exact: true });
  await press(page, item("Lyon").getByRole("button", { name: /^Rename/ }));
  const name = page.getByRole("textbox", { name: "Name of the search" });
  await write(page, name, "Near my sister");
  await press(page, item("Paris").getByRole("button", { name: /^Delete/ }));
  await expect(item("Paris")).toHaveCount(0);
  await expect(name).toHaveValue("Near my sister");
  await name.press("Enter");
  await expect(item("Near my sister").getByRole("heading", { level: 3 })).toBeFocused();
  await axe(page);
});

test("whoever goes on from the desk while a draft is made stays where they are", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL });
  await prefer(context, "en");
  await signIn(context, baseURL ?? "", "employer@example.org");
  const page = await context.newPage();
  await page.goto("/employer");
  await heading(page);
  const { waits, letGo } = await holdBack(page, "**/api/employer/drafts*");
  await page.getByRole("button", { name: "Write an ad" }).click();
  await waits();
  await page.locator('a[href="/talents"]').first().click();
  const title = page.getByRole("heading", { level: 1, name: wordsOf("en", "talents")("title") });
  await expect(title).toBeVisible();
  const answered = page.waitForResponse("**/api/employer/drafts*");
  letGo();
  const draft = await (await answered).json();
  await page.waitForTimeout(300);
  await expect(page).toHaveURL(/\/talents$/);
  await expect(title).toBeVisible();
  await context.request.delete(`/api/employer/drafts/${draft.id}`);
  await context.close();
});

test("a refusal that comes while another field is written leaves focus there, and is heard, in Arabic", async ({ page, context, browser, baseURL }) => {
  await prefer(context, "ar");
  const other = await browser.newContext({ baseURL });
  const taken = await newAccount(other, baseURL ?? "", "taken");
  await other.close();
  const [account, shell] = [wordsOf("ar", "account"), wordsOf("ar", "shell")];
  const heard = await listen(page);
  await page.goto("/sign-up");
  await heading(page);
  const field = (key: string) => page.getByRole("textbox", { name: new RegExp(`^${account(key)}`) });
  await write(page, field("name"), "Nour");
  await write(page, field("email"), taken);
  await write(page, page.getByLabel(account("password"), { exact: true }), PASSWORD);
  const { waits, letGo } = await holdBack(page, "**/api/accounts");
  await page.keyboard.press("Enter");
  await waits();
  await field("name").focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" A");
  letGo();
  await expect(field("email")).toHaveAttribute("aria-invalid", "true");
  await expect.poll(() => heard.join("\n"), "the first of what is wrong").toContain(account("email"));
  await expect(field("name")).toBeFocused();
  await page.keyboard.type("l");
  await expect(field("name")).toHaveValue("Nour Al");
  // Whoever waits is led to what is wrong.
  await field("name").press("Enter");
  await expect(page.getByRole("group", { name: shell("error_summary") })).toBeFocused();
  await axe(page);
});

for (const language of ["fr", "ar"] as const) {
  test(`whoever takes focus elsewhere without a key, as speech does, keeps it when a form opens, in ${language}`, async ({ page, context, baseURL }) => {
    const words = wordsOf(language, "outside");
    await prefer(context, language);
    await newAccount(context, baseURL ?? "", "speaking");
    const data = { employer: "Bakery", title: "Baker", url: "", note: "", status: "sent" };
    const kept = await context.request.put(`/api/outside-applications/${run}-${language}-aaaaaaaa`, { data });
    expect(kept.ok(), await kept.text()).toBe(true);
    await page.goto("/applications");
    await heading(page);
    const note = page.getByRole("textbox", { name: new RegExp(`^${words("note")}`) });
    await page.getByRole("button", { name: new RegExp(`^${words("edit")}`) }).press("Enter");
    await note.focus();
    await page.waitForTimeout(400);
    await expect(note).toBeFocused();
    await page.keyboard.insertText("In May.");
    await expect(note).toHaveValue("In May.");
  });
}

test("a list that a key is held down in stands where the key left it, and so does the search, in Arabic", async ({ page, context }) => {
  await prefer(context, "ar");
  await page.goto("/companies");
  await heading(page);
  const list = page.getByRole("combobox", { name: wordsOf("ar", "jobs")("occupation") });
  await expect(list).toBeVisible();
  const values = await list.locator("option").evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const steps = 15;
  expect(values.length).toBeGreaterThan(steps);
  await tabTo(page, list);
  for (let step = 0; step < steps; step += 1) await page.keyboard.press("ArrowDown");
  await expect(page).toHaveURL(new RegExp(`occupation=${values[steps]}$`));
  await expect(list).toHaveValue(values[steps]);
  await expect(list).toBeFocused();
});
