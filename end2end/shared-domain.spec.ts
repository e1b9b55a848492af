// Organisations of one verified domain are one to the people whom they ask: what one was told, the other is told before it writes.
import { expect, test } from "@playwright/test";
import { axe, fits, heading, newAccount, prefer, signIn } from "./support";
import { wordsOf } from "./words";

const run = `d${Date.now().toString(36)}`;

for (const language of ["fr", "ar"] as const) {
  test(`whom another organisation of the domain asked in vain is not asked again before their time, in ${language}`, async ({ browser, baseURL }) => {
    const talents = wordsOf(language, "talents");
    const open = () => browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });
    const [person, staff, first, second] = await Promise.all([open(), open(), open(), open()]);
    await newAccount(person, baseURL ?? "", "asked");
    const profile = {
      visible: true, headline: `Asked ${run} ${language}`, about: "", lang: "en", skills: ["html"], level: null, place: null,
      radius_km: null, remote: [], contracts: ["permanent"], available_from: null, languages: [],
    };
    const { id } = await (await person.request.put("/api/profile", { data: profile })).json();

    await signIn(staff, baseURL ?? "", "staff@example.org");
    // What the addresses of the members end in, so that staff may say that it is theirs.
    const website = "https://example.org";
    for (const [number, owner] of [first, second].entries()) {
      await prefer(owner, language);
      await newAccount(owner, baseURL ?? "", "owning");
      const name = `Quai ${run} ${language} ${number}`;
      const text = { name, about: "We mend boats.", lang: "en", size: 12, place: "lyon", website, accessible_workplace: false, disability_confident: false };
      const { account } = await (await owner.request.post("/api/employers", { data: text })).json();
      const yes = { name, website, approve: true, reason: null, verify_domain: true };
      const decided = await staff.request.post(`/api/staff/employers/${account.employer.slug}/decision`, { data: yes });
      expect(decided.ok(), await decided.text()).toBe(true);
    }
    const content = {
      title: `Boats ${run} ${language}`, summary: "Boats that everybody can use.", description: "- mending boats", lang: "en", contract: "permanent", level: null, remote: "on-site",
      place: "lyon", pay: null, start: null, duration_months: null, training_days: null, must: [], nice: [], languages: [], openings: 1, steps: "", questions: [], about_public: false, occupation: null,
    };
    const draft = await (await first.request.post("/api/employer/drafts", { data: {} })).json();
    const path = `/api/employer/drafts/${draft.id}`;
    const kept = await first.request.put(path, { data: { version: draft.version, content } });
    expect(kept.ok(), await kept.text()).toBe(true);
    const { job } = await (await first.request.post(`${path}/publication`, { data: { version: (await kept.json()).version } })).json();
    const data = { job, pay_min: 1_300, pay_max: 1_500, message: "Come and see two old boats with us.", key: `key-${run}-${language}` };
    const asked = await first.request.post(`/api/talents/${id}/contacts`, { data });
    expect(asked.ok(), await asked.text()).toBe(true);
    const no = await person.request.post(`/api/contacts/${(await asked.json()).id}/answer`, { data: { accept: false, block: false } });
    expect(no.ok(), await no.text()).toBe(true);

    const page = await second.newPage();
    await page.goto(`/talents/${id}`);
    await heading(page);
    const [before] = talents("ask_from", { day: "@" }).split(/[\u2066-\u2069]*@/);
    await expect(page.getByText(before)).toContainText(/\d/);
    await expect(page.getByText(talents("ask_from_text"))).toBeVisible();
    await expect(page.getByRole("button", { name: talents("send"), exact: true })).toHaveCount(0);
    await fits(page);
    await axe(page);
    await Promise.all([person, staff, first, second].map((context) => context.close()));
  });
}
