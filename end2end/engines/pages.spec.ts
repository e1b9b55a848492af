// Every page by every engine. A page is judged in four looks rather than in all of the 4 × 3 × 2 there are: chosen so that each
// language, each of light, dark and forced colours, and each width is met on each page at least once.
import { expect, test } from "@playwright/test";
import { pass } from "../learning";
import { PASSWORD, freshEmail, heading, signIn } from "../support";
import { judge } from "./engines";
import { LOOKS, dress, named } from "./looks";

const COURSES = [
  "/courses",
  "/courses?q=zzzz",
  "/courses/first-steps-online",
  "/courses/accessible-html/why-semantics",
  "/courses/first-steps-online/the-browser/quiz",
  "/search",
  "/search?q=browser",
];
const AROUND = ["/", "/sign-in", "/sign-up", "/accessibility", "/no/such/page"];
const LEARNER = ["/desk", "/account", "/applications", "/saved-searches", "/contacts", "/profile", "/profile/privacy"];
const EMPLOYER = ["/employer", "/talents", "/talents?must=html"];

for (const look of LOOKS) {
  test.describe(named(look), () => {
    test.use({ viewport: { width: look.width, height: 800 } });

    test.beforeEach(({ page, context }) => dress(page, context, look));

    async function all(page: Parameters<typeof judge>[0], paths: string[]) {
      for (const path of paths) {
        await page.goto(path);
        await heading(page);
        await page.waitForLoadState("networkidle");
        await judge(page, named(look));
      }
    }

    test("the home page, and what is around the others", ({ page }) => all(page, AROUND));

    test("courses", ({ page }) => all(page, COURSES));

    test("jobs", async ({ page, request }) => {
      const jobs = await (await request.get("/api/jobs")).json();
      const { slug } = jobs.items[0];
      await all(page, ["/jobs", "/jobs?q=zzzz", `/jobs/${slug}`, `/jobs/${slug}/apply`]);
    });

    test("every component", ({ page }) => all(page, ["/gallery"]));

    test("a learner's pages, with a certificate", async ({ page, context, baseURL }) => {
      await signIn(context, baseURL ?? "", "candidate@example.org");
      await all(page, LEARNER);
      await context.clearCookies();
      const account = await context.request.post("/api/accounts", { data: { name: "Ada Lovelace", email: freshEmail("judged"), password: PASSWORD, language: null } });
      expect(account.ok()).toBe(true);
      const course = await (await context.request.get("/api/courses/understanding-ai")).json();
      for (const chapter of course.chapters) await pass(context.request, "understanding-ai", chapter.slug);
      const { code } = await (await context.request.post("/api/courses/understanding-ai/certificate")).json();
      await all(page, [`/certificates/${code}`]);
    });

    test("the pages of staff, who may teach every course", async ({ page, context, baseURL }) => {
      await signIn(context, baseURL ?? "", "staff@example.org");
      await all(page, ["/teach", "/teach/first-steps-online", "/staff/reports"]);
    });

    test("an employer's pages", async ({ page, context, baseURL }) => {
      await signIn(context, baseURL ?? "", "employer@example.org");
      const talents = await (await context.request.get("/api/talents?must=html")).json();
      const jobs = await (await context.request.get("/api/employer/jobs")).json();
      await all(page, [...EMPLOYER, `/talents/${talents.items[0].id}`, `/employer/jobs/${jobs[0].card.slug}`]);
    });
  });
}
