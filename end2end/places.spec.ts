// Finding a town by its name with the keyboard alone, also one that only the feed of another site brought.
import { expect, test } from "@playwright/test";
import { press, write } from "./keyboard";
import { type Language, axe, fits, heading, prefer } from "./support";
import { wordsOf } from "./words";

/** A large town as each language calls it, of which a part is typed, and how its name begins there. */
const LARGE: Partial<Record<Language, [string, string]>> = { en: ["marseil", "Marseille"], fr: ["MARSÉIL", "Marseille"], ar: ["مرسيل", "مرسيليا"] };

for (const [language, path] of [["en", "/jobs"], ["fr", "/companies"], ["ar", "/jobs"]] as const) {
  test(`a town is typed and chosen on ${path}, in ${language}`, async ({ page, context }) => {
    await prefer(context, language);
    await page.setViewportSize({ width: 1280, height: 900 });
    const jobs = wordsOf(language, "jobs");
    const [typed, name] = LARGE[language]!;
    await page.goto(path);
    await heading(page);
    const list = page.getByRole("combobox", { name: jobs("place"), exact: true });
    const other = page.getByRole("button", { name: jobs("place_other"), exact: true });
    const group = page.getByRole("group", { name: jobs("place_other"), exact: true });
    const field = group.getByRole("textbox", { name: jobs("place_find") });
    await press(page, other);
    await expect(field).toBeFocused();
    await page.keyboard.type("zzzz");
    await expect(group.getByText(jobs("place_none"))).toBeVisible();
    await write(page, field, typed);
    await expect(group.getByText(jobs("place_fit", 1))).toBeVisible();
    await axe(page);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/[?&]place=marseille/);
    await expect(list).toBeFocused();
    await expect(list.locator("option:checked")).toHaveText(name);
    await expect(group).toHaveCount(0);

    // No list offers this town: a feed brought it. Enter waits for the answer.
    await press(page, other);
    await expect(field).toBeFocused();
    await page.keyboard.type("guich");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/[?&]place=guichen-/);
    await expect(list.locator("option:checked")).toHaveText("Guichen");
    await axe(page);
    await fits(page);

    // It is called so as well where only the address says it, and it can be dropped.
    await page.reload();
    await heading(page);
    await expect(list.locator("option:checked")).toHaveText("Guichen");
    await list.selectOption("");
    await expect(page).not.toHaveURL(/place=/);

    // The larger towns are on offer.
    const offered = await (await context.request.get(`/api/places?lang=${language}`)).json();
    await expect(list.getByRole("option")).toHaveCount(offered.length + 1);
  });
}
