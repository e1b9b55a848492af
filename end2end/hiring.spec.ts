// Companies likely to hire: an organisation says that it can be written to, somebody finds it by occupation and place, writes, takes it
// back, writes again, and is answered.
import { type APIRequestContext, type Browser, expect, test } from "@playwright/test";
import { choose, listen, press, tick, write } from "./keyboard";
import { type Language, PASSWORD, axe, fits, freshEmail, heading, newAccount, prefer, signIn, tabTo } from "./support";
import { wordsOf } from "./words";

const EMPLOYER = "employer@example.org";
const MESSAGE = "I mend bicycles at home, and would like to learn how a workshop does it.";
/** Bicycle repair and courier work: both are in the demo's directory. */
const [BICYCLES, COURIER] = ["I1619", "N4104"];

/** A member of the demo's organisation, signed in, with what its organisation is called. */
async function hiring(browser: Browser, baseURL: string, language: Language) {
  const context = await browser.newContext({ baseURL });
  await prefer(context, language);
  await signIn(context, baseURL, EMPLOYER);
  const { slug, text } = await (await context.request.get("/api/employer")).json();
  return { context, slug: slug as string, name: text.name as string };
}

async function open(request: APIRequestContext, open: boolean, occupations: string[], places: string[]) {
  const answer = await request.put("/api/employer/openness", { data: { open, occupations, places } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

test("an organisation opens itself with the keyboard, and somebody writes to it and is answered", async ({ browser, baseURL }) => {
  const { context, slug, name } = await hiring(browser, baseURL ?? "", "en");
  await open(context.request, false, [], []);
  const desk = await context.newPage();
  await desk.goto("/employer");
  await press(desk, desk.getByRole("link", { name: "Spontaneous applications" }).first());
  await expect(desk.getByRole("heading", { level: 1, name: "Spontaneous applications" })).toBeFocused();
  await expect(desk.getByText("Nobody can write to you without an ad.")).toBeVisible();
  await tabTo(desk, desk.getByRole("checkbox", { name: "People can write to us without an ad" }));
  await tick(desk.getByRole("checkbox", { name: "People can write to us without an ad" }));
  const save = desk.getByRole("button", { name: "Save" });
  await press(desk, save);
  await expect(desk.getByRole("group", { name: "There is a problem" })).toBeFocused();
  await axe(desk);
  const occupations = desk.getByRole("group", { name: "For which occupations" });
  const occupation = occupations.getByRole("combobox", { name: "Occupation" });
  for (const code of [BICYCLES, COURIER]) {
    await occupation.focus();
    await occupation.selectOption(code);
    await press(desk, occupations.getByRole("button", { name: "Add Occupation" }));
  }
  await expect(occupations.getByRole("listitem")).toHaveText(["Bicycle repair", "Courier work"]);
  // What is chosen and not added is kept as well.
  await desk.getByRole("combobox", { name: "Place" }).selectOption("rennes");
  await press(desk, save);
  await expect(desk.getByRole("heading", { level: 2, name: "Where it stands" })).toBeFocused();
  await expect(desk.getByText("People can write to you without an ad.", { exact: true })).toBeVisible();
  await expect(desk.getByRole("list", { name: "Where" }).getByRole("listitem")).toHaveText(["Rennes"]);
  await axe(desk);

  const own = await browser.newContext({ baseURL });
  await prefer(own, "en");
  const page = await own.newPage();
  const heard = await listen(page);
  await page.goto("/companies");
  await heading(page);
  await choose(page, page.getByRole("combobox", { name: "Occupation" }), BICYCLES);
  await choose(page, page.getByRole("combobox", { name: "Place" }), "rennes");
  await expect(page).toHaveURL(new RegExp(`occupation=${BICYCLES}`));
  const { total } = await (await own.request.get("/api/companies", { params: { occupation: BICYCLES, place: "rennes" } })).json();
  const count = total === 1 ? "1 company" : `${total} companies`;
  await expect(page.getByRole("heading", { level: 2, name: count })).toBeVisible();
  await expect.poll(() => heard, "the count is announced").toContain(count);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name }) });
  await expect(card.getByRole("list", { name: "Why it is here" })).toContainText("It says that you can write to it without an ad.");
  await axe(page);
  await press(page, card.getByRole("link", { name: `Write to it to ${name}` }));

  // Everything can be written before one signs in, and outlives that.
  await expect(page.getByRole("heading", { level: 1, name: "Write without an ad" })).toBeFocused();
  await expect(page.getByRole("combobox", { name: "Occupation that you look for" })).toHaveValue(BICYCLES);
  await write(page, page.getByRole("textbox", { name: "Your message" }), MESSAGE);
  await axe(page);
  await own.request.post("/api/accounts", { data: { name: "Noor Writes", email: freshEmail("noor"), password: PASSWORD, language: null } });
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Your message" })).toHaveValue(MESSAGE);
  await press(page, page.getByRole("button", { name: "Send the application" }));
  await expect(page.getByRole("heading", { level: 2, name: "Your application is sent" })).toBeVisible();
  await axe(page);

  await desk.goto("/employer");
  await press(desk, desk.getByRole("region", { name: "Spontaneous applications" }).getByRole("link", { name: "See them on a board, by stage" }));
  await expect(desk.getByRole("heading", { level: 1, name: "Spontaneous applications" })).toBeFocused();
  const article = desk.getByRole("article").filter({ has: desk.getByRole("heading", { name: "Noor Writes" }) }).first();
  await article.getByText("What was sent").click();
  await expect(article.getByText("Bicycle repair")).toBeVisible();
  await axe(desk);
  const [mine] = (await (await own.request.get("/api/applications")).json()).items;
  const no = { applications: [mine.id], stage: "refused", reason: "position_filled", message: null };
  expect((await context.request.post("/api/employer/moves", { data: no })).ok()).toBe(true);
  await page.goto("/applications");
  const written = page.getByRole("article", { name: "Spontaneous application: Bicycle repair" });
  await expect(written.getByText("Declined").first()).toBeVisible();
  await expect(written.getByRole("link", { name: "Spontaneous application: Bicycle repair" })).toHaveAttribute("href", `/companies/${slug}`);
  await page.goto(`/companies/${slug}/apply`);
  await expect(page.getByText("You wrote to this company")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send the application" })).toHaveCount(0);
  await Promise.all([context.close(), own.close()]);
});

