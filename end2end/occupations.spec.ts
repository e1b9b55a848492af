// Finding ads by occupation, rhythm and workplace with the keyboard alone, and an ad that came from the feed of another site.
import { expect, test } from "@playwright/test";
import { press, tick, write } from "./keyboard";
import { type Language, axe, fits, heading, prefer } from "./support";
import { wordsOf } from "./words";

/** What `end2end/feed.json` brought in before the server started; its address is made from its title, its number and its organisation. */
const IMPORTED = "neighbour-bread-making-internship-2658a414b18a8e49";

const TYPED: Record<Language, string> = { en: "web dev", fr: "developpeuse WEB", es: "desarrollo web", ar: "تطوير الويب" };

for (const [language, width] of [["en", 1280], ["fr", 1280], ["ar", 1280]] as const) {
  test(`an occupation is typed and chosen with the keyboard, in ${language}`, async ({ page, context }) => {
    await prefer(context, language);
    await page.setViewportSize({ width, height: 900 });
    const [jobs, more] = [wordsOf(language, "jobs"), wordsOf(language, "more_filters")];
    await page.goto("/jobs");
    await heading(page);
    await press(page, page.getByRole("button", { name: jobs("more_filters") }));
    const group = page.getByRole("group", { name: jobs("occupation") });
    const field = group.getByRole("textbox", { name: more("find") });
    await write(page, field, "zzzz");
    await expect(group.getByText(more("none"))).toBeVisible();
    await write(page, field, TYPED[language]);
    await expect(group.getByText(more("fit", 1))).toBeVisible();
    await axe(page);
    await page.keyboard.press("Enter");

    await expect(page).toHaveURL(/[?&]occupation=M1855/);
    await expect(field).toBeFocused();
    await expect(field).toHaveValue("");
    const { total, occupation } = await (await context.request.get(`/api/jobs?occupation=M1855&lang=${language}`)).json();
    expect(total).toBeGreaterThan(1);
    await expect(page.getByRole("heading", { level: 2, name: jobs("found", total) })).toBeVisible();
    const chips = page.getByRole("list", { name: jobs("applied") });
    await expect(chips.getByRole("button")).toContainText(occupation.name);
    await axe(page);
    await fits(page);

    // The field comes back with the address, and drops what it chose.
    await page.reload();
    await heading(page);
    const remove = group.getByRole("button", { name: more("remove", { name: occupation.name }) });
    await press(page, remove);
    await expect(page).not.toHaveURL(/occupation/);
    await expect(field).toBeFocused();
  });
}

test("a list of all occupations opens with its counts, and a rhythm and a workplace narrow further", async ({ page, context }) => {
  await prefer(context, "en");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto("/jobs");
  await heading(page);
  await press(page, page.getByRole("button", { name: "More filters" }));
  const group = page.getByRole("group", { name: "Occupation" });
  const browse = group.getByRole("button", { name: "See all occupations" });
  await press(page, browse);
  const counts = await (await context.request.get("/api/occupations?lang=en")).json();
  await expect(group.getByRole("listitem")).toHaveCount(counts.occupations.length);
  await expect(group.getByRole("button", { name: /^Choose Web development \(\d+\)$/ })).toBeVisible();
  await press(page, group.getByRole("button", { name: "Hide the list" }));

  const rhythm = page.getByRole("combobox", { name: "Rhythm" });
  const { facets } = await (await context.request.get("/api/jobs")).json();
  const of = (filter: string) => facets.find((facet: { filter: string }) => facet.filter === filter);
  for (const { value, count } of of("training_days").choices) {
    await expect(rhythm.getByRole("option", { name: `${value} day${value === "1" ? "" : "s"} of training a week (${count})` })).toBeEnabled();
  }
  await expect(rhythm.getByRole("option", { name: "5 days of training a week (0)" })).toBeDisabled();
  await rhythm.selectOption("2");
  await tick(page.getByRole("checkbox", { name: /^Accessible workplace \(\d+\)$/ }));
  await tick(page.getByRole("checkbox", { name: /^Welcomes people with disabilities \(\d+\)$/ }));
  await expect(page).toHaveURL(/training_days=2.*accessible=true.*disability_confident=true/);
  const query = "training_days=2&accessible=true&disability_confident=true";
  const found = async (query: string) => (await (await context.request.get(`/api/jobs?${query}`)).json()).total;
  const [all, total] = [await found(""), await found(query)];
  // Each leaves ads out by itself: one that stopped narrowing would find the same on the page and in the API.
  for (const filter of query.split("&")) expect(await found(filter), filter).toBeLessThan(all);
  await expect(page.getByRole("heading", { level: 2, name: `${total} ad${total === 1 ? "" : "s"}`, exact: true })).toBeVisible();
  await axe(page);
  await press(page, page.getByRole("button", { name: "Remove filter: Rhythm: 2 days of training a week" }));
  await expect(page).not.toHaveURL(/training_days/);
});

