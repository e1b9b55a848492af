// The job board as a candidate's own: how one matches an ad, searches that are kept, an apprentice's contract, applications elsewhere.
import { type BrowserContext, expect, test } from "@playwright/test";
import { choose, listen, press, unfold, write } from "./keyboard";
import { axe, fits, heading, newAccount, prefer } from "./support";
import { wordsOf } from "./words";

const AD = "developpement-web-accessible-rennes";

const PROFILE = {
  visible: false,
  headline: "Pages for everybody",
  about: "",
  lang: "en",
  skills: ["html"],
  level: 4,
  place: "rennes",
  radius_km: 50,
  remote: ["on-site", "hybrid", "remote"],
  contracts: ["apprenticeship"],
  available_from: "2026-12-01",
  languages: [{ code: "fr", cefr: "C1" }],
  training_days: [1],
};

async function keepProfile(context: BrowserContext, change: object = {}) {
  const answer = await context.request.put("/api/profile", { data: { ...PROFILE, ...change } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

test("an ad says point by point how a candidate matches it, and the points add up", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "match");
  await page.goto(`/jobs/${AD}`);
  await expect(page.getByRole("heading", { level: 2, name: "How you match" })).toBeVisible();
  await expect(page.getByText("Write a profile to see how you match")).toBeVisible();
  await axe(page);

  await keepProfile(context);
  await page.reload();
  const section = page.getByRole("region", { name: "How you match" });
  const lines = section.getByRole("listitem");
  const { fit } = await (await context.request.get(`/api/jobs/${AD}`)).json();
  await expect(section.locator(".fit-line")).toHaveCount(fit.parts.length);
  const points = await section.locator(".fit-points").allTextContents();
  const [got, of] = [0, 1].map((place) => points.map((text) => Number(text.split(" of ")[place])).reduce((sum, each) => sum + each, 0));
  expect(of).toBeCloseTo(100, 5);
  await expect(section.getByText(`${Number(got.toFixed(2))} of 100 points`)).toBeVisible();
  expect(got).toBeGreaterThan(0);
  await expect(section.locator(".fit-line[data-fit=met]").filter({ hasText: "HTML" })).toHaveCount(1);
  await axe(page);

  // What is not said leads to the field that says it.
  await expect(lines.filter({ hasText: "Pay" }).filter({ hasText: "unknown, not said" })).toBeVisible();
  await press(page, section.getByRole("link", { name: "Add it to your profile: Pay" }));
  await expect(page.getByRole("heading", { level: 1, name: "My profile" })).toBeVisible();
  const pay = page.getByRole("textbox", { name: /^Least pay that would do/ });
  await expect(pay).toBeFocused();
  await page.keyboard.type("900");
  await press(page, page.getByRole("button", { name: "Save" }));
  await expect(page.getByText("Your profile is saved, and hidden.")).toBeVisible();
  await axe(page);
  await page.goto(`/jobs/${AD}`);
  await expect(lines.filter({ hasText: "Pay" }).first()).not.toContainText("unknown");

  // What is missing leads to the lesson that teaches it.
  const lesson = section.getByRole("link", { name: /^Learn it here: / }).first();
  await press(page, lesson);
  await expect(page).toHaveURL(/\/courses\//);
  await expect(await heading(page)).toBeVisible();
});

test("what stands in the way of a match comes first and leaves no points", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "barred");
  await keepProfile(context, { contracts: ["permanent"] });
  await page.goto(`/jobs/${AD}`);
  const section = page.getByRole("region", { name: "How you match" });
  await expect(section.getByRole("heading", { level: 3, name: "Something stands in the way" })).toBeVisible();
  await expect(section.getByText("Contract: The ad: Apprenticeship. You: other contracts.")).toBeVisible();
  await expect(section.getByText("0 of 100 points")).toBeVisible();
  await axe(page);
  await page.goto("/jobs?contract=apprenticeship");
  await expect(page.getByText("No match: another contract than yours").first()).toBeVisible();
});

