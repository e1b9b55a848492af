// A candidate's way with the keyboard alone: finding an ad, reading it, applying, taking it back.
import { expect, test } from "@playwright/test";
import { intercept } from "./intercept";
import { PDF, choose, chooseFile, listen, press, unfold, write } from "./keyboard";
import { PASSWORD, axe, fits, heading, newAccount, prefer, signIn } from "./support";
import { wordsOf } from "./words";

const AD = "user-researcher-glasgow";
const MESSAGE = "I have tested forms with people who use screen readers, and would like to do it every day.";

test("the job board narrows by words, place, contract, level and pay, and says how many are left", async ({ page }) => {
  const heard = await listen(page);
  await page.goto("/jobs");
  await heading(page);
  await write(page, page.getByRole("searchbox", { name: "Search jobs" }), "web");
  await page.keyboard.press("Enter");
  await choose(page, page.getByRole("combobox", { name: "Place" }), "lyon");
  await choose(page, page.getByRole("combobox", { name: "Distance" }), "200");
  await choose(page, page.getByRole("combobox", { name: "Least pay" }), "800");
  await choose(page, page.getByRole("combobox", { name: "Contract" }), "apprenticeship");
  await choose(page, page.getByRole("combobox", { name: "Level that I have" }), "4");

  const asked = { q: "web", place: "lyon", radius: "200", contract: "apprenticeship", level: "4", min_pay: "800" };
  await expect.poll(() => Object.fromEntries(new URL(page.url()).searchParams)).toEqual(asked);
  const found = await (await page.request.get("/api/jobs", { params: asked })).json();
  expect(found.total).toBeGreaterThan(0);
  // Each filter leaves ads out by itself: one that stopped narrowing would find the same on the page and in the API.
  const count = async (params: Record<string, string>) => (await (await page.request.get("/api/jobs", { params })).json()).total;
  const all = await count({});
  const { place, radius, ...others } = asked;
  for (const [filter, value] of Object.entries(others)) expect(await count({ [filter]: value }), filter).toBeLessThan(all);
  expect(await count({ place, radius })).toBeLessThan(all);
  expect(await count({ place, radius: "10" })).toBeLessThan(await count({ place, radius }));
  await expect(page.getByRole("heading", { level: 2, name: `${found.total} ads` })).toBeVisible();
  await expect.poll(() => heard, "the count is announced").toContain(`${found.total} ads`);
  for (const card of found.items) await expect(page.getByRole("link", { name: card.title })).toBeVisible();
  await expect(page.getByRole("list", { name: "Applied filters" })).toMatchAriaSnapshot(`
    - list "Applied filters":
      - listitem:
        - 'button "Remove filter: Words: web"'
      - listitem:
        - 'button "Remove filter: Place: Lyon, 200 km around"'
      - listitem:
        - 'button "Remove filter: Contract: Apprenticeship"'
      - listitem:
        - 'button "Remove filter: Level that I have: Level 4"'
      - listitem:
        - 'button "Remove filter: Least pay: €800 a month or more"'
  `);
  await axe(page);

  await page.reload();
  await expect(page.getByRole("heading", { level: 2, name: `${found.total} ads` })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Contract" })).toHaveValue("apprenticeship");
  await expect(page.getByRole("combobox", { name: "Place" })).toHaveValue("lyon");
});

test("a search that finds nothing names the filter to drop, and dropping it finds ads", async ({ page }) => {
  const asked = "place=lyon&radius=50&contract=internship&level=3";
  const none = await (await page.request.get(`/api/jobs?${asked}`)).json();
  expect(none.total).toBe(0);
  const way = none.relax.find((relax: { filter: string }) => relax.filter === "contract");
  expect(way.count).toBeGreaterThan(0);
  await page.goto(`/jobs?${asked}`);
  await expect(page.getByRole("heading", { name: "No ad matches" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "0 ads" })).toBeVisible();
  await axe(page);
  await press(page, page.getByRole("button", { name: new RegExp(`^Without “Contract”: ${way.count} ads?$`) }));
  await expect(page.getByRole("heading", { level: 2, name: new RegExp(`^${way.count} ads?$`) })).toBeVisible();
  await expect(page).not.toHaveURL(/contract=/);
  await expect(page).toHaveURL(/place=lyon/);
  await expect(page.getByRole("heading", { name: "No ad matches" })).toHaveCount(0);
});

test("a search for work on site says that ads which do not say where are among them", async ({ page, context }) => {
  await prefer(context, "fr");
  await page.goto("/jobs");
  await heading(page);
  const [jobs, hint] = [wordsOf("fr", "jobs"), page.getByText(wordsOf("fr", "more_filters")("on_site_hint"), { exact: true })];
  const remote = page.getByRole("combobox", { name: jobs("remote") });
  await choose(page, remote, "on-site");
  await expect(page.getByRole("list", { name: jobs("applied") })).toBeVisible();
  await expect(hint).toBeVisible();
  await axe(page);
  await fits(page);
  await choose(page, remote, "hybrid");
  await expect(hint).toHaveCount(0);
});

test("an ad stands in the document for search engines, with what the employer said and nothing else", async ({ page }) => {
  const list = await (await page.request.get("/api/jobs?q=web")).json();
  const paid = list.items.find((card: { pay: unknown }) => card.pay);
  const unpaid = list.items.find((card: { pay: unknown }) => !card.pay);
  const inDocument = () =>
    page.evaluate(() => [...document.scripts].filter((script) => script.type === "application/ld+json").map((script) => script.text));
  for (const { slug, lang } of [paid, unpaid]) {
    // What stands there for search engines is in the language of the ad.
    const { card, rome, openings, must, html } = await (await page.request.get(`/api/jobs/${slug}?lang=${lang}`)).json();
    await page.goto(`/jobs/${slug}`);
    await expect(page.getByRole("heading", { level: 1, name: card.title })).toBeVisible();
    // The pay stands among the facts that everybody reads first.
    const pay = page.locator(".job-glance .fact").filter({ has: page.getByText("Pay", { exact: true }) }).getByRole("definition");
    const amount = (value: number) =>
      new Intl.NumberFormat("en", { style: "currency", currency: card.pay.currency, maximumFractionDigits: 0 }).format(value);
    if (card.pay) {
      expect(card.pay.min).toBeGreaterThan(0);
      for (const value of [card.pay.min, card.pay.max]) await expect(pay).toContainText(amount(value));
    } else {
      await expect(pay).toHaveText("Pay not said");
    }
    await expect.poll(async () => (await inDocument()).length).toBe(1);
    const ad = JSON.parse((await inDocument())[0]);
    expect(ad).toMatchObject({
      "@context": "https://schema.org",
      "@type": "JobPosting",
      title: card.title,
      description: html,
      datePosted: card.posted_at.slice(0, 10),
      hiringOrganization: { name: card.employer.name },
      jobLocation: { address: { addressLocality: card.place.name, addressRegion: card.place.region, addressCountry: card.place.country } },
    });
    expect(ad.totalJobOpenings).toEqual(openings ?? undefined);
    expect(ad.jobStartDate).toEqual(card.start ?? undefined);
    expect(ad.occupationalCategory?.codeValue).toEqual(rome ?? undefined);
    expect(ad.skills).toEqual(must.length ? must.map((skill: { name: string }) => skill.name).join(", ") : undefined);
    const said = card.pay && { currency: card.pay.currency, value: { minValue: card.pay.min, maxValue: card.pay.max, unitText: card.pay.period.toUpperCase() } };
    if (said) expect(ad.baseSalary).toMatchObject(said);
    else expect(ad).not.toHaveProperty("baseSalary");
    if (card.remote !== "remote") expect(ad).not.toHaveProperty("jobLocationType");
    for (const guessed of ["validThrough", "workHours", "experienceRequirements", "jobBenefits"]) expect(ad).not.toHaveProperty(guessed);
    // What comes by itself below the ad has to stand before it is judged.
    await expect(page.getByRole("heading", { level: 2, name: "Similar ads" })).toBeVisible();
    await page.waitForLoadState("networkidle");
    await axe(page);
  }
  await expect(page.getByText("Pay not said").first()).toBeVisible();
  await press(page, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Jobs" }));
  await expect(page.getByRole("heading", { level: 1, name: "Jobs and apprenticeships" })).toBeFocused();
  expect(await inDocument()).toEqual([]);
});

test("a guest writes first, signs in when sending, withdraws and applies again", async ({ page, browser, baseURL }) => {
  const elsewhere = await browser.newContext({ baseURL });
  const email = await newAccount(elsewhere, baseURL ?? "", "guest");
  await elsewhere.close();
  await page.goto(`/jobs/${AD}`);
  await press(page, page.getByRole("link", { name: /^Apply for / }));
  await expect(page.getByRole("heading", { level: 1, name: "Apply for this job" })).toBeFocused();
  await expect(page.getByText("You can write first and sign in when you send")).toBeVisible();
  const message = page.getByRole("textbox", { name: "Your message" });
  const send = page.getByRole("button", { name: "Send the application" });

  await write(page, message, "Too short");
  await press(page, send);
  const summary = page.getByRole("group", { name: "There is a problem" });
  await expect(summary).toBeFocused();
  await expect(summary).toMatchAriaSnapshot(`
    - group "There is a problem":
      - heading "There is a problem" [level=2]
      - list:
        - listitem:
          - 'link "Your message: Write at least 20 characters."'
  `);
  await expect(message).toHaveAccessibleDescription(/Error: Write at least 20 characters\./);
  await expect(message).toHaveAttribute("aria-invalid", "true");
  await axe(page);
  await press(page, summary.getByRole("link", { name: /^Your message/ }));
  await expect(message).toBeFocused();

  await write(page, message, MESSAGE);
  await write(page, page.getByRole("textbox", { name: /^What you can do/ }), "Two years of volunteering.");
  await chooseFile(page, page.getByLabel(/^CV/), "cv.pdf", PDF);
  await expect(page.getByText("cv.pdf (1 KB), sent along with the application")).toBeVisible();
  await press(page, send);
  const dialog = page.getByRole("dialog", { name: "Sign in to go on" });
  await expect(dialog).toBeVisible();
  await axe(page);
  await write(page, dialog.getByRole("textbox", { name: "E-mail address" }), email);
  await write(page, dialog.getByLabel("Password", { exact: true }), PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "Your application is sent" })).toBeVisible();
  await axe(page);

  await press(page, page.getByRole("link", { name: "See my applications" }));
  const application = page.getByRole("article", { name: /researcher/i });
  await expect(page.getByRole("heading", { level: 1, name: "My applications" })).toBeFocused();
  await expect(application.getByText("Sent", { exact: true }).first()).toBeVisible();
  await unfold(page, application.getByText("What you sent"));
  await expect(application.getByText(MESSAGE)).toBeVisible();
  await expect(application.getByText("Two years of volunteering.")).toBeVisible();
  await expect(application.getByRole("link", { name: "cv.pdf" })).toBeVisible();
  await axe(page);

  const withdraw = application.getByRole("button", { name: /^Withdraw/ });
  const question = page.getByRole("dialog", { name: "Withdraw this application?" });
  await press(page, withdraw);
  await press(page, question.getByRole("button", { name: "Keep it" }));
  await expect(question).toBeHidden();
  await expect(withdraw).toBeFocused();
  await page.keyboard.press("Enter");
  await axe(page);
  // Without a network it says so in the dialog; who asks anew later is not told of that any more.
  const withdrawal = "**/api/applications/*/withdrawal*";
  await intercept(page, withdrawal, (route) => route.abort());
  await press(page, question.getByRole("button", { name: "Withdraw the application" }));
  await expect(question.getByRole("alert").getByRole("button", { name: "Try again" })).toBeFocused();
  await press(page, question.getByRole("button", { name: "Keep it" }));
  await page.unroute(withdrawal);
  await press(page, withdraw);
  await expect(question.getByRole("button", { name: "Try again" })).toHaveCount(0);
  await press(page, question.getByRole("button", { name: "Withdraw the application" }));
  await expect(page.getByText("The application is withdrawn.")).toBeVisible();
  await expect(application.getByText("Withdrawn").first()).toBeVisible();
  await expect(application.getByRole("heading", { level: 2 })).toBeFocused();

  await press(page, application.getByRole("link", { name: /^Apply again/ }));
  await expect(page.getByRole("heading", { level: 1, name: "Apply for this job" })).toBeFocused();
  await expect(message).toHaveValue("");
  await write(page, message, `${MESSAGE} Once more.`);
  await press(page, send);
  await expect(page.getByRole("heading", { level: 2, name: "Your application is sent" })).toBeVisible();
  const own = (await (await page.request.get("/api/applications")).json()).items;
  expect(own.map((each: { status: string }) => each.status).sort()).toEqual(["sent", "withdrawn"]);
  await page.goto("/applications");
  await expect(page.getByRole("article").filter({ hasText: "Withdrawn" }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: /^Apply again/ }), "a later one stands").toHaveCount(0);
});

