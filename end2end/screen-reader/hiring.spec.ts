// Two whole ways by ear and keyboard: somebody applies for a job and takes it back; an employer finds a person, asks to meet, and moves
// an application on.
import type { Browser } from "../browsers/webdriver";
import { PASSWORD, freshEmail } from "../support";
import { expect, test } from "./journey";
import type { Reader } from "./reader";

const EMPLOYER = "employer@example.org";
const AD = "User researcher, twelve months";
const FOUND = /^[1-9]\d* (person|people) found$/;
/** The letter keeps it apart from the words of an address, which are taken out of what a talent writes. */
const run = `m${Date.now().toString(36)}`;

/** A profile that says one skill: what else an ad or a search asks for is missing or unknown. */
const PROFILE = {
  visible: false, headline: `Asks and listens, ${run}`, about: "I listen before I draw anything.", lang: "en", skills: ["user-research"],
  level: null, place: null, radius_km: null, remote: [], contracts: [], available_from: null, languages: [],
};

/** How many of the utterances say this. */
const times = (heard: string[], words: string | RegExp) => heard.filter((text) => (typeof words === "string" ? text.includes(words) : words.test(text))).length;

/** What was heard of the last key. */
const said = (reader: Reader) => reader.since().map((one) => one.text);

/** What has focus: its kind and its first words. */
const focused = (browser: Browser) =>
  browser.run(() => `${document.activeElement?.localName} ${document.activeElement?.textContent}`.slice(0, 80));

test("a candidate finds an ad, applies for it, and takes the application back", async ({ visit, reader, request }) => {
  const email = freshEmail("heard");
  await request.post("/api/accounts", { data: { name: "Ines Lidt", email, password: PASSWORD, language: null } });
  expect((await request.put("/api/profile", { data: PROFILE })).ok()).toBe(true);

  const browser = await visit("/jobs", { as: email });
  await reader.find("Tab", "Search jobs");
  await reader.type("research");
  await reader.press("Return");
  expect(times(await reader.hears([/^[1-9]\d* ads?$/]), /^\d+ ads?$/), "how many there are, once").toBe(1);
  await reader.find("Tab", "Contract");
  await reader.find("Down", "Fixed-term contract");
  await reader.find("shift+Tab", "Search");
  await reader.find("3", AD);

  await expect.poll(() => focused(browser)).toBe(`a ${AD}`);
  await reader.press("Return");
  expect(times(await reader.hears([AD, "heading level 1"]), `${AD} heading level 1`), "the ad is named once").toBe(1);
  expect(await focused(browser)).toBe(`h1 ${AD}`);
  // The pay, then why it fits, what is missing and what nobody knows.
  await reader.reads([
    "£38,000 to £43,000 a year before tax", "How you match",
    "User research", "met", "Shown by: Own statement",
    "Active listening", "missing", "Not in your profile.",
    "Place", "unknown, not said",
  ]);

  await reader.find("1", AD);
  await reader.find("Tab", /^Apply/);
  await reader.press("Return");
  await reader.hears(["Apply for this job", "heading level 1"]);
  await reader.find("Tab", "Your message");
  await reader.type("I would like to ask people.");
  expect(times(said(reader), "characters left"), "no count is told with each letter").toBe(0);
  await reader.find("Tab", "Send the application");
  await reader.press("Return");
  expect(times(await reader.hears(["Your application is sent"]), "application is sent"), "that it was sent, once").toBe(1);
  expect(await focused(browser)).toContain("div Your application is sent");

  await reader.find("Tab", "See my applications");
  await reader.press("Return");
  await reader.hears(["My applications", "heading level 1"]);
  await reader.find("2", AD);
  await reader.find("Down", /^Sent/, 3);
  await reader.find("b", /^Withdraw\s+the application: User researcher/);
  await expect.poll(() => focused(browser)).toMatch(/^button\s*Withdraw/);
  await reader.press("Return");
  expect(times(await reader.hears(["Withdraw this application?"]), "Withdraw this application?"), "what is asked, once").toBe(1);
  expect(await focused(browser)).toBe("h2 Withdraw this application?");
  await reader.find("Down", "will no longer consider your application", 3);
  await reader.find("Tab", "Withdraw the application");
  await reader.press("Return");
  const gone = await reader.hears(["The application is withdrawn."]);
  expect(times(gone, "The application is withdrawn."), "that it is withdrawn, once").toBe(1);
  expect(await focused(browser)).toBe(`h2 ${AD}`);
  await reader.find("Down", /^Withdrawn/, 3);
});