test("ads come by match and by the fewest applicants, and the address says so", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "order");
  await page.goto("/jobs?sort=match");
  await expect(page.getByText("Best match needs your profile")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Sort by" })).toHaveValue("match");
  await axe(page);
  await keepProfile(context);
  await page.goto("/jobs");
  for (const order of ["fewest-applicants", "match"]) {
    // What the page itself was answered: others may apply between two requests.
    const answered = page.waitForResponse((answer) => answer.url().includes("/api/jobs?") && answer.url().includes(`sort=${order}`));
    await choose(page, page.getByRole("combobox", { name: "Sort by" }), order);
    await expect(page).toHaveURL(new RegExp(`sort=${order}`));
    const { items } = await (await answered).json();
    const titles = page.locator("#job-list .card-link");
    await expect.poll(() => titles.allTextContents()).toEqual(items.map((card: { title: string }) => card.title));
    await expect(page.locator("#job-list .job-fit-line")).toHaveCount(items.length);
  }
  await axe(page);
});

test("a level below those on offer is shown as it is asked for, and can be dropped", async ({ page, context }) => {
  await page.goto("/jobs?level=2");
  const level = page.getByRole("combobox", { name: "Level that I have" });
  await expect(level).toHaveValue("2");
  const { facets } = await (await context.request.get("/api/jobs?level=2")).json();
  const facet = facets.find((facet: { filter: string }) => facet.filter === "level");
  const { count } = facet.choices.find((choice: { value: string }) => choice.value === "2");
  await expect(level.locator('option[value="2"]')).toHaveText(`Level 2 (${count})`);
  await level.selectOption("");
  await expect(page).not.toHaveURL(/level=/);
  await expect(level.locator('option[value="2"]')).toHaveCount(0);
});

test("what an old address asks for and nobody knows is left out, and the rest is looked for", async ({ page, context }) => {
  await prefer(context, "en");
  await page.goto("/jobs?q=web&contract=cdi&level=");
  await heading(page);
  const { total } = await (await context.request.get("/api/jobs?q=web")).json();
  await expect(page.locator("#job-count")).toHaveText(wordsOf("en", "jobs")("found", total));
  await expect(page.getByRole("searchbox", { name: wordsOf("en", "jobs")("search") })).toHaveValue("web");
  await expect(page.getByRole("combobox", { name: "Contract" })).toHaveValue("");
});

test("choices say how many ads they leave, empty ones are disabled, and a search widens by itself and says so", async ({ page, context }) => {
  await page.goto("/jobs?place=rennes&contract=internship&radius=30");
  const contract = page.getByRole("combobox", { name: "Contract" });
  await expect(contract.getByRole("option", { name: /^Internship \(\d+\)$/ })).toBeEnabled();
  const { facets } = await (await context.request.get("/api/jobs?place=rennes&contract=internship&radius=30")).json();
  const of = (filter: string) => facets.find((facet: { filter: string }) => facet.filter === filter);
  for (const { value, count } of of("contract").choices) await expect(contract.locator(`option[value="${value}"]`)).toContainText(`(${count})`);
  await expect(contract.locator('option[value="permanent"]')).toBeDisabled();
  for (const [field, filter] of [["Least pay", "min_pay"], ["Distance", "radius"]]) {
    const { choices, without } = of(filter);
    const counts = new Map(choices.map(({ value, count }: { value: string; count: number }) => [value, count]));
    const options = page.getByRole("combobox", { name: field }).locator("option:not([value=''])");
    for (const option of await options.all()) {
      const value = await option.getAttribute("value");
      const count = (counts.get(value) ?? 0) as number;
      await expect(option).toContainText(`(${count})`);
      await expect(option, await option.innerText()).toBeEnabled({ enabled: value === "30" || (count > 0 && count !== without) });
    }
  }
  await axe(page);

  // What is not nearby is found farther away, so that it is not said to be nothing.
  await page.goto("/jobs?place=rennes");
  await heading(page);
  const near = await (await context.request.get("/api/jobs?place=rennes")).json();
  expect(near.widened_km).toBeNull();
  const nearby = near.facets.find((facet: { filter: string }) => facet.filter === "contract").choices;
  await expect(contract.locator("option").filter({ hasText: /\(\d+\)$/ })).toHaveCount(nearby.length);
  await expect(contract.locator("option", { hasText: "(0)" })).toHaveCount(0);

  const places = await (await context.request.get("/api/places")).json();
  let far = null;
  for (const place of places) {
    const list = await (await context.request.get(`/api/jobs?place=${place.slug}&contract=internship`)).json();
    if (list.widened_km) far = { place, list };
  }
  if (!far) throw new Error("no place of the demo is far from every internship");
  await page.goto(`/jobs?place=${far.place.slug}&contract=internship`);
  await expect(page.getByText("Nothing within 30 km, so the search is wider")).toBeVisible();
  await expect(page.getByText(`These ads are within ${far.list.widened_km} km of the place.`)).toBeVisible();
  await expect(page.getByRole("button", { name: `Remove filter: Place: ${far.place.name}, ${far.list.widened_km} km around` })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: new RegExp(`^${far.list.total} ads?$`) })).toBeVisible();
  // It counted each choice as far as it goes, so that what is nowhere there is not on offer.
  const choices = far.list.facets.find((facet: { filter: string }) => facet.filter === "contract").choices;
  const known = choices.map(({ value }: { value: string }) => value);
  const options = contract.locator("option:not([value=''])");
  await expect(contract).toHaveValue("internship");
  for (const value of await options.evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value))) {
    if (!known.includes(value)) await expect(contract.locator(`option[value="${value}"]`)).toBeDisabled();
  }
  await axe(page);
});

