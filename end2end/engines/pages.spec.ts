// Every page by every engine, and at every width. A page is judged in four looks rather than in all of the 4 × 3 × 2 there are: chosen
// so that each language, each of light, dark and forced colours, and each width is met on each page at least once.
import { expect, test } from "@playwright/test";
import { PAGES, among, filled, routes } from "../every-page";
import { heading, signIn } from "../support";
import { bends, judge } from "./engines";
import { LOOKS, dress, named } from "./looks";

const PARTS: Record<string, string> = JSON.parse(process.env.FURNISHED ?? "{}");

for (const look of LOOKS) {
  test.describe(named(look), () => {
    test.use({ viewport: { width: look.width, height: 800 } });

    test.beforeEach(({ page, context }) => dress(page, context, look));

    for (const { name, as, paths } of PAGES) {
      test(name, async ({ page, context, baseURL }) => {
        if (as) await signIn(context, baseURL ?? "", filled(as, PARTS));
        for (const path of paths) {
          await page.goto(filled(path, PARTS));
          await heading(page);
          await page.waitForLoadState("networkidle");
          await judge(page, named(look));
          await bends(page);
        }
      });
    }
  });
}

test("no page is left out", () => {
  const paths = PAGES.flatMap((pages) => pages.paths);
  // The lesson of a video has tests of its own beside this file; its pattern is that of any other lesson.
  expect(routes().filter((pattern) => !among(pattern, paths))).toEqual([]);
});
