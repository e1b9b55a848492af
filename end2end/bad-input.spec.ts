// What goes wrong while people write: ended sessions, second tabs, lost networks, wrong words. Nothing typed is lost by any of it.
import { type BrowserContext, type Page, expect, test } from "@playwright/test";
import { intercept } from "./intercept";
import { PDF } from "./keyboard";
import { PASSWORD, axe, fits, freshEmail, heading, newAccount } from "./support";

const AD = "customer-support-austin";
const MESSAGE = 'I answer <b>patiently</b>, in "plain" words & without scripts. مرحبًا 👋';

const message = (page: Page) => page.getByRole("textbox", { name: "Your message" });
const send = (page: Page) => page.getByRole("button", { name: "Send the application" });
const sent = (page: Page) => page.getByRole("heading", { level: 2, name: "Your application is sent" });

const pdf = (name: string) => ({ name, mimeType: "application/pdf", buffer: PDF });

/** Holds back the files that are sent and whose address holds some words, until they are let go. */
async function holdFiles(page: Page, words: string) {
  let letGo = () => {};
  const held = new Promise<void>((go) => (letGo = go));
  await intercept(page, "**/api/files*", async (route) => {
    if (route.request().url().includes(words)) await held;
    await route.continue();
  });
  return letGo;
}

/** Waits until the page knows who is there; on a phone the link that says so is folded away. */
const signedIn = (page: Page) => expect(page.getByRole("link", { name: "My account", includeHidden: true })).toHaveCount(1);

/** Opens the form of an ad with a message in it. */
async function writing(page: Page) {
  await page.goto(`/jobs/${AD}/apply`);
  await heading(page);
  await signedIn(page);
  await message(page).fill(MESSAGE);
}

async function applications(context: BrowserContext, baseURL: string): Promise<{ message: string; status: string; cv: { name: string } | null }[]> {
  const answer = await context.request.get(`${baseURL}/api/applications`);
  expect(answer.ok()).toBe(true);
  return (await answer.json()).items;
}

