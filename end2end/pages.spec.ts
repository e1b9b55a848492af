// Every page, in each language, width and theme: one h1, nothing sideways, axe content.
import { type Page, expect, test } from "@playwright/test";
import { type Language, axe, fits, heading, prefer, signIn } from "./support";

const LOOKS: { language: Language; theme: "light" | "dark"; width: number }[] = [
  { language: "en", theme: "light", width: 1440 },
  { language: "fr", theme: "dark", width: 360 },
  { language: "es", theme: "light", width: 768 },
  { language: "ar", theme: "light", width: 360 },
  { language: "ar", theme: "dark", width: 1440 },
];

const PUBLIC = [
  "/",
  "/courses",
  "/courses?q=zzzz",
  "/courses/first-steps-online",
  "/courses/first-steps-online/the-browser",
  "/courses/first-steps-online/the-browser/quiz",
  "/courses/accessible-html/why-semantics",
  "/search",
  "/search?q=password",
  "/jobs",
  "/jobs?q=zzzz",
  "/jobs/developpement-web-accessible-rennes",
  "/sign-in",
  "/sign-up",
  "/accessibility",
  "/gallery",
];
const LEARNER = ["/desk", "/account", "/applications", "/saved-searches", "/saved-searches?contract=apprenticeship", "/contacts", "/profile", "/profile/privacy"];
const STAFF = ["/teach", "/teach/first-steps-online", "/staff/reports"];
const EMPLOYER = ["/employer", "/talents", "/talents?must=html"];

async function look(page: Page, path: string) {
  await page.goto(path);
  await heading(page);
  await page.waitForLoadState("networkidle");
  await fits(page);
  await axe(page);
}

for (const { language, theme, width } of LOOKS) {
  test.describe(`${language}, ${theme}, ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test.beforeEach(async ({ context }) => prefer(context, language, theme));

    for (const path of PUBLIC) {
      test(`${path}`, async ({ page }) => look(page, path));
    }

    test("an ad", async ({ page }) => {
      const jobs = await (await page.request.get("/api/jobs")).json();
      await look(page, `/jobs/${jobs.items[0].slug}`);
      await look(page, `/jobs/${jobs.items[0].slug}/apply`);
    });

    test("a learner's pages", async ({ page, context, baseURL }) => {
      await signIn(context, baseURL ?? "", "candidate@example.org");
      for (const path of LEARNER) await look(page, path);
    });

    test("the pages of those who teach and work here", async ({ page, context, baseURL }) => {
      await signIn(context, baseURL ?? "", "staff@example.org");
      for (const path of STAFF) await look(page, path);
    });

    test("an employer's pages", async ({ page, context, baseURL }) => {
      await signIn(context, baseURL ?? "", "employer@example.org");
      for (const path of EMPLOYER) await look(page, path);
      const talents = await (await page.request.get("/api/talents?must=html")).json();
      expect(talents.items.length).toBeGreaterThan(0);
      await look(page, `/talents/${talents.items[0].id}`);
      const jobs = await (await page.request.get("/api/employer/jobs")).json();
      await look(page, `/employer/jobs/${jobs[0].card.slug}`);
    });
  });
}

test("a page holds in forced colours", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await look(page, "/gallery");
});