test("from a search without ads to a company, written to on a phone in Arabic, taken back and written again", async ({ browser, baseURL }) => {
  const words = Object.fromEntries(["jobs", "companies", "company", "applications", "shell"].map((name) => [name, wordsOf("ar", name)]));
  const { context: staff, slug, name } = await hiring(browser, baseURL ?? "", "ar");
  await open(staff.request, true, [BICYCLES, COURIER], ["rennes"]);
  const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });
  await prefer(context, "ar", "dark");
  await newAccount(context, baseURL ?? "", "writer");
  const page = await context.newPage();
  await page.goto("/jobs?q=zzzz&place=rennes");
  await press(page, page.getByRole("link", { name: words.jobs("likely") }));
  await expect(page.getByRole("heading", { level: 1, name: words.companies("title") })).toBeFocused();
  await expect(page).toHaveURL(/\/companies\?place=rennes$/);
  await choose(page, page.getByRole("combobox", { name: words.jobs("occupation") }), COURIER);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name }) });
  await expect(card.getByText(words.companies("says_open"))).toBeVisible();
  await fits(page);
  await axe(page);
  await press(page, card.getByRole("link", { name, exact: true }));
  await expect(page.getByRole("heading", { level: 1, name })).toBeFocused();
  await axe(page);
  await press(page, page.getByRole("link", { name: words.company("write") }));
  await expect(page.getByRole("heading", { level: 1, name: words.companies("write_title") })).toBeFocused();
  const send = page.getByRole("button", { name: words.jobs("send") });
  await press(page, send);
  await expect(page.getByRole("group", { name: words.shell("error_summary") })).toBeFocused();
  await fits(page);
  await axe(page);
  await choose(page, page.getByRole("combobox", { name: words.companies("occupation") }), COURIER);
  await write(page, page.getByRole("textbox", { name: words.jobs("message") }), MESSAGE);
  await press(page, send);
  await expect(page.getByRole("heading", { level: 2, name: words.jobs("sent") })).toBeVisible();
  await axe(page);

  await page.goto("/applications");
  const article = page.getByRole("article").first();
  await press(page, article.getByRole("button", { name: new RegExp(words.applications("withdraw")) }));
  await press(page, page.getByRole("button", { name: words.applications("withdraw_yes"), exact: true }));
  await expect(page.getByRole("heading", { level: 2 }).first()).toBeFocused();
  await fits(page);
  await axe(page);
  await press(page, article.getByRole("link", { name: new RegExp(words.applications("again")) }));
  await expect(page).toHaveURL(new RegExp(`/companies/${slug}/apply$`));
  await expect(page.getByRole("heading", { level: 1, name: words.companies("write_title") })).toBeFocused();
  await choose(page, page.getByRole("combobox", { name: words.companies("occupation") }), BICYCLES);
  await write(page, page.getByRole("textbox", { name: words.jobs("message") }), MESSAGE);
  await press(page, send);
  await expect(page.getByRole("heading", { level: 2, name: words.jobs("sent") })).toBeVisible();
  const mine = (await (await context.request.get("/api/applications")).json()).items;
  expect(mine.map(({ status, wish }: { status: string; wish: { code: string } }) => [status, wish.code])).toEqual([["sent", BICYCLES], ["withdrawn", COURIER]]);
  await Promise.all([context.close(), staff.close()]);
});