test("a search is kept by its name, run again, and deleted", async ({ page, context, baseURL }) => {
  await page.goto("/jobs?place=rennes&contract=apprenticeship");
  const feed = page.getByRole("link", { name: "Follow it as a feed (Atom)" });
  const atom = await context.request.get((await feed.getAttribute("href")) ?? "");
  expect(atom.headers()["content-type"]).toContain("application/atom+xml");
  expect(await atom.text()).toContain(`/jobs/${AD}</id>`);

  await press(page, page.getByRole("link", { name: "Save this search" }));
  await expect(page.getByRole("heading", { level: 1, name: "Saved searches" })).toBeFocused();
  await expect(page.getByText("Sign in to keep a search and to see what is new in it.")).toBeVisible();
  await axe(page);
  await newAccount(context, baseURL ?? "", "saved");
  await page.reload();
  const name = page.getByRole("textbox", { name: "Name of the search" });
  await expect(name).toHaveValue("Rennes, 30 km around and Apprenticeship");
  await write(page, name, " ");
  await press(page, page.getByRole("button", { name: "Save the search" }));
  await expect(page.getByRole("group", { name: "There is a problem" })).toBeFocused();
  await axe(page);
  await write(page, name, "Near home");
  await press(page, page.getByRole("button", { name: "Save the search" }));
  await expect(page.getByRole("heading", { level: 2, name: "My searches" })).toBeFocused();
  const kept = page.getByRole("article", { name: "Near home" });
  await expect(kept.getByText("Nothing new")).toBeVisible();
  await axe(page);

  await press(page, kept.getByRole("link", { name: "Near home" }));
  await expect(page).toHaveURL(/\/jobs\?place=rennes&contract=apprenticeship/);
  await expect(page.getByRole("heading", { level: 1, name: "Jobs and apprenticeships" })).toBeFocused();
  await press(page, page.getByRole("link", { name: "Saved searches: Nothing new" }));
  await expect(page.getByRole("heading", { level: 1, name: "Saved searches" })).toBeFocused();
  await press(page, kept.getByRole("button", { name: /^Delete/ }));
  await expect(page.getByRole("heading", { level: 2, name: "My searches" })).toBeFocused();
  await expect(page.getByText("You have no saved search yet")).toBeVisible();
  await axe(page);
});