test("an employer finds somebody whose name stays hidden, asks to meet, and moves an application on", async ({ visit, reader, playwright, baseURL }) => {
  const title = `Research assistant ${run}`;
  const applicant = "Nadia Ferro";
  const hidden = { name: `Zofia Kwiatkowska${run}`, email: freshEmail("zofia"), headline: `Draws clear letters, ${run}` };
  const of = async (account: { name: string; email: string }) => {
    const own = await playwright.request.newContext({ baseURL });
    const made = await own.post("/api/accounts", { data: { name: account.name, email: account.email, password: PASSWORD, language: null } });
    expect(made.ok(), await made.text()).toBe(true);
    return own;
  };
  const talent = await of(hidden);
  expect((await talent.put("/api/profile", { data: { ...PROFILE, visible: true, headline: hidden.headline } })).ok()).toBe(true);
  const desk = await playwright.request.newContext({ baseURL });
  expect((await desk.post("/api/session", { data: { email: EMPLOYER, password: PASSWORD } })).ok()).toBe(true);
  const drafts = "/api/employer/drafts";
  const started = await (await desk.post(drafts, { data: { copy_of: "developpement-php-symfony" } })).json();
  const content = { ...started.content, title, questions: [] };
  const saved = await (await desk.put(`${drafts}/${started.id}`, { data: { version: started.version, content } })).json();
  const { job } = await (await desk.post(`${drafts}/${saved.id}/publication`, { data: { version: saved.version } })).json();
  const candidate = await of({ name: applicant, email: freshEmail("nadia") });
  const sent = await candidate.post(`/api/jobs/${job}/applications`, {
    data: { profile: "", message: "I would like to learn this with you.", phone: null, cv: null, answers: null, key: `heard-${run}` },
  });
  expect(sent.ok(), await sent.text()).toBe(true);

  // Few are found from the start: a long list that is drawn anew keeps the screen reader busy for longer than a message stands.
  const browser = await visit("/talents?q=letters", { as: EMPLOYER });
  await reader.find("Tab", "Skills needed");
  await reader.type("user research");
  await reader.press("Return");
  // That the skill was added is asked for in working.spec.ts.
  await reader.hears([FOUND]);
  await reader.find("Tab", /^Contract/);
  await reader.press("Down");
  await reader.hears(["Apprenticeship"]);
  // From a list the screen reader gives every key to the page; from a box it reads again.
  await reader.find("Tab", "Contract check box not checked");
  await reader.find("3", hidden.headline);

  // The screen reader names a link before it has moved focus there, and a key that comes in between goes nowhere.
  await expect.poll(() => focused(browser)).toBe(`a ${hidden.headline}`);
  await reader.press("Return");
  const person = await reader.hears([hidden.headline, "heading level 1"]);
  expect(times(person, `${hidden.headline} heading level 1`), "the person's headline, once").toBe(1);
  expect(times(person, "combo box"), "nothing of the form below").toBe(0);
  expect(await focused(browser)).toBe(`h1 ${hidden.headline}`);
  await reader.reads(["How your search is answered", "1 met", "1 unknown", "User research: met, own statement", "Contract: unknown, not said"]);
  await reader.find("1", hidden.headline);
  await reader.find("Tab", "Job");
  await reader.find("Down", title);
  await reader.find("Tab", /Pay, at least.*1200/);
  await reader.find("Tab", /Pay, at most.*1900/);
  await reader.find("Tab", "Message");
  await reader.type("We draw letters as well.");
  await reader.find("Tab", "Send the request");
  await reader.press("Return");
  // The message and the heading that takes focus come in either order.
  const asked = await reader.hearsAll(["Your request was sent.", "Ask to meet heading level 2"]);
  expect(times(asked, "Your request was sent."), "that it was sent, once").toBe(1);
  expect(times(asked, "Ask to meet heading level 2"), "where one is now, once").toBe(1);
  expect(await focused(browser)).toBe("h2 Ask to meet");
  expect(reader.transcript(), "who it is stays hidden").not.toMatch(/Zofia|Kwiatkowska/);

  await reader.find("ctrl+Home", "Skip to the content");
  await reader.find("Tab", "My organisation");
  await reader.press("Return");
  await reader.hears(["My organisation", "heading level 1"]);
  await reader.find("Tab", title);
  await reader.press("Return");
  await reader.hears([title, "heading level 1"]);
  await reader.find("Tab", "See them on a board, by stage");
  await reader.press("Return");
  await reader.hears([title, "heading level 1"]);
  await reader.find("Tab", "Choose everybody who waits");
  await reader.find("x", `Choose ${applicant}`);
  await expect.poll(() => browser.run(() => document.activeElement?.matches("input[type=checkbox]"))).toBe(true);
  await reader.press("space");
  expect(times(await reader.hears(["1 person chosen"]), "1 person chosen"), "how many are chosen, once").toBe(1);
  await reader.find("shift+Tab", "Stage");
  await reader.find("Down", "Reading");
  await reader.find("Tab", "Move");
  await reader.press("Return");
  const moved = await reader.hearsAll(["1 application was moved.", "Reading (1)"]);
  expect(times(moved, "1 application was moved."), "that it moved, once").toBe(1);
  expect(times(moved, "Reading (1)"), "where it went, once").toBe(1);
  expect(await focused(browser)).toBe("h2 Reading (1)");
  await reader.find("Down", applicant, 3);
  await talent.put("/api/profile", { data: PROFILE });
});
