// A quiz that something happens to: nothing that was answered is lost, and no attempt counts twice.
import { type Page, expect, test } from "@playwright/test";
import { intercept } from "./intercept";
import { hears, listen, questions, right, wrong } from "./learning";
import { PASSWORD, axe, heading, newAccount, prefer, signIn } from "./support";

const COURSE = "understanding-ai";
const CHAPTER = "what-ai-is";
const ASKED = questions(COURSE, CHAPTER);
const ATTEMPTS = `**/api/courses/${COURSE}/chapters/${CHAPTER}/attempts*`;

test.beforeEach(async ({ context }) => {
  await prefer(context, "en");
  await listen(context);
});

test("without a network the answers stay, the failure is said, and sending again works", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "offline");
  await answer(page, ASKED.length);
  await context.setOffline(true);
  await send(page);
  await expect(page.getByRole("alert").getByText("We could not reach the server")).toBeVisible();
  await hears(page, "We could not reach the server");
  await expect(page.getByText("Every question is answered.")).toBeVisible();
  await axe(page);
  await context.setOffline(false);
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "You passed" })).toBeFocused();
  await axe(page);
});

test("an answer that is lost on its way back does not make a second attempt", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "lost");
  const sent: { key: string; answers: unknown }[] = [];
  await intercept(page, ATTEMPTS, async (route) => {
    sent.push(route.request().postDataJSON());
    // The server takes the first one in; only its reply never arrives.
    const reply = await route.fetch();
    await (sent.length === 1 ? route.abort("connectionreset") : route.fulfill({ response: reply }));
  });
  await answer(page, ASKED.length, true);
  await send(page);
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Not passed yet" })).toBeFocused();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
  // The right answers are told from the second attempt on, so that this was still the first.
  await expect(page.getByText("Right answer", { exact: true })).toHaveCount(0);

  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 2, name: ASKED[0].text.en })).toBeFocused();
  await fill(page, ASKED.length, true);
  await send(page);
  await expect(page.getByRole("heading", { level: 2, name: "Not passed yet" })).toBeFocused();
  expect(sent).toHaveLength(3);
  expect(sent[2].key).not.toBe(sent[0].key);
  await expect(page.getByText("Right answer", { exact: true })).not.toHaveCount(0);
});

test("a reload in the middle keeps the place and the answers", async ({ page }) => {
  await answer(page, 2);
  await page.reload();
  await expect(page.getByRole("heading", { level: 2, name: ASKED[2].text.en })).toBeVisible();
  for (const question of [ASKED[1], ASKED[0]]) {
    await page.getByRole("button", { name: "Back" }).click();
    await expect(page.getByRole("heading", { level: 2, name: question.text.en })).toBeFocused();
    for (const choice of question.choices) {
      const control = page.getByLabel(choice.text.en, { exact: true });
      await (choice.correct ? expect(control).toBeChecked() : expect(control).not.toBeChecked());
    }
  }
});

test("a session that ended while the quiz was taken is opened again, and the answers are sent", async ({ page, context, browser, baseURL }) => {
  const email = await newAccount(context, baseURL ?? "", "ended");
  await answer(page, ASKED.length);
  // The account signs out where it is signed in with the same cookie.
  const elsewhere = await browser.newContext({ baseURL, storageState: await context.storageState() });
  const other = await elsewhere.newPage();
  await other.goto("/account");
  await other.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(other.getByText("You are signed out.")).toBeVisible();
  await elsewhere.close();

  const keys: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes("/attempts")) keys.push(request.postDataJSON().key);
  });
  await send(page);
  const dialog = page.getByRole("dialog", { name: "Your session ended: sign in again" });
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText("What you wrote is kept. It is sent as soon as you sign in with the same account.");
  await expect(dialog.getByRole("textbox", { name: "E-mail address" })).toHaveValue(email);
  await axe(page);
  await dialog.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "You passed" })).toBeFocused();
  await expect(dialog).toHaveCount(0);
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  await page.goto(`/courses/${COURSE}`);
  await expect(page.getByText("Quiz passed: 100%")).toBeVisible();
});

test("giving up signing in leaves the answers where they are", async ({ page, context, baseURL }) => {
  const email = await newAccount(context, baseURL ?? "", "gave-up");
  await answer(page, ASKED.length);
  await context.clearCookies();
  await send(page);
  const dialog = page.getByRole("dialog", { name: "Your session ended: sign in again" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("alert").getByText("You need to sign in")).toBeVisible();
  await expect(page.getByText("Every question is answered.")).toBeVisible();
  await signIn(context, baseURL ?? "", email);
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "You passed" })).toBeFocused();
});

test("an answer that is missing is named, and its link leads there", async ({ page }) => {
  await answer(page, 0);
  for (let step = 0; step < ASKED.length; step += 1) await onward(page, step).click();
  await send(page);
  const summary = page.getByRole("group", { name: "There is a problem" });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveCount(ASKED.length);
  await summary.getByRole("link", { name: "Question 2 has no answer yet" }).click();
  await expect(page.getByRole("button", { name: "Answer Question 2" })).toBeFocused();
  await axe(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: ASKED[1].text.en })).toBeFocused();
});

/** Opens the quiz and answers its first questions. */
async function answer(page: Page, count: number, badly = false) {
  await page.goto(`/courses/${COURSE}/${CHAPTER}/quiz`);
  await heading(page);
  await fill(page, count, badly);
}

async function fill(page: Page, count: number, badly = false) {
  for (const [number, question] of ASKED.slice(0, count).entries()) {
    const asked = page.getByRole("heading", { level: 2, name: question.text.en });
    await expect(asked).toBeVisible();
    // The page gives focus to a question that comes after another one; a key before that would be lost to it.
    if (number > 0) await expect(asked).toBeFocused();
    for (const choice of badly ? wrong(question) : right(question)) await page.getByLabel(choice.text.en, { exact: true }).press("Space");
    await onward(page, number).click();
  }
}

const onward = (page: Page, number: number) => page.getByRole("button", { name: number + 1 === ASKED.length ? "Check and send" : "Next", exact: true });

async function send(page: Page) {
  await expect(page.getByRole("heading", { level: 2, name: "Check your answers" })).toBeFocused();
  await page.getByRole("button", { name: "Send my answers" }).click();
}