test("an application made elsewhere is noted, changed and deleted", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "outside");
  await page.goto("/applications");
  const part = page.getByRole("region", { name: "Applications made elsewhere" });
  await press(page, part.getByRole("button", { name: "Add an application" }));
  await expect(part.getByRole("textbox", { name: "Job" })).toBeFocused();
  await page.keyboard.type("Baker");
  await write(page, part.getByRole("textbox", { name: "Employer" }), "Corner");
  await write(page, part.getByRole("textbox", { name: /^Address of the ad/ }), "corner.example");
  await press(page, part.getByRole("button", { name: "Save" }));
  const summary = page.getByRole("group", { name: "There is a problem" });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveCount(1);
  await axe(page);
  await write(page, part.getByRole("textbox", { name: /^Address of the ad/ }), "https://corner.example/jobs");
  await choose(page, part.getByRole("combobox", { name: "State" }), "interview");
  await press(page, part.getByRole("button", { name: "Save" }));
  await expect(page.getByRole("heading", { level: 2, name: "Applications made elsewhere" })).toBeFocused();
  const noted = part.getByRole("article", { name: "Baker" });
  await expect(noted.getByText("Interview")).toBeVisible();
  await expect(noted.getByRole("link", { name: "See the ad (Baker)" })).toHaveAttribute("href", "https://corner.example/jobs");
  await axe(page);
  await press(page, noted.getByRole("button", { name: /^Change/ }));
  await expect(part.getByRole("textbox", { name: "Job" })).toHaveValue("Baker");
  await choose(page, part.getByRole("combobox", { name: "State" }), "offer");
  await press(page, part.getByRole("button", { name: "Save" }));
  await expect(noted.getByText("Offer")).toBeVisible();
  await press(page, noted.getByRole("button", { name: /^Delete/ }));
  const sure = page.getByRole("dialog", { name: "Delete “Baker”?" });
  await expect(sure).toBeVisible();
  await axe(page);
  await page.keyboard.press("Escape");
  await expect(noted).toBeVisible();
  await press(page, noted.getByRole("button", { name: /^Delete/ }));
  await press(page, sure.getByRole("button", { name: "Delete" }));
  await expect(part.getByText("Nothing is noted yet.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Applications made elsewhere" })).toBeFocused();
});

test("what is half typed of one application outlives the writing of another, in French", async ({ page, context, baseURL }) => {
  await prefer(context, "fr");
  await newAccount(context, baseURL ?? "", "halves");
  const words = wordsOf("fr", "outside");
  for (const [id, title] of [["outside-first", "Boulanger"], ["outside-second", "Cuisinière"]]) {
    const data = { title, employer: "Au coin", url: "", status: "planned", applied_on: null, note: "" };
    expect((await context.request.put(`/api/outside-applications/${id}`, { data })).ok()).toBe(true);
  }
  await page.goto("/applications");
  const part = page.getByRole("region", { name: words("title") });
  const job = part.getByRole("textbox", { name: words("job") });
  const noted = (name: string) => part.getByRole("article", { name, exact: true });
  const edit = (name: string) => noted(name).getByRole("button", { name: new RegExp(`^${words("edit")}`) });
  await part.getByRole("button", { name: words("add") }).click();
  await job.fill("Jardinier");
  await edit("Boulanger").click();
  await expect(job).toHaveValue("Boulanger");
  await job.fill("Boulanger de nuit");
  await edit("Cuisinière").click();
  await expect(job).toHaveValue("Cuisinière");
  await expect(noted("Boulanger").getByText(words("unsaved"))).toBeVisible();
  await axe(page);
  await page.reload();
  await edit("Boulanger").click();
  await expect(job).toHaveValue("Boulanger de nuit");
  // A day that is still to come is refused beside its field.
  const day = part.getByLabel(new RegExp(`^${words("applied_on")}`));
  await day.fill(new Date(Date.now() + 3 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10));
  await part.getByRole("button", { name: wordsOf("fr", "shell")("save") }).click();
  await expect(day).toHaveAccessibleDescription(new RegExp(wordsOf("fr", "shell")("reason_in_future")));
  // Whoever deletes what they write closes its form.
  await noted("Boulanger").getByRole("button", { name: new RegExp(`^${words("delete")}`) }).click();
  await page.getByRole("dialog").getByRole("button", { name: words("delete") }).click();
  await expect(job).toHaveCount(0);
  await expect(noted("Boulanger")).toHaveCount(0);
  await part.getByRole("button", { name: words("add") }).click();
  await expect(job).toHaveValue("Jardinier");
});

