// An employer narrows the search by words and conditions, orders it by an ad, and sees some talents side by side.
import { expect, test } from "@playwright/test";
import { listen } from "./keyboard";
import { PASSWORD, axe, fits, heading, newAccount, prefer, signIn, tabTo } from "./support";
import { wordsOf } from "./words";

const PHP_AD = "developpement-php-symfony";

for (const language of ["en", "ar"] as const) {
  test(`talents stand side by side, in ${language}`, async ({ page, context, baseURL }) => {
    const say = wordsOf(language, "talents");
    await prefer(context, language);
    await page.setViewportSize({ width: 1440, height: 900 });
    await signIn(context, baseURL ?? "", "employer@example.org");
    await page.goto("/talents");
    await heading(page);
    await page.getByRole("combobox", { name: say("ad") }).selectOption(PHP_AD);
    await expect(page).toHaveURL(new RegExp(`job=${PHP_AD}`));
    await expect(page.getByText(say("fit_more")).first()).toBeVisible();
    await page.getByText(say("fit_more")).first().click();
    // Each card's line that opens ends with its own talent, and each list of skills with what it is for.
    const card = page.getByRole("listitem").filter({ has: page.getByText(say("fit_more"), { exact: true }) }).first();
    const headline = (await card.getByRole("heading").first().textContent()) ?? "";
    await expect(card.locator("summary").filter({ hasText: say("fit_more") })).toContainText(headline);
    for (const list of ["must", "nice"]) {
      const name = `${say("skills_browse")} ${say("skills_about", { name: say(list) })}`;
      await expect(page.getByRole("button", { name })).toBeVisible();
    }
    await axe(page);

    const compare = page.getByRole("button", { name: new RegExp(`^${say("compare_choose")}`) });
    for (let number = 0; number < 5; number += 1) await compare.nth(number).click();
    await expect(compare.first()).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByText(say("compare_full"))).toBeVisible();
    await expect(compare.nth(5)).toHaveAttribute("aria-disabled", "true");
    await compare.nth(4).click();
    await compare.nth(3).click();
    await expect(page.getByText(say("compare_count", 3))).toBeVisible();
    await axe(page);
    await page.getByRole("link", { name: say("compare"), exact: true }).click();

    await expect(page.getByRole("heading", { level: 1, name: say("compare_title") })).toBeFocused();
    const table = page.getByRole("table", { name: say("compare_title") });
    await expect(table.getByRole("columnheader")).toHaveCount(4);
    for (const row of [say("fit_title"), say("match_title"), say("skills")]) await expect(table.getByRole("rowheader", { name: row })).toBeVisible();
    await expect(table.getByRole("link")).toHaveCount(3);
    await axe(page);
    await page.setViewportSize({ width: 360, height: 800 });
    await fits(page);
    await axe(page);
    await page.goto("/talents/compare/00000000000000000000000000");
    await expect(page.getByText(say("compare_nobody"), { exact: true })).toBeVisible();
  });
}

test("whom one member chose to compare, the next one who signs in here does not find, in French", async ({ page, context, browser, baseURL }) => {
  const [say, shell, account] = [wordsOf("fr", "talents"), wordsOf("fr", "shell"), wordsOf("fr", "account")];
  await prefer(context, "fr");
  await page.setViewportSize({ width: 1440, height: 900 });
  const other = await browser.newContext({ baseURL });
  const email = await newAccount(other, baseURL ?? "", "colleague");
  await signIn(context, baseURL ?? "", "employer@example.org");
  await context.request.post("/api/employer/invitations", { data: { email, role: "viewer" } });
  const [invitation] = await (await other.request.get("/api/invitations")).json();
  const joined = await other.request.post(`/api/invitations/${invitation.id}/acceptance`);
  expect(joined.ok(), await joined.text()).toBe(true);
  await page.goto("/talents");
  const compare = page.getByRole("button", { name: new RegExp(`^${say("compare_choose")}`) });
  for (const number of [0, 1]) await compare.nth(number).press("Enter");
  await expect(page.getByText(say("compare_count", 2), { exact: true })).toBeVisible();
  await page.getByRole("button", { name: shell("sign_out"), exact: true }).press("Enter");
  await page.getByRole("banner").getByRole("link", { name: shell("sign_in"), exact: true }).press("Enter");
  await page.getByRole("textbox", { name: account("email") }).fill(email);
  await page.getByLabel(account("password"), { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: wordsOf("fr", "employer")("title") })).toBeFocused();
  await page.getByRole("navigation").getByRole("link", { name: shell("talents"), exact: true }).first().press("Enter");
  await expect(compare.first()).toBeVisible();
  await expect(page.getByText(say("compare_count", 2), { exact: true })).toHaveCount(0);
  await expect(compare.first()).toHaveAttribute("aria-pressed", "false");
  const { account: me } = await (await other.request.get("/api/session")).json();
  expect((await other.request.delete(`/api/employer/members/${me.id}`)).ok()).toBe(true);
  await other.close();
});

test("a distance that is none of those on offer is shown as it is asked for", async ({ page, context, baseURL }) => {
  await signIn(context, baseURL ?? "", "employer@example.org");
  await page.goto("/talents?place=lyon&radius=45");
  await heading(page);
  const distance = page.locator("#radius");
  await expect(distance).toHaveValue("45");
  await expect(distance.getByRole("option", { name: /45/ })).toHaveCount(1);
});