for (const language of ["fr", "ar"] as const) {
  test(`a company that takes no applications any more says so once one is sent, and the letter is kept, in ${language}`, async ({ browser, baseURL }) => {
    const [companies, jobs] = [wordsOf(language, "companies"), wordsOf(language, "jobs")];
    const { context: staff, slug } = await hiring(browser, baseURL ?? "", language);
    await open(staff.request, true, [BICYCLES], ["rennes"]);
    const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });
    await prefer(context, language);
    await newAccount(context, baseURL ?? "", "late-writer");
    const page = await context.newPage();
    await page.goto(`/companies/${slug}/apply`);
    const message = page.getByRole("textbox", { name: jobs("message") });
    await write(page, message, MESSAGE);
    await open(staff.request, false, [BICYCLES], ["rennes"]);
    await press(page, page.getByRole("button", { name: jobs("send") }));
    const stands = page.locator("#apply-stands");
    await expect(stands).toBeFocused();
    await expect(stands).toContainText(companies("closed"));
    await expect(stands.getByRole("link", { name: companies("to_companies") })).toHaveAttribute("href", "/companies");
    await expect(message).toHaveCount(0);
    await fits(page);
    await axe(page);
    await open(staff.request, true, [BICYCLES, COURIER], ["rennes"]);
    await page.reload();
    await expect(message).toHaveValue(MESSAGE);
    await Promise.all([context.close(), staff.close()]);
  });
}

for (const language of ["fr", "ar"] as const) {
  test(`a company that looks for something else by now, and one that is gone, say so and keep the letter, in ${language}`, async ({ browser, baseURL }) => {
    const [companies, jobs] = [wordsOf(language, "companies"), wordsOf(language, "jobs")];
    const [owner, staff, context] = await Promise.all([1, 2, 3].map(() => browser.newContext({ baseURL, viewport: { width: 360, height: 740 } })));
    await newAccount(owner, baseURL ?? "", "owning");
    const name = `Spoke ${Date.now()} ${language}`;
    const text = { name, about: "We mend bicycles.", lang: "en", size: 12, place: "rennes", website: "", accessible_workplace: false, disability_confident: false };
    const { account } = await (await owner.request.post("/api/employers", { data: text })).json();
    await signIn(staff, baseURL ?? "", "staff@example.org");
    const decide = async (approve: boolean) => {
      const data = { name, website: "", approve, reason: approve ? null : "It does not hire.", verify_domain: false };
      const answer = await staff.request.post(`/api/staff/employers/${account.employer.slug}/decision`, { data });
      expect(answer.ok(), await answer.text()).toBe(true);
    };
    await decide(true);
    await open(owner.request, true, [BICYCLES, COURIER], ["rennes"]);

    await prefer(context, language);
    await newAccount(context, baseURL ?? "", "writer");
    const page = await context.newPage();
    await page.goto(`/companies/${account.employer.slug}/apply`);
    const occupation = page.getByRole("combobox", { name: companies("occupation") });
    const message = page.getByRole("textbox", { name: jobs("message") });
    const send = page.getByRole("button", { name: jobs("send") });
    await choose(page, occupation, COURIER);
    await write(page, message, MESSAGE);
    await open(owner.request, true, [BICYCLES], ["rennes"]);
    await press(page, send);
    const changed = page.locator("#apply-changed");
    await expect(changed).toBeFocused();
    await expect(changed).toContainText(companies("occupations_changed"));
    await expect(occupation).toHaveCount(0);
    await expect(message).toHaveValue(MESSAGE);
    await fits(page);
    await axe(page);

    await decide(false);
    await press(page, send);
    await expect(page.getByRole("alert")).toContainText(wordsOf(language, "shell")("fail_not_found"));
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await expect(page.getByText(companies("kept_here"))).toBeVisible();
    await expect(page.getByRole("link", { name: companies("to_companies") })).toHaveAttribute("href", "/companies");
    await fits(page);
    await axe(page);

    await decide(true);
    await page.reload();
    await expect(message).toHaveValue(MESSAGE);
    await press(page, send);
    await expect(page.getByRole("heading", { level: 2, name: jobs("sent") })).toBeVisible();
    const [mine] = (await (await context.request.get("/api/applications")).json()).items;
    expect(mine.wish.code).toBe(BICYCLES);
    await Promise.all([owner.close(), staff.close(), context.close()]);
  });
}