test("a CV is looked into: a text called PDF and a file over 3 MB are refused, a PDF is kept", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "cv");
  await page.goto(`/jobs/${AD}/apply`);
  const summary = page.getByRole("group", { name: "There is a problem" });
  await chooseFile(page, page.getByLabel(/^CV/), "cv.pdf", Buffer.from("This is only text, whatever its name says."));
  await expect(summary.getByRole("link", { name: /^CV: This file is neither a PDF nor a DOCX/ })).toBeVisible();
  await expect(summary).toBeFocused();
  await expect(page.getByLabel(/^CV/)).toHaveAccessibleDescription(/Error: This file is neither a PDF nor a DOCX/);
  await axe(page);
  await chooseFile(page, page.getByLabel(/^CV/), "large.pdf", Buffer.concat([PDF, Buffer.alloc(3 * 1024 * 1024)]));
  await expect(summary.getByRole("link", { name: "CV: This file is over 3 MB. Choose a smaller one." })).toBeVisible();
  await expect(summary).toBeFocused();
  const refused = await page.request.post("/api/files?name=large.pdf", { data: Buffer.concat([PDF, Buffer.alloc(3 * 1024 * 1024)]) });
  expect(refused.status(), "the server refuses it as well").toBe(413);

  await chooseFile(page, page.getByLabel(/^CV/), "cv.pdf", PDF);
  await expect(page.getByText("cv.pdf (1 KB) is attached")).toBeVisible();
  await expect(summary).toHaveCount(0);
  // A worse file does not take the place of a good one.
  await chooseFile(page, page.getByLabel(/^CV/), "worse.pdf", Buffer.from("This is only text."));
  await expect(summary.getByRole("link", { name: /^CV: This file is neither/ })).toBeVisible();
  await expect(page.getByText("worse.pdf")).toHaveCount(0);
  await expect(page.getByText("cv.pdf (1 KB) is attached")).toBeVisible();
  await page.reload();
  await expect(page.getByText("cv.pdf (1 KB) is attached")).toBeVisible();
  await write(page, page.getByRole("textbox", { name: "Your message" }), MESSAGE);
  await press(page, page.getByRole("button", { name: "Send the application" }));
  await expect(page.getByRole("heading", { level: 2, name: "Your application is sent" })).toBeVisible();
  const [application] = (await (await page.request.get("/api/applications")).json()).items;
  const bytes = await (await page.request.get(`/api/files/${application.cv.id}/content`)).body();
  expect(bytes.equals(PDF), "the file comes back as it was sent").toBe(true);
});