test.describe("360 px", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("a session that ended while somebody wrote is opened again over the page, and the text is sent", async ({ page, context, baseURL }) => {
    const email = await newAccount(context, baseURL ?? "", "ended");
    await writing(page);
    await context.clearCookies();
    await send(page).click();
    const dialog = page.getByRole("dialog", { name: "Your session ended: sign in again" });
    await expect(dialog).toHaveAccessibleDescription("What you wrote is kept. It is sent as soon as you sign in with the same account.");
    await expect(dialog).toMatchAriaSnapshot(`
      - 'dialog "Your session ended: sign in again"':
        - 'heading "Your session ended: sign in again" [level=2]'
        - button "Cancel"
        - textbox "E-mail address"
        - textbox "Password"
        - button "Show"
        - button "Sign in"
    `);
    await expect(dialog.getByRole("textbox", { name: "E-mail address" })).toHaveValue(email);
    await fits(page);
    await axe(page);

    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText("You need to sign in", { exact: true })).toBeVisible();
    await expect(message(page)).toHaveValue(MESSAGE);
    await axe(page);

    await page.getByRole("button", { name: "Try again" }).click();
    await dialog.getByLabel("Password", { exact: true }).fill("not my password");
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await expect(dialog.getByText("E-mail address and password do not match")).toBeVisible();
    await axe(page);
    await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await expect(sent(page)).toBeVisible();
    expect((await applications(context, baseURL ?? "")).map((each) => each.message)).toEqual([MESSAGE]);

    await page.getByRole("link", { name: "See my applications" }).click();
    await page.getByText("What you sent").click();
    await expect(page.getByText(MESSAGE, { exact: true }), "markup is shown as it was typed").toBeVisible();
    await fits(page);
    await axe(page);
  });

  test("signing up with a taken address, and signing in with a wrong password, say so beside what was typed", async ({ page, browser, baseURL }) => {
    const elsewhere = await browser.newContext({ baseURL });
    const email = await newAccount(elsewhere, baseURL ?? "", "taken");
    await elsewhere.close();
    await page.goto("/sign-up");
    await heading(page);
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Somebody Else");
    // A space stays where it was typed, and so does the caret.
    await page.getByRole("textbox", { name: "E-mail address" }).pressSequentially("zoe @example.org");
    await expect(page.getByRole("textbox", { name: "E-mail address" })).toHaveValue("zoe @example.org");
    await page.getByRole("textbox", { name: "E-mail address" }).fill("not an address");
    await page.getByLabel("Password", { exact: true }).fill("short");
    await page.getByRole("button", { name: "Create my account" }).click();
    const summary = page.getByRole("group", { name: "There is a problem" });
    await expect(summary).toBeFocused();
    await expect(summary.getByRole("link")).toHaveText(["E-mail address: Write an e-mail address, such as name@example.org.", "Password: Write at least 10 characters."]);
    await fits(page);
    await axe(page);

    await page.getByRole("textbox", { name: "E-mail address" }).fill(email.toUpperCase());
    await page.getByLabel("Password", { exact: true }).fill("four plain words here");
    await page.getByRole("button", { name: "Create my account" }).click();
    await expect(summary.getByRole("link")).toHaveText(["E-mail address: There is an account with this address already. Sign in instead."]);
    await expect(summary).toBeFocused();
    await expect(page.getByRole("textbox", { name: "E-mail address" })).toHaveAccessibleDescription(/Error: There is an account with this address already/);
    await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("Somebody Else");
    await axe(page);

    await page.getByRole("main").getByRole("link", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeFocused();
    // An address without an account is answered in the same words.
    for (const tried of [email, freshEmail("nobody")]) {
      await page.getByRole("textbox", { name: "E-mail address" }).fill(tried);
      await page.getByLabel("Password", { exact: true }).fill("not my password");
      const answer = page.waitForResponse("**/api/session");
      await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
      expect((await answer).status()).toBe(401);
      await expect(page.getByRole("alert").getByText("E-mail address and password do not match")).toBeVisible();
      await expect(page.getByRole("textbox", { name: "E-mail address" })).toHaveValue(tried);
    }
    await fits(page);
    await axe(page);
  });
});

test("two tabs that apply at once make one application, and the other tab is told", async ({ context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "tabs");
  const [one, two] = [await context.newPage(), await context.newPage()];
  // Both forms are open before anything is written, so that neither knows of the other.
  for (const page of [one, two]) {
    await page.goto(`/jobs/${AD}/apply`);
    await signedIn(page);
  }
  await message(one).fill(`${MESSAGE} From one tab.`);
  await message(two).fill(`${MESSAGE} From the other tab.`);
  await Promise.all([send(one).click(), send(two).click()]);
  const told = (page: Page) => page.getByText("You applied for this job");
  for (const page of [one, two]) await expect(sent(page).or(told(page))).toBeVisible();
  expect((await sent(one).count()) + (await sent(two).count())).toBe(1);
  expect((await told(one).count()) + (await told(two).count())).toBe(1);
  const late = (await told(one).count()) ? one : two;
  await axe(late);
  expect(await applications(context, baseURL ?? "")).toHaveLength(1);
  await late.reload();
  await expect(late.getByText("You applied for this job")).toBeVisible();
  await axe(late);
});

test("a draft survives a reload and a closed tab, and a second copy of it is the same application", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "draft");
  await writing(page);
  await page.getByRole("textbox", { name: /^Phone/ }).fill("+33 6 12 34 56 78");
  await page.reload();
  await expect(message(page)).toHaveValue(MESSAGE);
  const other = await context.newPage();
  await other.goto(`/jobs/${AD}/apply`);
  await expect(message(other)).toHaveValue(MESSAGE);
  await expect(other.getByRole("textbox", { name: /^Phone/ })).toHaveValue("+33 6 12 34 56 78");
  await axe(other);
  await send(page).click();
  await expect(sent(page)).toBeVisible();
  await send(other).click();
  await expect(sent(other)).toBeVisible();
  expect(await applications(context, baseURL ?? "")).toHaveLength(1);
  await page.close();
  await other.goto(`/jobs/${AD}/apply`);
  await expect(other.getByText("You applied for this job")).toBeVisible();
});

