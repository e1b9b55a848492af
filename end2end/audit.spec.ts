// Saying what groups one is in for the audit, taking it back, and the audit itself, with the keyboard alone.
import { expect, test } from "@playwright/test";
import { press } from "./keyboard";
import { axe, fits, heading, newAccount, prefer, signIn } from "./support";
import { wordsOf } from "./words";

for (const [language, width] of [["en", 1280], ["fr", 360], ["ar", 360]] as const) {
  test(`what one says for the audit needs an agreement of its own and is deleted when it is taken back, in ${language}`, async ({ page, context, baseURL }) => {
    await prefer(context, language);
    await page.setViewportSize({ width, height: 900 });
    const [words, shell, privacy] = [wordsOf(language, "audit"), wordsOf(language, "shell"), wordsOf(language, "privacy")];
    const said = async () => (await context.request.get("/api/account/declaration")).json();
    await newAccount(context, baseURL ?? "", "declaring");
    await page.goto("/profile/privacy");
    await press(page, page.getByRole("link", { name: privacy("to_declaration") }));
    await expect(page.getByRole("heading", { level: 1, name: words("declaration") })).toBeVisible();
    await axe(page);
    await fits(page);

    const health = page.getByRole("form", { name: words("health") });
    await health.getByRole("combobox", { name: words("disability") }).selectOption("yes");
    await press(page, health.getByRole("button", { name: shell("save") }));
    await expect(health.getByRole("link", { name: new RegExp(words("health_consent")) })).toBeVisible();
    expect((await said()).disability).toBeNull();
    await axe(page);
    await health.getByRole("checkbox", { name: words("health_consent") }).press("Space");
    await press(page, health.getByRole("button", { name: shell("save") }));
    const back = health.getByRole("button", { name: new RegExp(words("take_back")) });
    await expect(back).toBeVisible();
    expect(await said()).toMatchObject({ disability: "yes", sex: null, groups_since: null });

    const groups = page.getByRole("form", { name: words("groups") });
    await groups.getByRole("combobox", { name: words("sex") }).selectOption("woman");
    await groups.getByRole("checkbox", { name: words("groups_consent") }).press("Space");
    await press(page, groups.getByRole("button", { name: shell("save") }));
    await expect(groups.getByRole("button", { name: new RegExp(words("take_back")) })).toBeVisible();
    expect(await said()).toMatchObject({ disability: "yes", sex: "woman", age: null });
    await axe(page);

    await press(page, back);
    await expect(page.getByRole("heading", { level: 2, name: words("health"), exact: true })).toBeFocused();
    await expect(back).toHaveCount(0);
    await expect(health.getByRole("combobox", { name: words("disability") })).toHaveValue("");
    expect(await said()).toMatchObject({ disability: null, health_since: null, sex: "woman" });
    await page.reload();
    await heading(page);
    await expect(groups.getByRole("combobox", { name: words("sex") })).toHaveValue("woman");
    await axe(page);
  });
}

for (const language of ["en", "es"] as const) {
  test(`the audit is for staff, and tells of no group under ten, in ${language}`, async ({ page, context, browser, baseURL }) => {
    await prefer(context, language);
    const [words, teach] = [wordsOf(language, "audit"), wordsOf(language, "teach")];
    await newAccount(context, baseURL ?? "", "curious");
    await page.goto("/staff/audit");
    await expect(page.getByText(words("staff_only")).first()).toBeVisible();
    await expect(page.getByRole("table")).toHaveCount(0);
    await axe(page);
    await signIn(context, baseURL ?? "", "staff@example.org");
    await page.goto("/teach");
    await press(page, page.getByRole("link", { name: teach("to_audit") }));
    await expect(page.getByRole("heading", { level: 1, name: words("title") })).toBeVisible();
    await expect(page.getByRole("table")).toHaveCount(4);
    const { tables } = await (await context.request.get("/api/staff/audit")).json();
    const rows = tables.flatMap((table: { rows: { people: number | null; chosen: number | null }[] }) => table.rows);
    await expect(page.locator("tbody tr")).toHaveCount(rows.length);
    await expect(page.getByRole("row", { name: new RegExp(`^${words("sex_woman")} ${words("step_interview")}`) })).toBeVisible();
    await expect(page.getByRole("row", { name: new RegExp(`^${words("sex_woman")} ${words("step_opened")}`) })).toBeVisible();
    // Each table says of which day it is, and who is counted stands above.
    for (const [key, table] of ["sex", "age", "origin", "disability"].map((key, at) => [key, tables[at]] as const)) {
      const year = String(new Date(table.told_at).getUTCFullYear());
      await expect(page.getByRole("table", { name: words("table", { name: words(key), day: "" }).trim() })).toContainText(year);
    }
    await expect(page.getByText(words("counted"))).toBeVisible();
    await expect(page.getByText(words("again"))).toBeVisible();
    // A number that is not told may be large, and is not said to be small.
    await expect(page.getByText(words("minimum"))).toBeVisible();
    const numbers = rows.flatMap((row: { people: number | null; chosen: number | null }) => [row.people, row.chosen]);
    const hidden = numbers.filter((number: number | null) => number === null);
    await expect(page.locator("tbody td").filter({ hasText: words("few") })).toHaveCount(hidden.length);
    const link = page.getByRole("link", { name: words("csv") });
    const csv = await (await context.request.get((await link.getAttribute("href")) ?? "")).text();
    expect(csv.trim().split("\r\n")).toHaveLength(rows.length + 1);
    expect(csv.split("\r\n")[1]).toMatch(new RegExp(`,${tables[0].told_at.slice(0, 10)}$`));
    // Somebody says something, and the tables that were told stand as they are.
    const declaring = await browser.newContext({ baseURL });
    await newAccount(declaring, baseURL ?? "", "declaring-between");
    const said = await declaring.request.put("/api/account/declaration/groups", { data: { sex: "woman", age: null, origin: null, consent: true } });
    expect(said.ok()).toBe(true);
    await declaring.close();
    expect((await (await context.request.get("/api/staff/audit")).json()).tables).toEqual(tables);
    expect(await (await context.request.get((await link.getAttribute("href")) ?? "")).text()).toBe(csv);
    await axe(page);
    await fits(page);
    // On a phone a row is a card: no rate stands behind a sideways scroll.
    await page.setViewportSize({ width: 360, height: 740 });
    for (const frame of await page.getByRole("region").filter({ has: page.getByRole("table") }).all()) {
      expect(await frame.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
    }
    await axe(page);
    await fits(page);
  });
}
