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
    const group = page.getByRole("group", { name: jobs("place"), exact: true });
    const field = group.getByRole("textbox", { name: jobs("place_find") });
    await write(page, field, "zzzz");
    await expect(group.getByText(jobs("place_none"))).toBeVisible();
    await write(page, field, typed);
    await expect(group.getByText(jobs("place_fit", 1))).toBeVisible();
    await axe(page);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/[?&]place=marseille/);
    await expect(field).toBeFocused();
    await expect(field).toHaveValue("");
    await expect(group.getByRole("button", { name: jobs("place_remove", { name }) })).toBeVisible();

    // No list offers this town: a feed brought it. Enter waits for the answer.
    await write(page, field, "guich");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/[?&]place=guichen-/);
    const remove = group.getByRole("button", { name: jobs("place_remove", { name: "Guichen" }) });
    await expect(remove).toBeVisible();
    await axe(page);
    await fits(page);

    // It is called so as well where only the address says it, and it can be dropped.
    await page.reload();
    await heading(page);
    await press(page, remove);
    await expect(page).not.toHaveURL(/place=/);
    await expect(field).toBeFocused();

    // Where nothing is typed, the large towns are on offer.
    await press(page, group.getByRole("button", { name: jobs("place_browse") }));
    const offered = await (await context.request.get(`/api/places?lang=${language}`)).json();
    await expect(group.getByRole("listitem")).toHaveCount(offered.length);
    await press(page, group.getByRole("button", { name: jobs("place_hide") }));
    await expect(group.getByRole("listitem")).toHaveCount(0);
  });
}