test("offline while sending keeps the text, and it is sent when the network is back", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "offline");
  await writing(page);
  const applied = page.getByText(/[0-9]+ (person|people) applied/);
  const before = Number.parseInt(await applied.innerText(), 10);
  // What the page still fetches would fail, too, and say the same.
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await send(page).click();
  await expect(page.getByText("We could not reach the server")).toBeVisible();
  await expect(message(page)).toHaveValue(MESSAGE);
  await axe(page);
  await context.setOffline(false);
  expect(await applications(context, baseURL ?? "")).toEqual([]);
  // The button that sent is far below what went wrong; whoever sent by key goes on up here.
  await expect(page.getByRole("alert").getByRole("button", { name: "Try again" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(sent(page)).toBeVisible();
  await expect.poll(async () => Number.parseInt(await applied.innerText(), 10), "the ad counts it").toBeGreaterThan(before);
  await expect(page.locator("#application-sent")).toBeFocused();
  expect((await applications(context, baseURL ?? "")).map((each) => each.message)).toEqual([MESSAGE]);
});

test("a CV that cannot be sent while somebody writes leaves the keyboard where it is", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "writes-on");
  await writing(page);
  await intercept(page, "**/api/files*", async (route) => {
    await new Promise((go) => setTimeout(go, 600));
    await route.abort();
  });
  await page.getByLabel(/^CV/).setInputFiles({ name: "cv.pdf", mimeType: "application/pdf", buffer: PDF });
  await message(page).focus();
  await expect(page.getByText("We could not reach the server")).toBeVisible();
  await expect(page.getByRole("alert").getByRole("button", { name: "Try again" })).toBeVisible();
  // Longer than the page takes to move focus where it does.
  await page.waitForTimeout(300);
  await expect(message(page)).toBeFocused();
  // What is tried again is the file, not the application that is still being written.
  await page.unroute("**/api/files*");
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).press("Enter");
  await expect(page.getByText(/^cv\.pdf .* is attached$/)).toBeVisible();
  expect(await applications(context, baseURL ?? "")).toEqual([]);
});

test("of two CVs that are chosen one after the other the later one goes along, though the first takes longer", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "two-files");
  await writing(page);
  const letGo = await holdFiles(page, "wrong.pdf");
  const field = page.getByLabel(/^CV/);
  await field.setInputFiles(pdf("wrong.pdf"));
  await expect(page.getByText(/^wrong\.pdf .* is being sent$/)).toBeVisible();
  await field.setInputFiles(pdf("right.pdf"));
  await expect(page.getByText(/^right\.pdf .* is being sent$/)).toBeVisible();
  const late = page.waitForResponse((response) => response.url().includes("wrong.pdf"));
  letGo();
  await late;
  await expect(page.getByText(/^right\.pdf .* is attached$/)).toBeVisible();
  await axe(page);
  await send(page).click();
  await expect(sent(page)).toBeVisible();
  expect((await applications(context, baseURL ?? "")).map((each) => each.cv?.name)).toEqual(["right.pdf"]);
});

test("who goes on to another page while the application is on its way leaves no CV behind", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "goes-on");
  await writing(page);
  await intercept(page, "**/api/files*", (route) => route.abort());
  await page.getByLabel(/^CV/).setInputFiles(pdf("cv.pdf"));
  await expect(page.getByText("We could not reach the server")).toBeVisible();
  await page.unroute("**/api/files*");
  const letGo = await holdFiles(page, "cv.pdf");
  const asked = page.waitForRequest("**/api/files*");
  await send(page).click();
  await asked;
  await page.getByRole("navigation", { name: "You are here" }).getByRole("link", { name: "Jobs" }).click();
  await expect(page).toHaveURL(/\/jobs$/);
  await heading(page);
  letGo();
  await expect.poll(async () => (await applications(context, baseURL ?? "")).map((each) => each.cv?.name)).toEqual(["cv.pdf"]);
});

