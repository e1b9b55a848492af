// Applications by stage: notes, tasks, ready texts, a bulk no, and a time to meet that the candidate chooses.
import { type Browser, expect, test } from "@playwright/test";
import { intercept } from "./intercept";
import { tick } from "./keyboard";
import { type Language, PASSWORD, axe, fits, freshEmail, prefer, signIn, tabTo } from "./support";
import { wordsOf } from "./words";

const EMPLOYER = "employer@example.org";
const run = `b${Date.now().toString(36)}`;

/** An organisation's member with an ad of its own, to which some people applied. */
async function board(browser: Browser, baseURL: string, language: Language, people: string[]) {
  const context = await browser.newContext({ baseURL });
  await prefer(context, language);
  await signIn(context, baseURL, EMPLOYER);
  const drafts = "/api/employer/drafts";
  const started = await (await context.request.post(drafts, { data: { copy_of: "developpement-php-symfony" } })).json();
  const content = { ...started.content, title: `Board ${run} ${language}`, questions: [] };
  const saved = await (await context.request.put(`${drafts}/${started.id}`, { data: { version: started.version, content } })).json();
  const { job } = await (await context.request.post(`${drafts}/${saved.id}/publication`, { data: { version: saved.version } })).json();
  const candidates = [];
  for (const name of people) {
    const own = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });
    await prefer(own, language);
    await own.request.post("/api/accounts", { data: { name, email: freshEmail("applicant"), password: PASSWORD, language: null } });
    const sent = await own.request.post(`/api/jobs/${job}/applications`, {
      data: { profile: "", message: "I would like to learn this with you.", phone: null, cv: null, answers: null, key: `board-${run}-${candidates.length}` },
    });
    expect(sent.ok(), await sent.text()).toBe(true);
    candidates.push(own);
  }
  return { context, job, candidates };
}