test("what one wrote is not there for the next person on the same computer, and waits for its writer", async ({ page, context, baseURL }) => {
  const email = await newAccount(context, baseURL ?? "", "writer");
  await page.goto(`/jobs/${AD}/apply`);
  const message = page.getByRole("textbox", { name: "Your message" });
  const signOut = page.getByRole("button", { name: "Sign out" });
  await write(page, message, MESSAGE);
  await page.reload();
  await expect(message).toHaveValue(MESSAGE);
  await press(page, signOut);
  await expect(message, "at once, on the page that stands").toHaveValue("");
  await newAccount(context, baseURL ?? "", "next");
  await page.reload();
  await expect(signOut).toBeVisible();
  await expect(message).toHaveValue("");
  await press(page, signOut);
  // What is written before signing in joins what was begun, and nobody after finds it.
  await expect(page.getByText("You can write first and sign in when you send")).toBeVisible();
  await write(page, message, "Written as a guest.");
  await signIn(context, baseURL ?? "", email);
  await page.reload();
  await expect(message).toHaveValue(`${MESSAGE}\n\nWritten as a guest.`);
  await page.reload();
  await expect(message, "once").toHaveValue(`${MESSAGE}\n\nWritten as a guest.`);
  await press(page, signOut);
  await expect(message).toHaveValue("");
  const kept = await page.evaluate((ad) => localStorage.getItem(`draft:apply:${ad}`), AD);
  expect(kept).toBeNull();
});