test("words and conditions narrow, counts say what each choice would find, and an empty result says what to drop", async ({ page, context, baseURL }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn(context, baseURL ?? "", "employer@example.org");
  await page.goto("/talents");
  await heading(page);
  const contract = page.getByRole("combobox", { name: "Contract" });
  const option = contract.getByRole("option", { name: /^Apprenticeship/ });
  await expect(option).toHaveText(/\((\d+)\)$/);
  const counted = Number((await option.textContent())?.match(/\((\d+)\)$/)?.[1]);
  await contract.selectOption("apprenticeship");
  await page.getByRole("group", { name: "Must be met" }).getByRole("checkbox", { name: "Contract" }).check();
  await expect(page.getByRole("heading", { level: 2, name: new RegExp(`^${counted} `) })).toBeVisible();
  await axe(page);

  await page.getByRole("searchbox", { name: "Words" }).fill("zeppelin");
  await page.getByRole("searchbox", { name: "Words" }).press("Enter");
  await expect(page).toHaveURL(/q=zeppelin/);
  await page.getByRole("button", { name: /without these words$/ }).click();
  await expect(page).not.toHaveURL(/q=/);
  await expect(page.getByRole("heading", { level: 2, name: new RegExp(`^${counted} `) })).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "Words" })).toHaveValue("");
});

test("the count is said once: in passing where the page stays, and by the heading that takes focus where the last filter goes", async ({ page, context, baseURL }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn(context, baseURL ?? "", "employer@example.org");
  const heard = await listen(page);
  await page.goto("/talents");
  await heading(page);
  const count = page.getByRole("heading", { level: 2, name: /people found$/ });
  await expect(count).toBeVisible();
  // What the page said as it came has gone by then.
  await page.waitForTimeout(1_500);
  heard.length = 0;
  await page.getByRole("combobox", { name: /^Level reached/ }).selectOption("5");
  const dropped = page.getByRole("button", { name: /^Remove filter: Level 5/ });
  await expect(dropped).toBeVisible();
  await expect.poll(() => heard.join(" | "), "a wish is heard in passing").toContain("people found");
  await tabTo(page, dropped);
  // What was said before has gone by then.
  await page.waitForTimeout(1_500);
  heard.length = 0;
  await page.keyboard.press("Enter");
  // How many they are changes while other journeys make people.
  await expect(count).toBeFocused();
  await page.waitForTimeout(1_500);
  expect(heard.filter((said) => said.includes("found")), "not said besides").toEqual([]);

  await page.goto("/talents?q=zeppelin");
  await page.getByRole("button", { name: /without these words$/ }).click();
  await expect(count).toBeFocused();
  const everybody = (await count.textContent()) ?? "";
  await page.waitForTimeout(1_500);
  expect(heard.filter((said) => said.includes(everybody)), "not said besides").toEqual([]);
});

test("words in quotation marks stand next to each other, and a mark without a partner is told", async ({ page, context, baseURL }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn(context, baseURL ?? "", "employer@example.org");
  await page.goto("/talents?q=error bars");
  await heading(page);
  const people = page.getByRole("heading", { level: 2, name: /found$/ });
  await expect(people).toBeVisible();
  const loose = page.getByRole("searchbox", { name: "Words" });
  await loose.fill("“bars error”");
  await loose.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "0 people found" })).toBeVisible();
  await loose.fill("“error bars”");
  await loose.press("Enter");
  await expect(page.getByRole("link", { name: /error bars/ })).toBeVisible();
  await expect(page.getByText("One quotation mark has no partner")).toHaveCount(0);
  await loose.fill("“error bars");
  await loose.press("Enter");
  await expect(page.getByText("One quotation mark has no partner")).toBeVisible();
  await axe(page);
});

test("Enter in an empty field takes no skill of the open list, and of more than ten skills it is said that they are too many", async ({ page, context, baseURL }) => {
  const say = wordsOf("en", "talents");
  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn(context, baseURL ?? "", "employer@example.org");
  const heard = await listen(page);
  await page.goto("/talents");
  await heading(page);
  const group = page.getByRole("group", { name: say("must") });
  const field = group.getByRole("textbox");
  const browse = group.getByRole("button", { name: new RegExp(`^${say("skills_browse")}`) });
  await browse.click();
  await field.press("Enter");
  await field.fill("PHP");
  await field.press("Enter");
  await expect(page).toHaveURL(/[?&]must=php(&|$)/);

  const skills: { code: string; name: string }[] = await (await context.request.get("/api/skills?lang=en")).json();
  await page.goto(`/talents?must=${skills.slice(0, 10).map((skill) => skill.code).join(",")}`);
  await expect(group.getByText(say("skills_full"))).toBeVisible();
  await browse.click();
  await expect(group.getByRole("button", { name: new RegExp(`^${say("skill_add")} `) }).first()).toHaveAttribute("aria-disabled", "true");
  heard.length = 0;
  await field.fill(skills[10].name);
  await field.press("Enter");
  await expect.poll(() => heard.join(" | ")).toContain(say("skills_full"));
  await expect(field).toHaveValue(skills[10].name);
  await axe(page);
});

test("of a talent who wrote no more than a headline no empty part is shown", async ({ page, context, browser, baseURL }) => {
  const say = wordsOf("en", "talents");
  const own = await browser.newContext({ baseURL });
  await newAccount(own, baseURL ?? "", "brief");
  const data = {
    visible: true, headline: "Says one thing", about: "", lang: "en", skills: ["php"], level: null, place: null, radius_km: null,
    remote: [], contracts: [], available_from: null, languages: [],
  };
  const { id } = await (await own.request.put("/api/profile", { data })).json();
  await signIn(context, baseURL ?? "", "employer@example.org");
  await page.goto(`/talents/${id}`);
  await expect(page.getByRole("heading", { level: 1, name: data.headline })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: say("skills"), exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: say("about"), exact: true })).toHaveCount(0);
  await axe(page);
  expect((await own.request.put("/api/profile", { data: { ...data, visible: false } })).ok()).toBe(true);
  await own.close();
});