test("a time to meet is offered, chosen, and put into the calendar, in French", async ({ browser, baseURL }) => {
  const pipeline = wordsOf("fr", "pipeline");
  const own = wordsOf("fr", "applications");
  const name = `Nadia ${run}`;
  const { context, job, candidates } = await board(browser, baseURL ?? "", "fr", [name]);
  const page = await context.newPage();
  await page.goto(`/employer/jobs/${job}/applications`);
  const article = page.getByRole("article").filter({ has: page.getByRole("heading", { name }) });
  await article.getByRole("button", { name: /Notes \(0\)/ }).click();
  await page.getByRole("textbox", { name: pipeline("note") }).fill("Sait travailler en équipe.");
  // What is half typed outlives a board that is read anew.
  await page.reload();
  await article.getByRole("button", { name: /Notes \(0\)/ }).click();
  await expect(page.getByRole("textbox", { name: pipeline("note") })).toHaveValue("Sait travailler en équipe.");
  await page.getByRole("button", { name: pipeline("add_note") }).click();
  await expect(page.getByText(pipeline("kept"), { exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { level: 4, name: pipeline("notes") })).toBeFocused();
  await expect(article.getByText("Sait travailler en équipe.").first()).toBeVisible();
  await page.getByRole("textbox", { name: pipeline("task"), exact: true }).fill("Rappeler");
  await page.getByLabel(pipeline("due")).fill("2030-01-15");
  await page.getByRole("button", { name: pipeline("add_task") }).click();
  await expect(page.getByRole("checkbox", { name: /Rappeler, pour le/ })).toBeVisible();
  // Far from the times of the other journeys of this member, who meets nobody twice at once.
  const day = new Date(Date.now() + 20 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  await page.getByRole("button", { name: pipeline("offer") }).click();
  await expect(page.getByRole("group", { name: wordsOf("fr", "shell")("error_summary") })).toBeFocused();
  await page.getByLabel(pipeline("time", { number: "1" })).fill(`${day}T10:30`);
  await page.getByRole("textbox", { name: new RegExp(`^${pipeline("place")}`) }).fill("12 rue des Tanneurs, Lyon");
  await page.getByRole("button", { name: pipeline("offer") }).click();
  await expect(page.getByText(pipeline("offered"), { exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { level: 4, name: pipeline("times") })).toBeFocused();
  await expect(page.getByRole("heading", { level: 2, name: `${pipeline("stage_interview")} (1)` })).toBeVisible();
  await axe(page);

  // Whoever comes from another time zone reads in which one the hour is told.
  const abroad = await browser.newContext({ baseURL, storageState: await candidates[0].storageState(), timezoneId: "Indian/Reunion" });
  await prefer(abroad, "fr");
  const far = await abroad.newPage();
  await far.goto("/applications");
  await expect(far.getByRole("radio", { name: /UTC\+4.*12 rue des Tanneurs/ })).toHaveCount(1);
  await abroad.close();

  const other = await candidates[0].newPage();
  await other.goto("/applications");
  // With nothing chosen, it is said beside the times, and a link leads to them.
  const time = other.getByRole("radio", { name: /12 rue des Tanneurs/ });
  await other.getByRole("button", { name: own("take_time") }).click();
  const summary = other.getByRole("group", { name: wordsOf("fr", "shell")("error_summary") });
  await expect(summary).toBeFocused();
  await axe(other);
  await summary.getByRole("link", { name: own("choose_time") }).click();
  await expect(time).toBeFocused();
  await tick(time);
  await other.getByRole("button", { name: own("take_time") }).click();
  await expect(other.getByRole("heading", { level: 3, name: own("times") })).toBeFocused();
  await fits(other);
  await axe(other);
  const [download] = await Promise.all([other.waitForEvent("download"), other.getByRole("link", { name: own("calendar") }).click()]);
  expect(download.suggestedFilename()).toBe("interview.ics");
  await page.reload();
  await article.getByRole("button", { name: /Notes \(1\)/ }).click();
  await expect(article.getByText(pipeline("slot_chosen"), { exact: true })).toBeVisible();
  await axe(page);
  await Promise.all([context.close(), ...candidates.map((candidate) => candidate.close())]);
});

for (const language of ["en", "ar"] as const) {
  test(`whom no time suits asks for others, and is shown the new ones, in ${language}`, async ({ browser, baseURL }) => {
    const [pipeline, own] = ["pipeline", "applications"].map((namespace) => wordsOf(language, namespace));
    const name = `Ines ${run}`;
    const { context, job, candidates } = await board(browser, baseURL ?? "", language, [name]);
    const [item] = (await (await context.request.get(`/api/employer/jobs/${job}/pipeline`)).json()).items;
    const offer = async (days: number[], place: string) => {
      const slots = days.map((day) => ({ starts_at: new Date(Date.now() + day * 24 * 60 * 60 * 1000).toISOString(), minutes: 30 }));
      const answer = await context.request.post(`/api/employer/applications/${item.received.application.id}/slots`, { data: { place, slots } });
      expect(answer.ok(), await answer.text()).toBe(true);
    };
    await offer([1, 3], "First room");
    const other = await candidates[0].newPage();
    // What has passed by the clock of whoever reads it is not offered.
    await other.clock.setFixedTime(Date.now() + 2 * 24 * 60 * 60 * 1000);
    await other.goto("/applications");
    await expect(other.getByRole("radio")).toHaveCount(1);
    await other.clock.setFixedTime(Date.now() + 4 * 24 * 60 * 60 * 1000);
    await other.reload();
    await expect(other.getByText(own("none_left"))).toBeVisible();
    await expect(other.getByRole("radio")).toHaveCount(0);
    await axe(other);
    await other.clock.setFixedTime(Date.now());
    await other.reload();
    // The organisation offers others while the first are on the screen.
    await tick(other.getByRole("radio", { name: /First room/ }).first());
    await offer([2], "Second room");
    await other.getByRole("button", { name: own("take_time") }).click();
    await expect(other.getByText(own("times_changed"))).toBeVisible();
    await expect(other.getByRole("radio", { name: /Second room/ })).toBeVisible();
    await expect(other.getByRole("heading", { level: 3, name: own("times") })).toBeFocused();
    await axe(other);

    await other.getByText(own("none_suits"), { exact: true }).click();
    const words = other.getByRole("textbox", { name: new RegExp(`^${own("none_words")}`) });
    await words.fill("Mornings, please.");
    await other.reload();
    await other.getByText(own("none_suits"), { exact: true }).click();
    await expect(words).toHaveValue("Mornings, please.");
    await fits(other);
    await axe(other);
    await other.getByRole("button", { name: own("ask_others") }).click();
    await expect(other.getByRole("heading", { level: 3, name: own("times") })).toBeFocused();
    await expect(other.getByText("Mornings, please.")).toBeVisible();

    const page = await context.newPage();
    await page.goto(`/employer/jobs/${job}/applications`);
    const article = page.getByRole("article").filter({ has: page.getByRole("heading", { name }) });
    await expect(article.getByText(pipeline("none_suits"))).toBeVisible();
    await article.getByRole("button", { name: new RegExp(pipeline("notes")) }).click();
    await expect(article.getByText("Mornings, please.")).toBeVisible();
    await axe(page);
    // The same time twice is refused beside the second.
    const day = new Date(Date.now() + 5 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    const time = (number: number) => page.getByLabel(pipeline("time", { number: new Intl.NumberFormat(language).format(number) }));
    await time(1).fill(`${day}T10:30`);
    await time(3).fill(`${day}T10:30`);
    await page.getByRole("button", { name: pipeline("offer"), exact: true }).click();
    await expect(time(3)).toHaveAccessibleDescription(new RegExp(wordsOf(language, "shell")("reason_already_listed")));
    // A day without its time is no value to the browser: it is not left out without a word.
    await time(3).fill("");
    await time(2).focus();
    await page.keyboard.type("12");
    await page.getByRole("button", { name: pipeline("offer"), exact: true }).click();
    await expect(time(2)).toHaveAttribute("aria-invalid", "true");
    await page.getByRole("textbox", { name: pipeline("task"), exact: true }).fill("Call back");
    const due = page.getByLabel(pipeline("due"));
    await due.focus();
    await page.keyboard.type("12");
    await page.getByRole("button", { name: pipeline("add_task") }).click();
    await expect(due).toHaveAccessibleDescription(new RegExp(wordsOf(language, "shell")("reason_half_typed")));
    const [kept] = (await (await context.request.get(`/api/employer/jobs/${job}/pipeline`)).json()).items;
    expect([kept.tasks.length, kept.slots.map((slot: { place: string }) => slot.place)]).toEqual([0, ["Second room"]]);
    await Promise.all([context.close(), ...candidates.map((candidate) => candidate.close())]);
  });
}

for (const language of ["en", "es"] as const) {
  test(`whoever takes a time first has it, in ${language}`, async ({ browser, baseURL }) => {
    const [pipeline, own, shell] = ["pipeline", "applications", "shell"].map((namespace) => wordsOf(language, namespace));
    const names = [`Mara ${run}`, `Noe ${run}`];
    const { context, job, candidates } = await board(browser, baseURL ?? "", language, names);
    const day = new Date(Date.now() + (language === "en" ? 30 : 40) * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    const { items } = await (await context.request.get(`/api/employer/jobs/${job}/pipeline`)).json();
    for (const item of items) {
      const slots = [{ starts_at: `${day}T12:00:00Z`, minutes: 30 }];
      const answer = await context.request.post(`/api/employer/applications/${item.received.application.id}/slots`, { data: { place: "Room", slots } });
      expect(answer.ok(), await answer.text()).toBe(true);
    }
    const [first, second] = await Promise.all(candidates.map((candidate) => candidate.newPage()));
    for (const page of [first, second]) {
      await page.goto("/applications");
      await tick(page.getByRole("radio", { name: /Room/ }));
    }
    await first.getByRole("button", { name: own("take_time") }).click();
    await expect(first.getByRole("link", { name: own("calendar") })).toBeVisible();
    // The other one still sees the time, and is told once it is asked for.
    await second.getByRole("button", { name: own("take_time") }).click();
    await expect(second.getByText(own("times_changed"))).toBeVisible();
    await expect(second.getByText(own("none_left"))).toBeVisible();
    await expect(second.getByRole("radio")).toHaveCount(0);
    await expect(second.getByRole("heading", { level: 3, name: own("times") })).toBeFocused();
    await fits(second);
    await axe(second);
    await second.getByText(own("none_suits"), { exact: true }).click();
    await second.getByRole("button", { name: own("ask_others") }).click();
    await expect(second.getByText(own("none_told")).first()).toBeVisible();

    const page = await context.newPage();
    await page.goto(`/employer/jobs/${job}/applications`);
    const article = page.getByRole("article").filter({ has: page.getByRole("heading", { name: names[1] }) });
    await article.getByRole("button", { name: new RegExp(pipeline("notes")) }).click();
    await expect(article.getByText(pipeline("slot_taken"), { exact: true })).toBeVisible();
    // What is refused of it stands where it was typed, though the second field is empty.
    const time = (number: number) => page.getByLabel(pipeline("time", { number: String(number) }));
    await time(1).fill(`${day}T09:00`);
    const local = await page.evaluate((at) => new Date(at).toTimeString().slice(0, 5), `${day}T12:00:00Z`);
    await time(3).fill(`${day}T${local}`);
    await page.getByRole("textbox", { name: new RegExp(`^${pipeline("place")}`) }).fill("Room");
    await page.getByRole("button", { name: pipeline("offer"), exact: true }).click();
    await expect(time(3)).toHaveAccessibleDescription(new RegExp(shell("reason_already_meeting")));
    await expect(time(2)).not.toHaveAttribute("aria-invalid", "true");
    await axe(page);
    await time(3).fill("");
    await page.getByRole("button", { name: pipeline("offer"), exact: true }).click();
    await expect(page.getByText(pipeline("offered"), { exact: true })).toBeVisible();
    await Promise.all([context.close(), ...candidates.map((candidate) => candidate.close())]);
  });
}

test("several people are refused at once with the keyboard, each by name and with one reason", async ({ browser, baseURL }) => {
  const { context, job, candidates } = await board(browser, baseURL ?? "", "en", [`Ada ${run}`, `Bo ${run}`]);
  const page = await context.newPage();
  await page.goto(`/employer/jobs/${job}/applications`);
  // What opens for each person is named after them, so that a list of buttons tells them apart.
  for (const name of [`Ada ${run}`, `Bo ${run}`]) {
    for (const opens of ["What was sent, and how to reach the person", "History"]) {
      await expect(page.locator("summary").filter({ hasText: `${opens} (${name})` })).toHaveCount(1);
    }
  }
  await page.getByRole("textbox", { name: "Name of the text" }).fill(`No ${run}`);
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("Dear {name}, thank you for your interest in {job}.");
  await page.getByRole("button", { name: "Keep this text" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Texts that you use again" })).toBeFocused();
  const all = page.getByRole("button", { name: "Choose everybody who waits" });
  await all.focus();
  await page.keyboard.press("Enter");
  const stage = page.getByRole("combobox", { name: "Stage" });
  await expect(stage).toBeFocused();
  await expect(page.getByText("2 people chosen")).toBeVisible();
  await stage.selectOption("refused");
  const move = page.getByRole("button", { name: "Move", exact: true });
  await tabTo(page, move);
  await page.keyboard.press("Enter");
  const summary = page.getByRole("group", { name: "There is a problem" });
  await expect(summary).toBeFocused();
  await axe(page);
  await page.getByRole("combobox", { name: "Reason" }).selectOption("position_filled");
  // Choosing alone puts nothing into what people read: some browsers choose with each arrow key.
  const [put, message] = [page.getByRole("button", { name: "Put it into the message" }), page.getByRole("textbox", { name: /^What they read/ })];
  await expect(put).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("combobox", { name: "Use a kept text" }).selectOption({ label: `No ${run}` });
  await expect(message).toHaveValue("");
  await tabTo(page, put);
  await page.keyboard.press("Enter");
  await expect(page.getByText("The text is in the message.")).toBeAttached();
  await expect(put).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(message).toHaveValue("Dear {name}, thank you for your interest in {job}.");
  await move.click();
  const sure = page.getByRole("dialog", { name: "Refuse 2 people?" });
  await expect(sure).toBeVisible();
  await axe(page);
  await page.keyboard.press("Escape");
  await expect(page.getByText("2 people chosen")).toBeVisible();
  await move.click();
  await sure.getByRole("button", { name: "Send the refusal" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Refused (2)" })).toBeFocused();
  await axe(page);
  // Whoever was refused is offered no time any more.
  const notes = page.getByRole("article").filter({ hasText: `Ada ${run}` }).getByRole("button", { name: /^Notes/ });
  await notes.click();
  await expect(page.getByRole("heading", { level: 4, name: "Times to meet" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Offer these times" })).toHaveCount(0);
  await notes.click();
  const other = await candidates[1].newPage();
  await other.goto("/applications");
  await expect(other.getByText(`Dear Bo ${run}, thank you for your interest in Board ${run} en.`)).toBeVisible();
  await expect(other.getByText("The position is filled.")).toBeVisible();
  await axe(other);
  await Promise.all([context.close(), ...candidates.map((candidate) => candidate.close())]);
});

for (const language of ["en", "fr"] as const) {
  test(`what is written to people outlives a reload, and words in braces that nothing fills in are named, in ${language}`, async ({ browser, baseURL }) => {
    const [pipeline, shell] = [wordsOf(language, "pipeline"), wordsOf(language, "shell")];
    const slots = language === "en" ? { name: "{name}", job: "{job}" } : { name: "{nom}", job: "{poste}" };
    const { context, job, candidates } = await board(browser, baseURL ?? "", language, [`Lou ${run}`]);
    const page = await context.newPage();
    await page.goto(`/employer/jobs/${job}/applications`);
    const stage = page.getByRole("combobox", { name: pipeline("stage"), exact: true });
    const message = page.getByRole("textbox", { name: new RegExp(`^${pipeline("message")}`) });
    await stage.selectOption("interview");
    await message.fill("Bonjour {prenom}.\nVenez.");
    await page.reload();
    await expect(stage).toHaveValue("interview");
    await expect(message).toHaveValue("Bonjour {prenom}.\nVenez.");
    await page.getByRole("button", { name: pipeline("tick_all") }).click();
    await page.getByRole("button", { name: pipeline("go"), exact: true }).click();
    await expect(page.getByRole("group", { name: shell("error_summary") })).toBeFocused();
    await expect(page.locator("#move-message-error")).toContainText(shell("reason_unknown_slot", { words: "{prenom}", ...slots }));
    await axe(page);
    await message.fill(`Bonjour ${slots.name}.`);
    await page.getByRole("button", { name: pipeline("go"), exact: true }).click();
    await expect(page.getByRole("heading", { level: 2, name: pipeline("stage_count", { stage: pipeline("stage_interview"), count: "1" }) })).toBeFocused();
    await page.reload();
    await expect(page.getByRole("heading", { level: 2, name: pipeline("move_title") })).toBeVisible();
    await expect(stage).toHaveValue("");
    await Promise.all([context.close(), ...candidates.map((candidate) => candidate.close())]);
  });
}

test("a board that others change meanwhile stays true, and what becomes of it is said", async ({ browser, baseURL }) => {
  const pipeline = wordsOf("en", "pipeline");
  const shell = wordsOf("en", "shell");
  const { context, job, candidates } = await board(browser, baseURL ?? "", "en", [`Mia ${run}`]);
  const shown = async () => (await (await context.request.get(`/api/employer/jobs/${job}/pipeline`)).json()).items[0];
  const application = `/api/employer/applications/${(await shown()).received.application.id}`;
  for (const [kind, data] of [["notes", { text: "Knows French." }], ["tasks", { text: "Call back", due: null }]] as const) {
    const answer = await context.request.post(`${application}/${kind}`, { data: { ...data, key: `stale-${run}-${kind}` } });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
  const page = await context.newPage();
  await page.goto(`/employer/jobs/${job}/applications`);
  await page.getByRole("button", { name: /Notes \(1\)/ }).click();

  // Ticking is slow and unticking comes before its answer: the last wish counts, whatever the line does.
  const box = page.getByRole("checkbox", { name: "Call back" });
  let letGo = () => {};
  const free = new Promise<void>((resolve) => (letGo = resolve));
  await intercept(page, "**/api/employer/tasks/*", async (route) => {
    if (route.request().postDataJSON()?.done) await free;
    await route.continue();
  });
  const last = page.waitForResponse((response) => response.request().method() === "PATCH" && !response.request().postDataJSON().done);
  // The board is read anew after it.
  const anew = page.waitForResponse((response) => response.request().method() === "GET" && response.url().includes("/pipeline"));
  await tick(box);
  await expect(box).toBeChecked();
  await box.press("Space");
  await expect(box).not.toBeChecked();
  letGo();
  expect((await last).ok()).toBe(true);
  await anew;
  await page.unroute("**/api/employer/tasks/*");
  await expect(box).toBeFocused();
  expect((await shown()).tasks[0].done).toBe(false);

  // Another member was faster: what is gone goes from the list, with a word.
  expect((await context.request.delete(`/api/employer/notes/${(await shown()).notes[0].id}`)).ok()).toBe(true);
  await page.getByRole("button", { name: new RegExp(`^${pipeline("delete_note")}`) }).click();
  await expect(page.getByText(pipeline("gone"), { exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { level: 4, name: pipeline("notes") })).toBeFocused();
  await expect(page.getByText("Knows French.")).toHaveCount(0);
  await axe(page);

  // What was sent is said although the board cannot be read anew, and focus stays in the page.
  await intercept(page, "**/api/employer/jobs/*/pipeline*", (route) => route.abort());
  await page.getByRole("textbox", { name: pipeline("note") }).fill("Speaks Arabic.");
  await page.getByRole("button", { name: pipeline("add_note") }).click();
  await expect(page.getByText(pipeline("kept"), { exact: true })).toBeVisible();
  await expect(page.getByText(shell("fail_offline"))).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await axe(page);
  await page.unroute("**/api/employer/jobs/*/pipeline*");
  await page.getByRole("button", { name: shell("retry") }).click();
  await expect(page.getByText("Speaks Arabic.").first()).toBeVisible();
  await page.getByRole("button", { name: new RegExp(`^${pipeline("delete_task")}`) }).click();
  await expect(page.getByText(pipeline("deleted"), { exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { level: 4, name: pipeline("tasks") })).toBeFocused();
  await Promise.all([context.close(), ...candidates.map((candidate) => candidate.close())]);
});

test("a move that failed and would be a refusal by now asks by name before it is tried again", async ({ browser, baseURL }) => {
  const [pipeline, shell] = [wordsOf("en", "pipeline"), wordsOf("en", "shell")];
  const { context, job, candidates } = await board(browser, baseURL ?? "", "en", [`ليلى ${run}`, `Bo ${run}`]);
  const page = await context.newPage();
  await page.goto(`/employer/jobs/${job}/applications`);
  // A name that runs from right to left keeps to itself in an English sentence too.
  await expect(page.getByRole("checkbox", { name: pipeline("choose", { name: `ليلى ${run}` }), exact: true })).toBeVisible();
  await page.getByRole("button", { name: pipeline("tick_all") }).click();
  const stage = page.getByRole("combobox", { name: pipeline("stage"), exact: true });
  await stage.selectOption("interview");
  await intercept(page, "**/api/employer/moves", (route) => route.abort());
  await page.getByRole("button", { name: pipeline("go"), exact: true }).click();
  const again = page.getByRole("button", { name: shell("retry") });
  await expect(again).toBeFocused();
  await page.unroute("**/api/employer/moves");
  await stage.selectOption("refused");
  await page.getByRole("combobox", { name: pipeline("reason"), exact: true }).selectOption("position_filled");
  await again.click();
  const sure = page.getByRole("dialog", { name: pipeline("refuse_title", 2) });
  await expect(sure).toBeVisible();
  // Each name keeps its own direction among the others.
  await expect(sure).toContainText(`\u2067ليلى ${run}\u2069`);
  await axe(page);
  await page.keyboard.press("Escape");
  await expect(sure).toBeHidden();
  const { items } = await (await context.request.get(`/api/employer/jobs/${job}/pipeline`)).json();
  expect(items.map((item: { stage: string }) => item.stage), "nobody was refused unasked").toEqual(["new", "new"]);
  await Promise.all([context.close(), ...candidates.map((candidate) => candidate.close())]);
});

test("texts that are kept one after the other on a slow line are two, and each has a name of its own", async ({ browser, baseURL }) => {
  const [pipeline, shell] = [wordsOf("en", "pipeline"), wordsOf("en", "shell")];
  const { context, job, candidates } = await board(browser, baseURL ?? "", "en", [`Ida ${run}`]);
  const page = await context.newPage();
  await page.goto(`/employer/jobs/${job}/applications`);
  const name = page.getByRole("textbox", { name: pipeline("text_name"), exact: true });
  const text = page.getByRole("textbox", { name: pipeline("text"), exact: true });
  const keep = async (called: string, words: string) => {
    await name.fill(called);
    await text.fill(words);
    const answer = page.waitForResponse((response) => response.url().includes("/api/employer/templates/"));
    await page.getByRole("button", { name: pipeline("keep_text") }).click();
    return (await answer).status();
  };
  await expect(name).toBeVisible();
  // The board that has the first text is still on its way when the second is written.
  let letGo = () => {};
  const held = new Promise<void>((go) => (letGo = go));
  await intercept(page, "**/api/employer/jobs/*/pipeline*", async (route) => {
    await held;
    await route.continue();
  });
  expect(await keep(`Welcome ${run}`, "Welcome to us.")).toBe(200);
  await expect(name).toHaveValue("");
  expect(await keep(`Later ${run}`, "Not this year.")).toBe(200);
  letGo();
  for (const words of ["Welcome to us.", "Not this year."]) {
    await expect(page.getByText(words, { exact: true })).toBeVisible();
  }
  await expect(page.getByRole("heading", { level: 2, name: pipeline("texts") })).toBeFocused();
  expect(await keep(`later ${run}`, "In spring.")).toBe(422);
  await expect(name).toHaveAccessibleDescription(new RegExp(shell("reason_name_taken")));
  await axe(page);
  await Promise.all([context.close(), ...candidates.map((candidate) => candidate.close())]);
});

test("whoever stands on the board is told that they were read once what they sent is opened", async ({ browser, baseURL }) => {
  const [pipeline, words, privacy] = ["pipeline", "words", "privacy"].map((namespace) => wordsOf("en", namespace));
  const name = `Kim ${run}`;
  const { context, job, candidates } = await board(browser, baseURL ?? "", "en", [name]);
  const page = await context.newPage();
  await page.goto(`/employer/jobs/${job}/applications`);
  const article = page.getByRole("article").filter({ has: page.getByRole("heading", { name }) });
  await expect(article).toBeVisible();
  const own = await candidates[0].newPage();
  await own.goto("/applications");
  const mine = own.getByRole("article", { name: `Board ${run} en` });
  await expect(mine).toBeVisible();
  await expect(mine.getByText(words("status_seen"))).toHaveCount(0);
  await own.goto("/profile/privacy");
  await expect(own.getByText(privacy("no_views"))).toBeVisible();

  const told = page.waitForResponse("**/api/employer/applications/*/views");
  await article.locator("summary").filter({ hasText: pipeline("sent") }).click();
  expect((await told).ok()).toBe(true);
  const views = async () => ((await (await candidates[0].request.get("/api/profile/views")).json()).items as { seen: string }[]).map((view) => view.seen);
  await expect.poll(async () => [...new Set(await views())], { timeout: 30_000 }).toEqual(["application"]);
  await own.reload();
  await expect(own.getByRole("table", { name: privacy("views") })).toContainText(privacy("seen_application"));
  await own.goto("/applications");
  await expect(mine.getByText(words("status_seen")).first()).toBeVisible();
  await axe(own);
  await Promise.all([context.close(), ...candidates.map((candidate) => candidate.close())]);
});

test("whoever takes an application back is no more among those who are chosen", async ({ browser, baseURL }) => {
  const pipeline = wordsOf("en", "pipeline");
  const { context, job, candidates } = await board(browser, baseURL ?? "", "en", [`Ada ${run}`, `Bo ${run}`]);
  const page = await context.newPage();
  await page.goto(`/employer/jobs/${job}/applications`);
  await page.getByRole("button", { name: pipeline("tick_all") }).click();
  await expect(page.getByText(pipeline("chosen", 2))).toBeVisible();
  const [mine] = (await (await candidates[0].request.get("/api/applications")).json()).items;
  const taken = await candidates[0].request.post(`/api/applications/${mine.id}/withdrawal`);
  expect(taken.ok(), await taken.text()).toBe(true);
  const article = page.getByRole("article").filter({ has: page.getByRole("heading", { name: `Bo ${run}` }) });
  await article.getByRole("button", { name: /Notes \(0\)/ }).click();
  await page.getByRole("textbox", { name: pipeline("note") }).fill("Knows French.");
  await page.getByRole("button", { name: pipeline("add_note") }).click();
  await expect(page.getByRole("heading", { level: 4, name: pipeline("notes") })).toBeFocused();
  await expect(page.getByText(pipeline("chosen", 1))).toBeVisible();
  await page.getByRole("combobox", { name: pipeline("stage"), exact: true }).selectOption("refused");
  await page.getByRole("combobox", { name: pipeline("reason"), exact: true }).selectOption("position_filled");
  await page.getByRole("button", { name: pipeline("go"), exact: true }).click();
  const sure = page.getByRole("dialog", { name: pipeline("refuse_title", 1) });
  await sure.getByRole("button", { name: pipeline("refuse") }).click();
  await expect(page.getByText(pipeline("moved", 1))).toBeVisible();
  await axe(page);
  await Promise.all([context.close(), ...candidates.map((candidate) => candidate.close())]);
});