test("the field of what one can do is filled from the profile or a file, said, and taken out again", async ({ page, context, baseURL }) => {
  const heard = await listen(page);
  await newAccount(context, baseURL ?? "", "filled");
  const profile = { visible: false, headline: "Pages for everybody", about: "I like forms.", lang: "en", skills: ["html"], level: null, place: null,
    radius_km: null, remote: [], contracts: [], available_from: null, languages: [{ code: "fr", cefr: "C1" }] };
  expect((await context.request.put("/api/profile", { data: profile })).ok()).toBe(true);
  await page.goto(`/jobs/${AD}/apply`);
  const field = page.getByRole("textbox", { name: /^What you can do/ });
  await write(page, field, "Mine.");
  await press(page, page.getByRole("button", { name: "Fill this field for me" }));
  await press(page, page.getByRole("button", { name: "Fill from my profile" }));
  const text = "Mine.\n\nPages for everybody\n\nI like forms.\n\nSkills: HTML\n\nLanguages: French (C1)";
  await expect(field).toHaveValue(text);
  await expect.poll(() => heard).toContain("The text is in the field. Read it, and change what you like.");
  await axe(page);
  await press(page, page.getByRole("button", { name: "Take the text out again" }));
  await expect(field).toHaveValue("Mine.");
  await expect(field).toBeFocused();
  const send = (resume: unknown) =>
    chooseFile(page, page.getByLabel(/^Fill from a JSON Resume file/), "resume.json", Buffer.from(JSON.stringify(resume)));
  await send([]);
  await expect(page.getByText("This file is not a JSON Resume.").first()).toBeVisible();
  await send({ work: [{ position: "Baker", name: "Fournil", summary: "Bread at night." }], volunteer: [{ organization: "Library" }] });
  await expect(field).toHaveValue("Mine.\n\nWork\n\nBaker, Fournil\nBread at night.");
  await expect(page.getByText("Not taken, as there is no place for it here: Volunteering.").first()).toBeVisible();
  await axe(page);
  // Schooling comes as the file says it, known here or not, and nothing is said of a town that nobody asked for.
  await press(page, page.getByRole("button", { name: "Take the text out again" }));
  await send({
    basics: { label: "Developer", location: { city: "Lyon" } },
    education: [
      { studyType: "Bachelor of Engineering", area: "Computer Science", institution: "Université de Lyon" },
      { studyType: "Knighthood", institution: "Round table" },
    ],
  });
  await expect(field).toHaveValue(/^Mine\.\n\nDeveloper\n\nEducation\n\nBachelor of Engineering, Computer Science, Université de Lyon\n\nKnighthood, Round table\n\n.*Level 6/s);
  await expect(page.getByText("Not known here, so not taken")).toHaveCount(0);
  await axe(page);
});

