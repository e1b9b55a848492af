import { test } from "@playwright/test";
import { heading, prefer } from "./support";
for (const [lang, width] of [["en", 1440], ["ar", 360], ["en", 360], ["ar", 1440]] as const) {
  test(`shots ${lang} ${width}`, async ({ page, context }) => {
    await prefer(context, lang);
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/jobs?occupation=M1855&training_days=1&accessible=true");
    await heading(page);
    await page.waitForTimeout(2500);
    if (width === 360) {
      await page.getByRole("button", { name: /Filters|التصفية/ }).first().click();
      await page.waitForTimeout(500);
    }
    const field = page.locator("#job-occupation");
    await field.focus();
    await field.pressSequentially(lang === "en" ? "sup" : "دعم");
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/f8361/shots/jobs-${lang}-${width}.png`, fullPage: width === 1440 });
    const list = await (await context.request.get("/api/feeds/jobs.xml?q=zzz")).text();
    await page.goto(process.env.AD ?? "/jobs");
    await heading(page);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `/tmp/f8361/shots/ad-${lang}-${width}.png`, fullPage: true });
  });
}
