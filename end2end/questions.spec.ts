// What a candidate wrote stays where the employer changes the questions of an ad meanwhile. The ad is published for it.
import { expect, test } from "@playwright/test";
import { axe, newAccount, prefer, signIn } from "./support";
import { wordsOf } from "./words";

const MESSAGE = "I have tested forms with people who use screen readers, and would like to do it every day.";

for (const language of ["en", "fr"] as const) {
  test(`questions that the employer changes meanwhile cost no words, in ${language}`, async ({ page, context, browser, baseURL }) => {
    const jobs = wordsOf(language, "jobs");
    await prefer(context, language);
    const hiring = await browser.newContext({ baseURL });
    await signIn(hiring, baseURL ?? "", "employer@example.org");
    const drafts = "/api/employer/drafts";
    let draft = await (await hiring.request.post(drafts, { data: { copy_of: "developpement-php-symfony" } })).json();
    const publish = async (questions: string[]) => {
      const content = { ...draft.content, title: `Questions ${language} ${Date.now()}`, questions };
      const saved = await (await hiring.request.put(`${drafts}/${draft.id}`, { data: { version: draft.version, content } })).json();
      draft = await (await hiring.request.post(`${drafts}/${draft.id}/publication`, { data: { version: saved.version } })).json();
      expect(draft.job, JSON.stringify(draft)).toBeTruthy();
    };
    await publish(["Why this trade?", "متى تبدأ؟"]);
    await newAccount(context, baseURL ?? "", "asked");
    await page.goto(`/jobs/${draft.job}/apply`);
    const answer = (name: string) => page.getByRole("textbox", { name });
    await answer("Why this trade?").fill("Because I like it.");
    await answer("متى تبدأ؟").fill("في سبتمبر");
    await expect(page.getByText("متى تبدأ؟").first(), "it runs its own way").toHaveCSS("direction", "rtl");
    await answer(jobs("message")).fill(MESSAGE);
    await publish(["Why us?", "متى تبدأ؟"]);
    await page.getByRole("button", { name: jobs("send") }).click();
    await expect(page.locator("#apply-changed")).toBeFocused();
    await expect(page.locator("#apply-changed")).toContainText("Because I like it.");
    await expect(page.getByRole("button", { name: wordsOf(language, "shell")("retry") }), "nothing to try again in vain").toHaveCount(0);
    await expect(answer("متى تبدأ؟")).toHaveValue("في سبتمبر");
    await expect(answer(jobs("message"))).toHaveValue(MESSAGE);
    await axe(page);
    await answer("Why us?").fill("Because of your bread.");
    await page.getByRole("button", { name: jobs("send") }).click();
    await expect(page.getByRole("heading", { level: 2, name: jobs("sent") })).toBeVisible();
    await hiring.close();
  });
}
