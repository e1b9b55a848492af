// Help in looking for work: somebody asks, a mentor takes it, they agree on a time, write to each other, and end it. Nobody else reads it.
import { type Browser, type BrowserContext, type Page, expect, test } from "@playwright/test";
import { press, tick, write } from "./keyboard";
import { type Language, axe, fits, heading, newAccount, prefer, signIn } from "./support";
import { wordsOf } from "./words";

// A mentor takes a request by its place in the list, which the other journey would change.
test.describe.configure({ mode: "serial" });

/** Somebody in a browser of their own. */
async function open(browser: Browser, baseURL: string, language: Language, who: (context: BrowserContext) => Promise<unknown>): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext({ baseURL, viewport: language === "ar" ? { width: 360, height: 740 } : { width: 1280, height: 900 } });
  await prefer(context, language);
  await who(context);
  return [context, await context.newPage()];
}

/** The day after tomorrow at noon, as a field for a day and a time takes it. */
function soon() {
  const day = new Date(Date.now() + 2 * 86_400_000);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T12:00`;
}

test("somebody asks for a mentor with the keyboard, one takes the request, and they meet", async ({ browser, baseURL }) => {
  const [own, page] = await open(browser, baseURL ?? "", "en", (context) => newAccount(context, baseURL ?? "", "seeker"));
  await page.goto("/desk");
  await press(page, page.getByRole("link", { name: "Ask for a mentor to find work" }));
  await expect(page.getByRole("heading", { level: 1, name: "Mentoring to find work" })).toBeFocused();
  const send = page.getByRole("button", { name: "Send the request" });
  await press(page, send);
  await expect(page.getByRole("group", { name: "There is a problem" })).toBeFocused();
  await axe(page);
  await tick(page.getByRole("checkbox", { name: "My CV" }));
  await tick(page.getByRole("checkbox", { name: "An interview" }));
  await tick(page.getByRole("checkbox", { name: "Evenings" }));
  const text = `I look for my first job, ${Date.now()}.`;
  await write(page, page.getByRole("textbox", { name: "In your own words" }), text);
  await page.reload();
  await expect(page.getByRole("textbox", { name: "In your own words" })).toHaveValue(text);
  await press(page, send);
  await expect(page.getByRole("heading", { level: 2, name: "Your requests" })).toBeFocused();
  const mine = page.getByRole("article", { name: "Waiting for a mentor" });
  await expect(mine).toContainText(text);
  await expect(send, "one request at a time").toHaveCount(0);
  await axe(page);
  const [{ id }] = await (await own.request.get("/api/coaching")).json();

  const [mentors, coach] = await open(browser, baseURL ?? "", "en", (context) => signIn(context, baseURL ?? "", "mentor@example.org"));
  await coach.goto("/teach");
  await press(coach, coach.getByRole("link", { name: "Help somebody who looks for work" }));
  await expect(coach.getByRole("heading", { level: 2, name: "Requests that wait for a mentor" })).toBeVisible();
  const waiting = await (await mentors.request.get("/api/coaching/open")).text();
  expect(waiting).toContain(id);
  expect(waiting).not.toContain(text);
  expect(waiting).not.toContain("Test seeker");
  await axe(coach);
  // Others may wait as well, so the request that is taken is this one, by its place in the list.
  const place = (JSON.parse(waiting) as { id: string }[]).findIndex((one) => one.id === id);
  const list = coach.getByRole("region", { name: "Requests that wait for a mentor" });
  await press(coach, list.getByRole("button", { name: /^Take this request/ }).nth(place));
  const theirs = coach.getByRole("article", { name: "With Test seeker" }).filter({ hasText: text });
  await expect(theirs.getByRole("heading", { level: 3, name: "With Test seeker" })).toBeFocused();

  await press(coach, theirs.getByRole("button", { name: /^Offer times to meet/ }));
  await expect(coach.getByLabel("Time 1")).toBeFocused();
  await coach.getByLabel("Time 1").fill(soon());
  await write(coach, coach.getByRole("textbox", { name: "Address of the meeting" }), "http://example.org/meet");
  await press(coach, coach.getByRole("button", { name: "Offer these times" }));
  await expect(coach.getByRole("group", { name: "There is a problem" })).toBeFocused();
  await axe(coach);
  await write(coach, coach.getByRole("textbox", { name: "Address of the meeting" }), "https://example.org/meet");
  await press(coach, coach.getByRole("button", { name: "Offer these times" }));
  await expect(theirs.getByText("You offered these times:")).toBeVisible();

  await page.reload();
  const with_coach = page.getByRole("article").filter({ hasText: text });
  await tick(with_coach.getByRole("radio").first());
  await press(page, with_coach.getByRole("button", { name: "Send my choice" }));
  await expect(with_coach.getByRole("link", { name: "https://example.org/meet" })).toBeVisible();
  await write(page, with_coach.getByRole("textbox", { name: "Your message" }), "Shall I bring my CV?");
  await press(page, with_coach.getByRole("button", { name: "Send the message" }));
  await expect(with_coach.getByRole("listitem").filter({ hasText: "Shall I bring my CV?" })).toContainText("You");
  await axe(page);
  for (const one of [own, mentors]) {
    const file = await one.request.get(`/api/coaching/${id}/meeting.ics`);
    expect(await file.text()).toContain("BEGIN:VEVENT");
  }

  await coach.reload();
  await expect(theirs.getByText("Shall I bring my CV?")).toBeVisible();
  await expect(theirs.getByText("A time is chosen and still to come.")).toBeVisible();
  await axe(coach);

  const [works, staff] = await open(browser, baseURL ?? "", "en", (context) => signIn(context, baseURL ?? "", "staff@example.org"));
  await staff.goto("/coaching");
  await heading(staff);
  await expect(staff.getByText(text)).toHaveCount(0);
  expect((await works.request.get(`/api/coaching/${id}/meeting.ics`)).status()).toBe(404);
  expect((await works.request.post(`/api/coaching/${id}/end`)).status()).toBe(404);

  await press(page, with_coach.getByRole("button", { name: "End it" }));
  const dialog = page.getByRole("dialog", { name: "End this?" });
  await axe(page);
  await press(page, dialog.getByRole("button", { name: "End it" }));
  await expect(with_coach.getByText("Ended", { exact: true })).toBeVisible();
  await expect(with_coach.getByRole("textbox")).toHaveCount(0);
  await expect(with_coach.getByText("Shall I bring my CV?"), "what was written stays").toBeVisible();
  await axe(page);
  await Promise.all([own.close(), mentors.close(), works.close()]);
});

test("none of the times fits, on a phone in Arabic", async ({ browser, baseURL }) => {
  const [words, shell] = [wordsOf("ar", "coaching"), wordsOf("ar", "shell")];
  const [own, page] = await open(browser, baseURL ?? "", "ar", (context) => newAccount(context, baseURL ?? "", "seeker"));
  const key = () => crypto.randomUUID();
  const asked = await own.request.post("/api/coaching", { data: { help: ["search"], text: "", reachable: ["weekends"], lang: "ar", key: key() } });
  const { id } = await asked.json();
  const [mentors] = await open(browser, baseURL ?? "", "ar", (context) => signIn(context, baseURL ?? "", "mentor@example.org"));
  expect((await mentors.request.post(`/api/coaching/${id}/taking`)).ok()).toBe(true);
  const slots = [{ starts_at: new Date(Date.now() + 86_400_000).toISOString(), minutes: 30 }];
  expect((await mentors.request.post(`/api/coaching/${id}/times`, { data: { slots, way: "phone", link: "" } })).ok()).toBe(true);
  await page.goto("/coaching");
  await heading(page);
  await axe(page);
  await fits(page);
  const answer = page.getByRole("button", { name: words("answer") });
  await press(page, answer);
  await expect(page.getByRole("group", { name: shell("error_summary") })).toBeFocused();
  await tick(page.getByRole("radio", { name: words("none_of_them") }));
  await press(page, answer);
  await expect(page.getByRole("article").getByText(words("none_said"))).toBeVisible();
  await axe(page);
  await fits(page);
  const [{ none_fits, times }] = await (await own.request.get("/api/coaching")).json();
  expect([none_fits, times]).toEqual([true, []]);
  await Promise.all([own.close(), mentors.close()]);
});
