// Searching in what is said: the address holds the search, words are marked, and a hit opens the lesson at its second.
import { expect, test } from "@playwright/test";
import { intercept } from "./intercept";
import { press, words } from "./learning";
import { type Language, axe, fits, heading, prefer } from "./support";

const SOUGHT: Record<string, string> = { en: "password", fr: "mot de passe", ar: "كلمة" };

for (const language of ["en", "fr", "ar"] as Language[]) {
  test(`words are found in what is said, ${language}`, async ({ page, context }) => {
    await prefer(context, language);
    const search = words(language, "search");
    await page.goto("/search");
    await heading(page);
    await axe(page);
    const box = page.getByRole("searchbox", { name: search.label });
    await box.fill(SOUGHT[language]);
    await page.keyboard.press("Enter");
    const first = page.getByRole("main").getByRole("listitem").first();
    await expect(first.locator("mark").first()).toBeVisible();
    await expect(page).toHaveURL(/\/search\?q=/);
    await page.getByRole("combobox", { name: search.language }).selectOption(language);
    await expect(page).toHaveURL(new RegExp(`language=${language}`));
    await expect(first.locator(`[lang=${language}]`).last()).toBeVisible();
    await fits(page);
    await axe(page);
    await page.reload();
    await expect(box).toHaveValue(SOUGHT[language]);

    const link = first.getByRole("link");
    const second = new URL((await link.getAttribute("href")) ?? "", page.url()).searchParams.get("t") ?? "";
    await press(page, link);
    await expect(page).toHaveURL(/\/courses\/.+\/.+\?t=\d+/);
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await expect(page.getByRole("slider", { name: words(language, "player").timeline })).toHaveValue(second);
  });
}

test("nothing found, a failure and no words are told apart", async ({ page, context }) => {
  await prefer(context, "en");
  await page.goto("/search?q=zeppelin");
  await expect(page.getByRole("heading", { level: 2, name: "Nobody says these words" })).toBeVisible();
  await axe(page);
  await page.goto("/search");
  await heading(page);
  await expect(page.getByText("Nobody says these words")).toHaveCount(0);
  await intercept(page, "**/api/transcripts*", (route) => route.abort());
  await page.goto("/search?q=password");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await expect(page.getByText("Nobody says these words")).toHaveCount(0);
  await page.unroute("**/api/transcripts*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 2, name: /passage/ })).toBeVisible();
});

test("the catalogue leads to it with the same words", async ({ page, context }) => {
  await prefer(context, "en");
  await page.goto("/courses?q=browser");
  await heading(page);
  await page.getByRole("link", { name: "Search in what is said in the videos" }).click();
  await expect(page).toHaveURL(/\/search\?q=browser$/);
  await expect(page.getByRole("heading", { level: 2, name: /passage/ })).toBeVisible();
});