test("sending twice sends once", async ({ page, context, baseURL }) => {
  await newAccount(context, baseURL ?? "", "twice");
  await page.goto(`/jobs/${AD}/apply`);
  let sendings = 0;
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await intercept(page, "**/applications", async (route) => {
    if (route.request().method() === "POST") {
      sendings += 1;
      await held;
    }
    await route.continue();
  });
  await write(page, page.getByRole("textbox", { name: "Your message" }), MESSAGE);
  const send = page.getByRole("button", { name: "Send the application" });
  await press(page, send);
  await expect(send).toHaveAttribute("aria-busy", "true");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Space");
  await press(page, page.getByRole("textbox", { name: /^Phone/ }));
  go();
  await expect(page.getByRole("heading", { level: 2, name: "Your application is sent" })).toBeVisible();
  expect(sendings).toBe(1);
  expect((await (await page.request.get("/api/applications")).json()).items).toHaveLength(1);
});

for (const language of ["fr", "ar"] as const) {
  test.describe(`${language}, 360 px`, () => {
    test.use({ viewport: { width: 360, height: 740 } });

    test("from the filters to an application that was sent", async ({ page, context, browser, baseURL }) => {
      await prefer(context, language);
      const [jobs, shell, account, words] = ["jobs", "shell", "account", "words"].map((namespace) => wordsOf(language, namespace));
      const elsewhere = await browser.newContext({ baseURL });
      const email = await newAccount(elsewhere, baseURL ?? "", `small-${language}`);
      await elsewhere.close();

      await page.goto("/jobs");
      await press(page, page.getByRole("button", { name: shell("filters"), exact: true }));
      const filters = page.getByRole("dialog", { name: shell("filters") });
      await choose(page, filters.getByRole("combobox", { name: jobs("contract") }), "internship");
      const found = await (await page.request.get(`/api/jobs?contract=internship&lang=${language}`)).json();
      await axe(page);
      await press(page, filters.getByRole("button", { name: jobs("show", found.total) }));
      await expect(filters).toBeHidden();
      await expect(page.getByRole("heading", { level: 2, name: jobs("found", found.total) })).toBeVisible();
      await expect(page.getByRole("button", { name: shell("remove_filter", { name: words("labelled", { label: jobs("contract"), text: words("contract_internship") }) }) })).toBeVisible();
      await fits(page);
      await axe(page);

      await press(page, page.getByRole("link", { name: found.items[0].title }));
      await expect(page.getByRole("heading", { level: 1, name: found.items[0].title })).toBeFocused();
      await fits(page);
      await axe(page);
      await press(page, page.getByRole("link", { name: jobs("apply") }));
      const title = page.getByRole("heading", { level: 1, name: jobs("apply_title") });
      await expect(title).toBeFocused();
      const message = page.getByRole("textbox", { name: jobs("message") });
      await write(page, message, "Trop court");
      await press(page, page.getByRole("button", { name: jobs("send") }));
      const summary = page.getByRole("group", { name: shell("error_summary") });
      await expect(summary).toBeFocused();
      await expect(message).toHaveAccessibleDescription(new RegExp(shell("reason_too_short", 20)));
      await fits(page);
      await axe(page);

      // Signing in by the page's own link leads back to what was written.
      const text = language === "ar" ? "أودّ أن أتعلّم هذا العمل معكم، وقد أنجزت مشروعين صغيرين." : "J’aimerais apprendre ce métier avec vous ; j’ai déjà mené deux petits projets.";
      await write(page, message, text);
      await chooseFile(page, page.locator("#apply-cv"), "cv.pdf", PDF);
      const file = page.locator("#apply-cv-chosen");
      await expect(file).toContainText("cv.pdf");
      await page.reload();
      await expect(file, "a reload says what has to be chosen again").toContainText(jobs("cv_again", { name: "cv.pdf" }));
      await chooseFile(page, page.locator("#apply-cv"), "cv.pdf", PDF);
      await expect(file).not.toContainText(jobs("cv_again", { name: "cv.pdf" }));
      await press(page, page.getByRole("main").getByRole("link", { name: shell("sign_in") }));
      await expect(page.getByRole("heading", { level: 1, name: account("sign_in_title") })).toBeFocused();
      await fits(page);
      await write(page, page.getByRole("textbox", { name: account("email") }), email);
      await write(page, page.getByLabel(account("password"), { exact: true }), PASSWORD);
      await page.keyboard.press("Enter");
      await expect(title).toBeFocused();
      await expect(message).toHaveValue(text);
      await expect(file, "the file comes along").toContainText("cv.pdf");
      await press(page, page.getByRole("button", { name: jobs("send") }));
      await expect(page.getByRole("heading", { level: 2, name: jobs("sent") })).toBeVisible();
      const [sent] = (await (await page.request.get("/api/applications")).json()).items;
      expect(sent.cv.name).toBe("cv.pdf");
      await fits(page);
      await axe(page);
    });
  });
}