test("who teaches sees which skills employers need and no course teaches, by region, in French", async ({ browser, baseURL }) => {
  const [needs, teach] = [wordsOf("fr", "needs"), wordsOf("fr", "teach")];
  const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });
  await prefer(context, "fr");
  await signIn(context, baseURL ?? "", "staff@example.org");
  const page = await context.newPage();
  const heard = await listen(page);
  await page.goto("/teach");
  await press(page, page.getByRole("link", { name: teach("to_needs") }));
  await expect(page.getByRole("heading", { level: 1, name: needs("title") })).toBeFocused();
  const all = await (await context.request.get("/api/teach/needs?lang=fr")).json();
  expect(all.needs.length).toBeGreaterThan(3);
  await expect(page.getByRole("heading", { level: 2, name: needs("found", all.needs.length) })).toBeVisible();
  const [first] = all.needs;
  const table = page.getByRole("table", { name: needs("table") });
  await expect(table.getByRole("row").nth(1)).toContainText(first.skill.name);
  await expect(page.getByRole("table", { name: needs("chart") }).getByRole("row").nth(1)).toContainText(first.skill.name);
  // On a phone a row is a card: no number stands behind a sideways scroll.
  const frame = page.getByRole("region", { name: needs("table") });
  expect(await frame.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  await fits(page);
  await axe(page);
  const region = all.regions.find(({ count }: { count: number }) => count > 10).region;
  await choose(page, page.getByRole("combobox", { name: needs("region") }), region);
  const fewer = await (await context.request.get("/api/teach/needs", { params: { region, lang: "fr" } })).json();
  const count = needs("found", fewer.needs.length);
  await expect(page.getByRole("heading", { level: 2, name: count })).toBeVisible();
  await expect.poll(() => heard, "the count is announced").toContain(count);
  // An interview is of no region.
  await expect(page.getByText(needs("minimum_ads"))).toBeVisible();
  await expect(page.getByRole("columnheader", { name: needs("interviews") })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("combobox", { name: needs("region") })).toHaveValue(region);
  await axe(page);
  await context.close();
});

test("the name of an organisation and what is looked for keep their own direction among Arabic words", async ({ page, context }) => {
  await prefer(context, "ar");
  const isLatin = (name: string) => /^[A-Za-z]/.test(name);
  const ads = (await (await context.request.get("/api/jobs?lang=ar")).json()).items;
  const { slug, employer } = ads.find((ad: { employer: { name: string } }) => isLatin(ad.employer.name));
  const said = page.getByRole("main").getByText(employer.name, { exact: true }).first();
  for (const address of ["/jobs", `/jobs/${slug}`, `/jobs/${slug}/apply`]) {
    await page.goto(address);
    await heading(page);
    await expect(said).toHaveCSS("direction", "ltr");
  }
  await page.goto("/jobs?q=C%2B%2B");
  const applied = page.getByRole("list", { name: wordsOf("ar", "jobs")("applied") });
  await expect(applied.getByText("C++", { exact: true })).toHaveCSS("direction", "ltr");
  const companies = (await (await context.request.get("/api/companies?lang=ar")).json()).items;
  const { name } = companies.find((company: { name: string }) => isLatin(company.name));
  await page.goto("/companies");
  await expect(page.getByRole("main").getByRole("link", { name, exact: true }).first()).toHaveCSS("direction", "ltr");
});