for (const language of ["en", "ar"] as const) {
  test(`an occupation that is not nearby is found with how far away it is, and chosen, in ${language}`, async ({ page, context }) => {
    await prefer(context, language);
    await page.setViewportSize({ width: 1280, height: 900 });
    const [jobs, more, words] = [wordsOf(language, "jobs"), wordsOf(language, "more_filters"), wordsOf(language, "words")];
    const { occupations } = await (await context.request.get(`/api/occupations?place=lyon&lang=${language}`)).json();
    const { occupation, count, widened_km } = occupations.find((choice: { widened_km: number | null }) => choice.widened_km);
    await page.goto("/jobs?place=lyon");
    await heading(page);
    await press(page, page.getByRole("button", { name: jobs("more_filters") }));
    const group = page.getByRole("group", { name: jobs("occupation") });
    await write(page, group.getByRole("textbox", { name: more("find") }), occupation.name);
    const away = more("within", { distance: words("kilometres", widened_km) });
    const choice = group.getByRole("button").filter({ hasText: occupation.name }).filter({ hasText: away });
    await expect(choice.first()).toBeVisible();
    await axe(page);
    await press(page, choice.first());
    await expect(page).toHaveURL(new RegExp(`occupation=${occupation.code}`));
    await expect(page.getByRole("heading", { level: 2, name: jobs("found", count), exact: true })).toBeVisible();
    await expect(page.getByText(jobs("widened", { usual: words("kilometres", 30) }), { exact: true })).toBeVisible();
    await axe(page);
    await fits(page);
  });
}

test("the days between which the work begins narrow, and a last day before the first is told and not applied", async ({ page, context }) => {
  await prefer(context, "en");
  await page.setViewportSize({ width: 1280, height: 900 });
  const all = await (await context.request.get("/api/jobs")).json();
  const { start } = all.items.find((card: { start: string | null }) => card.start);
  const between = await (await context.request.get("/api/jobs", { params: { start_from: start, start_to: start } })).json();
  const from = await (await context.request.get("/api/jobs", { params: { start_from: start } })).json();
  expect(between.total).toBeGreaterThan(0);
  expect(between.total).toBeLessThan(all.total);
  const count = (total: number) => page.getByRole("heading", { level: 2, name: `${total} ad${total === 1 ? "" : "s"}`, exact: true });
  await page.goto("/jobs");
  await heading(page);
  await press(page, page.getByRole("button", { name: "More filters" }));
  await page.locator("input").and(page.getByLabel("Starts on or after")).fill(start);
  const last = page.locator("input").and(page.getByLabel("Starts on or before"));
  await last.fill(start);
  await expect(page).toHaveURL(new RegExp(`start_from=${start}.*start_to=${start}`));
  await expect(count(between.total)).toBeVisible();
  await axe(page);
  await last.fill("2020-01-15");
  await expect(page.getByText("This day is before the first one, so it is not applied.")).toBeVisible();
  await expect(count(from.total)).toBeVisible();
  await axe(page);
});