test("an answer that is lost on the way back does not make a second application", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "lost");
  await writing(page);
  const address = `**/api/jobs/${AD}/applications`;
  await intercept(page, address, async (route) => {
    await route.fetch();
    await route.abort();
  });
  await send(page).click();
  await expect(page.getByText("We could not reach the server")).toBeVisible();
  expect(await applications(context, baseURL ?? ""), "the server has it already").toHaveLength(1);
  await page.unroute(address);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(sent(page)).toBeVisible();
  expect(await applications(context, baseURL ?? "")).toHaveLength(1);
});

test("an answer that is not ours, such as a hotel's sign-in page, is not taken for a success", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "portal");
  await writing(page);
  const address = `**/api/jobs/${AD}/applications`;
  await intercept(page, address, (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<h1>Welcome to our Wi-Fi</h1>" }));
  await send(page).click();
  await expect(page.getByText("The answer could not be read")).toBeVisible();
  await expect(sent(page)).toHaveCount(0);
  await expect(message(page)).toHaveValue(MESSAGE);
  await axe(page);
  await page.unroute(address);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(sent(page)).toBeVisible();
});

test("a message that is too long is not cut off, and the field says by how much", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "long");
  await writing(page);
  await message(page).fill("é".repeat(2_003));
  await page.getByRole("textbox", { name: /^Phone/ }).fill("ask me");
  await expect(page.getByText("3 characters too many").first()).toBeVisible();
  await send(page).click();
  const summary = page.getByRole("group", { name: "There is a problem" });
  await expect(summary.getByRole("link")).toHaveText(["Your message: Write at most 2,000 characters.", "Phone: Write only digits, spaces and +."]);
  await expect(message(page)).toHaveValue("é".repeat(2_003));
  await axe(page);
  expect(await applications(context, baseURL ?? "")).toEqual([]);
});

for (const [address, said] of [
  ["/jobs/no-such-ad", "We cannot find this"],
  ["/jobs/no-such-ad/apply", "We cannot find this"],
  ["/jobs?level=ninety&contract=nonsense", /^\d+ ads$/],
  ["/jobs?place=lyon&radius=99999", "Some answers need another look"],
] as const) {
  test(`an address that was mistyped is answered in words: ${address}`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByText(said).first()).toBeVisible();
    await heading(page);
    await expect(send(page), "there is no form for what is not there").toHaveCount(0);
    await axe(page);
  });
}

test("a search that is too long is told so by the name of its field, and what was typed stays", async ({ page }) => {
  const words = "a".repeat(400);
  await page.goto("/jobs");
  await heading(page);
  const field = page.getByRole("searchbox", { name: "Search jobs" });
  await field.fill(words);
  await field.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Words: Write at most 200 characters." })).toBeVisible();
  await expect(field).toHaveValue(words);
  await axe(page);
  await field.fill("web");
  await field.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: /^[\d,]+ ads?$/ })).toBeVisible();
  await expect(page.getByText("Write at most 200 characters.")).toHaveCount(0);
});

test("an address that looks for nothing but spaces filters nothing", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/jobs?q=%20");
  await expect(page.getByRole("heading", { level: 2, name: /^[\d,]+ ads$/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Filters", exact: true })).toBeVisible();
  await axe(page);
});

test("a code that no certificate has stays in the field, with what is wrong beside it", async ({ page }) => {
  await page.goto("/certificates/ABCD");
  await heading(page);
  const code = page.getByRole("textbox", { name: /code/i });
  await expect(code).toHaveValue("ABCD");
  await expect(code).toHaveAccessibleDescription(/Error: /);
  await axe(page);
});
