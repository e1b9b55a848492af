// A member of an organisation keeps a search for talents, is told who is new in it, and of nobody who hid.
import { expect, test } from "@playwright/test";
import { type Language, axe, fits, heading, newAccount, prefer, signIn, tabTo } from "./support";
import { wordsOf } from "./words";

const run = `k${Date.now().toString(36)}`;

for (const [language, theme] of [["fr", "light"], ["ar", "dark"]] as [Language, "light" | "dark"][]) {
  test(`a search for talents is kept and tells who is new, with the keyboard alone, in ${language}`, async ({ browser, baseURL }) => {
    const [talents, saved, kept, shell] = ["talents", "saved", "saved_talents", "shell"].map((name) => wordsOf(language, name));
    const own = await browser.newContext({ baseURL });
    await newAccount(own, baseURL ?? "", "new");
    const headline = `Pages ${run} ${language}`;
    const profile = {
      visible: true, headline, about: "", lang: "en", skills: ["html"], level: null, place: null, radius_km: null,
      remote: [], contracts: ["internship"], available_from: null, languages: [],
    };
    const write = async (visible: boolean) => {
      const answer = await own.request.put("/api/profile", { data: { ...profile, visible } });
      expect(answer.ok(), await answer.text()).toBe(true);
    };

    const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });
    await prefer(context, language, theme);
    await signIn(context, baseURL ?? "", "employer@example.org");
    // What was kept before would count whoever is new as well.
    for (const { id } of await (await context.request.get("/api/employer/talent-searches")).json()) {
      await context.request.delete(`/api/employer/talent-searches/${id}`);
    }
    const page = await context.newPage();
    await page.goto("/talents?must=html&contract=internship&only=contract");
    await heading(page);
    const save = page.getByRole("link", { name: talents("save_search"), exact: true });
    await tabTo(page, save);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: kept("title") })).toBeFocused();
    const name = page.getByRole("textbox", { name: saved("name") });
    // The name is one to write on in, without the marks that isolate its parts.
    await expect(name).toHaveValue(/^[^\u2066-\u2069]*HTML[^\u2066-\u2069]*$/);
    await axe(page);
    await fits(page);

    // Without a name it is refused beside the field and above the form.
    await tabTo(page, name);
    await name.fill("");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("group", { name: shell("error_summary") })).toBeFocused();
    await axe(page);
    const title = `Web ${run} ${language}`;
    await name.fill(title);
    await name.press("Enter");
    const mine = page.getByRole("heading", { level: 2, name: saved("mine") });
    await expect(mine).toBeFocused();
    await expect(page).toHaveURL(/\/employer\/searches$/);
    const item = (name: string) => page.getByRole("article", { name, exact: true });
    await expect(item(title).getByText(saved("none_new"), { exact: true })).toBeVisible();
    await axe(page);
    await fits(page);

    // Somebody comes, hides, and comes back: whoever hides is in no count and no list.
    const counts = async (words: string) => {
      await expect(async () => {
        await page.reload();
        await expect(item(title).getByText(words, { exact: true })).toBeVisible({ timeout: 5_000 });
      }).toPass();
    };
    await write(true);
    await counts(kept("new_count", 1));
    const show = item(title).getByRole("button", { name: new RegExp(`^${kept("show_new")}`) });
    await tabTo(page, show);
    await page.keyboard.press("Enter");
    await expect(item(title).getByRole("link", { name: headline })).toBeVisible();
    await axe(page);
    await fits(page);
    await write(false);
    await counts(saved("none_new"));
    await expect(page.getByText(headline)).toHaveCount(0);
    await write(true);
    await counts(kept("new_count", 1));

    // The page of talents says so too, and leads back.
    await page.goto("/talents");
    const alert = page.getByRole("link", { name: saved("alerts", { news: kept("new_count", 1) }), exact: true });
    await tabTo(page, alert);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: kept("title") })).toBeFocused();
    await tabTo(page, show);
    await page.keyboard.press("Enter");
    await tabTo(page, item(title).getByRole("button", { name: `${saved("looked")} ${saved("about_new", { name: title })}` }));
    await page.keyboard.press("Enter");
    await expect(item(title).getByRole("heading", { level: 3 })).toBeFocused();
    await expect(item(title).getByText(saved("none_new"), { exact: true })).toBeVisible();

    // Renamed, opened, and gone.
    const renamed = `Pages et accessibilité ${run} ${language}`;
    await tabTo(page, item(title).getByRole("button", { name: new RegExp(`^${saved("rename")}`) }));
    await page.keyboard.press("Enter");
    await expect(name).toHaveValue(title);
    await axe(page);
    await tabTo(page, name);
    await name.fill("");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("group", { name: shell("error_summary") })).toBeFocused();
    await name.fill(renamed);
    await name.press("Enter");
    await expect(item(renamed).getByRole("heading", { level: 3 })).toBeFocused();
    await fits(page);
    const open = item(renamed).getByRole("link", { name: renamed });
    await tabTo(page, open);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/talents\?must=html&contract=internship&only=contract$/);
    await expect(page.getByRole("heading", { level: 1, name: talents("title") })).toBeFocused();
    await page.goBack();
    await expect(page.getByRole("heading", { level: 1, name: kept("title") })).toBeFocused();
    await tabTo(page, item(renamed).getByRole("button", { name: new RegExp(`^${saved("delete")}`) }));
    await page.keyboard.press("Enter");
    await expect(mine).toBeFocused();
    await expect(item(renamed)).toHaveCount(0);
    await Promise.all([own.close(), context.close()]);
  });
}