test("a JSON Resume fills the form, says what it does not know, and takes no name", async ({ page, context, baseURL }) => {
  const heard = await listen(page);
  await newAccount(context, baseURL ?? "", "resume");
  await page.goto("/profile");
  await unfold(page, page.getByText("Bring in a JSON Resume"));
  const file = page.getByLabel(/^JSON Resume file/);
  const send = (text: string) => file.setInputFiles({ name: "resume.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await send("[]");
  await expect(page.getByText("This file is not a JSON Resume.").first()).toBeVisible();
  await expect.poll(() => heard, "it is said as well").toContain("This file is not a JSON Resume.");
  await axe(page);
  await send(" ".repeat(300 * 1024 + 1));
  await expect(page.getByText("This file is over 300 KB. Choose a smaller one.").first()).toBeVisible();
  await expect.poll(() => heard).toContain("This file is over 300 KB. Choose a smaller one.");
  await send(JSON.stringify({ basics: { label: "x".repeat(130) } }));
  await expect(page.getByText("Headline: cut to 120 characters.")).toBeVisible();
  await send(
    JSON.stringify({
      basics: { name: "Somebody Else", label: "Front-end developer", summary: "I build forms.", location: { city: "Rennes" } },
      skills: [{ name: "HTML", keywords: ["Juggling"] }],
      languages: [{ language: "French", fluency: "Native speaker" }],
    }),
  );
  await expect(page.getByText("The file is in the form")).toBeVisible();
  await expect(page.getByText("Not known here, so not taken: Juggling.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Headline" })).toHaveValue("Front-end developer");
  await expect(page.getByRole("combobox", { name: /^Where you live/ })).toHaveValue("rennes");
  await expect(page.getByRole("checkbox", { name: "HTML", exact: true })).toBeChecked();
  await axe(page);
  expect(await (await context.request.get("/api/profile")).json(), "nothing is saved before").toBeNull();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your profile is saved, and hidden.")).toBeVisible();
  const kept = await (await context.request.get("/api/profile")).json();
  expect([kept.headline, kept.skills.map((skill: { skill: { code: string } }) => skill.skill.code)]).toEqual(["Front-end developer", ["html"]]);
  expect(JSON.stringify(kept)).not.toContain("Somebody");
});

for (const language of ["en", "fr", "ar"] as const) {
  test.describe(`${language}, 360 px`, () => {
    test.use({ viewport: { width: 360, height: 740 } });

    test("how one is trained first and hired then, step by step", async ({ page, context }) => {
      await prefer(context, language);
      const [jobs, way] = ["jobs", "train_first"].map((namespace) => wordsOf(language, namespace));
      await page.goto("/jobs/preparation-de-commandes-saint-denis");
      await heading(page);
      await press(page, page.getByRole("button", { name: jobs("train_first_open") }));
      await expect(page.getByRole("heading", { level: 3, name: way("steps_title") })).toBeVisible();
      const steps = page.getByRole("list").filter({ hasText: way("register") }).getByRole("listitem");
      await expect(steps).toHaveCount(7);
      await expect(steps.last()).toContainText(way("hire"));
      await expect(page.getByText(way("permanent"), { exact: true })).toBeVisible();
      await fits(page);
      await axe(page);
      await page.goto(`/jobs/${AD}`);
      await heading(page);
      await expect(page.getByRole("button", { name: jobs("train_first_open") })).toHaveCount(0);
    });

    test("what the law asks for an apprentice, and how one matches", async ({ page, context, baseURL }) => {
      await prefer(context, language);
      const [jobs, law, fit, account] = ["jobs", "apprenticeship", "fit", "account"].map((namespace) => wordsOf(language, namespace));
      await newAccount(context, baseURL ?? "", `law-${language}`);
      await keepProfile(context);
      await page.goto(`/jobs/${AD}`);
      await expect(page.getByRole("heading", { level: 2, name: fit("title") })).toBeVisible();
      await press(page, page.getByRole("button", { name: jobs("apprentice_open") }));
      const table = page.getByRole("table", { name: law("table") });
      const told = await (await context.request.get("/api/apprenticeships/FR")).json();
      await expect(table.getByRole("row")).toHaveCount(told.pay.bands.length + 1);
      await expect(table).toContainText("27");
      // French law names three years and no fourth, so that the last column stands for itself alone.
      const year = new RegExp(`^${law("year").replace("{number}", "\\S+")}$`);
      await expect(table.getByRole("columnheader").last()).toHaveText(year);
      await expect(page.getByText(law("step_fr_deposit"))).toBeVisible();
      await expect(page.getByText(law("next_month"))).toBeVisible();
      await expect(page.getByRole("link", { name: told.pay.sources[0].name })).toHaveAttribute("href", told.pay.sources[0].url);
      await fits(page);
      await axe(page);
      await page.goto("/account");
      await press(page, page.getByRole("link", { name: account("mine_saved") }));
      await expect(page.getByRole("heading", { level: 1, name: wordsOf(language, "saved")("title") })).toBeFocused();
      await fits(page);
      await axe(page);
      await page.goto("/applications");
      await expect(page.getByRole("heading", { level: 2, name: wordsOf(language, "outside")("title") })).toBeVisible();
      await fits(page);
      await axe(page);
    });
  });
}

for (const language of ["en", "ar"] as const) {
  test(`going back from an ad leads to its card, in a list as long as it was left, in ${language}`, async ({ page, context }) => {
    await prefer(context, language);
    const jobs = wordsOf(language, "jobs");
    await page.goto("/jobs");
    await heading(page);
    const items = page.locator("#job-list > li");
    const [first, stood] = [20, 40];
    await expect(items).toHaveCount(first);
    await press(page, page.getByRole("button", { name: jobs("more") }));
    await expect(items).toHaveCount(stood);
    const link = items.nth(first + 2).getByRole("link").first();
    const href = (await link.getAttribute("href")) ?? "";
    await press(page, link);
    await expect(page).toHaveURL(href);
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();

    await page.goBack();
    await expect(items).toHaveCount(stood);
    await expect(page.locator(`#job-list a[href="${href}"]`)).toBeFocused();
    await expect(page.locator(`#job-list a[href="${href}"]`)).toBeInViewport();

    // Forward to the ad again it is the heading that tells where one is, and a link to the list begins it anew.
    await page.goForward();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await press(page, page.getByRole("main").locator('a[href="/jobs"]').first());
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await expect(items).toHaveCount(first);
  });
}

for (const [ad, country, first, amount] of [
  ["front-end-apprentice-leeds", "GB", "step_gb_standard", "£"],
  ["software-apprentice-chicago", "US", "step_us_register", "$"],
] as const) {
  test(`what the law of another country asks for an apprentice, of ${ad}`, async ({ page, context }) => {
    await prefer(context, "en");
    const [jobs, law] = ["jobs", "apprenticeship"].map((namespace) => wordsOf("en", namespace));
    await page.goto(`/jobs/${ad}`);
    await heading(page);
    await press(page, page.getByRole("button", { name: jobs("apprentice_open") }));
    const { start } = (await (await context.request.get(`/api/jobs/${ad}`)).json()).card;
    const told = await (await context.request.get(`/api/apprenticeships/${country}`, { params: { day: start } })).json();
    const table = page.getByRole("table", { name: law("table") });
    await expect(table.getByRole("row")).toHaveCount(told.pay.bands.length + 1);
    const least = (told.pay.bands[0].years[0].hundredths / 100).toFixed(2);
    await expect(table.getByRole("row").nth(1)).toContainText(`${amount}${least}`);
    const steps = page.getByRole("listitem").filter({ has: page.getByText(law(first), { exact: true }) });
    await expect(steps).toContainText(law("by_employer"));
    const british = country === "GB" ? 1 : 0;
    for (const said of ["next_period", "steps_england"]) await expect(page.getByText(law(said), { exact: true })).toHaveCount(british);
    await expect(page.getByRole("link", { name: told.step_sources[0].name })).toHaveAttribute("href", told.step_sources[0].url);
    await axe(page);
  });
}

for (const [language, width] of [["en", 1280], ["fr", 360], ["ar", 360]] as const) {
  test(`an ad says how many of those who learned here were placed, and leads to how it is counted, in ${language}`, async ({ page, context }) => {
    await prefer(context, language);
    await page.setViewportSize({ width, height: 800 });
    const [words, shared] = [wordsOf(language, "outcomes"), wordsOf(language, "words")];
    const { placed } = await (await context.request.get("/api/outcomes")).json();
    const number = (value: number, style?: "percent") => new Intl.NumberFormat(language, { style }).format(value);
    const said = placed
      ? words("placed_told", { percent: number(placed.percent / 100, "percent"), of: number(placed.of) })
      : shared("labelled", { label: words("placed"), text: words("few") });
    await page.goto(`/jobs/${AD}`);
    await heading(page);
    const section = page.getByRole("region", { name: words("title") });
    await expect(section.getByText(said, { exact: true })).toBeVisible();
    await axe(page);
    await fits(page);
    await press(page, section.getByRole("link", { name: words("to_figures") }));
    await expect(page.getByRole("heading", { level: 1, name: words("title") })).toBeFocused();
    await expect(page.getByRole("row").filter({ hasText: words("placed") }).first()).toBeVisible();
  });
}