for (const language of ["en", "ar"] as const) {
  test(`a month is chosen with how many ads begin in it, and an occupation that all ads are of is closed, in ${language}`, async ({ page, context }) => {
    await prefer(context, language);
    await page.setViewportSize({ width: 360, height: 800 });
    const [jobs, more, shell] = [wordsOf(language, "jobs"), wordsOf(language, "more_filters"), wordsOf(language, "shell")];
    const starts = await (await context.request.get("/api/job-starts")).json();
    const { value: month, count } = starts.choices.find((choice: { count: number }) => choice.count < starts.without);
    await page.goto("/jobs");
    await heading(page);
    const found = (total: number) => page.getByRole("heading", { level: 2, name: jobs("found", total), exact: true });
    await press(page, page.getByRole("button", { name: shell("filters") }));
    const filters = page.getByRole("dialog", { name: shell("filters") });
    await press(page, filters.getByRole("button", { name: jobs("more_filters") }));
    const months = filters.getByRole("combobox", { name: more("start_month") });
    for (const choice of starts.choices) {
      await expect(months.locator(`option[value="${choice.value}"]`)).toBeEnabled({ enabled: choice.count !== starts.without });
    }
    await months.selectOption(month);
    await expect(page).toHaveURL(new RegExp(`start_from=${month}-01.*start_to=${month}-`));
    await expect(months).toHaveValue(month);
    const total = await (await context.request.get("/api/jobs", { params: Object.fromEntries(new URL(page.url()).searchParams) })).json();
    expect(total.total).toBe(count);
    await axe(page);
    await fits(page);
    await filters.locator("input").and(filters.getByLabel(jobs("start_to"))).fill("");
    await expect(months, "half of a month is no month").toHaveValue("");
    await page.keyboard.press("Escape");

    const { items } = await (await context.request.get("/api/jobs?occupation=M1855")).json();
    await page.goto(`/jobs?q=${encodeURIComponent(`"${items[0].title}"`)}`);
    await heading(page);
    await expect(found(1)).toBeVisible();
    await press(page, page.getByRole("button", { name: new RegExp(`^${shell("filters")}`) }));
    await press(page, filters.getByRole("button", { name: jobs("more_filters") }));
    const group = filters.getByRole("group", { name: jobs("occupation") });
    await press(page, group.getByRole("button", { name: more("browse") }));
    const only = group.getByRole("listitem").getByRole("button");
    await expect(only).toHaveCount(1);
    await expect(only).toBeDisabled();
    await expect(only).toContainText(more("all_of_it"));
    await only.press("Enter");
    await expect(page).not.toHaveURL(/occupation/);
    await axe(page);
  });
}

for (const language of ["en", "fr", "ar"] as const) {
  test(`an ad of another site says where one applies, in ${language}`, async ({ page, context }) => {
    await prefer(context, language);
    await page.setViewportSize({ width: 360, height: 800 });
    const jobs = wordsOf(language, "jobs");
    await page.goto(`/jobs/${IMPORTED}`);
    await expect(page.getByRole("heading", { level: 1, name: "Bread-making internship" })).toBeVisible();
    const apply = page.getByRole("link", { name: jobs("elsewhere", { host: "bakery.example.org" }) });
    await expect(apply).toHaveAttribute("href", "https://bakery.example.org/jobs/bread-1");
    await expect(apply).toHaveAttribute("rel", "external noopener");
    await expect(page.getByRole("heading", { level: 3, name: "The work" })).toBeVisible();
    await expect(page.getByText("alert(1)")).toHaveCount(0);
    // What the row does not say is left out, and not said to be any or none.
    const facts = page.getByRole("main").locator("dl").first();
    await expect(facts.getByText(jobs("place"), { exact: true })).toHaveCount(1);
    for (const unsaid of ["size", "start", "level", "openings"]) await expect(facts.getByText(jobs(unsaid), { exact: true })).toHaveCount(0);
    await fits(page);
    await axe(page);

    await page.goto(`/jobs/${IMPORTED}/apply`);
    await heading(page);
    await expect(page.getByText(jobs("elsewhere_hint"))).toBeVisible();
    await expect(page.getByRole("textbox")).toHaveCount(0);
    await axe(page);
  });
}
