// The job board on paper.
import { expect, test } from "@playwright/test";
import { axe } from "./support";
import { wordsOf } from "./words";

const AD = "developpement-web-accessible-rennes";

test("an ad prints without what is only for the screen, and names ads like it", async ({ page }) => {
  await page.goto(`/jobs/${AD}`);
  const similar = page.getByRole("region", { name: "Similar ads" });
  await expect(similar.getByRole("heading", { level: 3 }).first()).toBeVisible();
  await axe(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 2, name: "The job" })).toBeVisible();
  await expect(similar).toBeHidden();
  await expect(page.getByRole("link", { name: /^Apply for/ })).toBeHidden();
  // A reader on paper knows neither when it was posted nor where it stands.
  await expect(page.getByText(new URL(page.url()).origin + `/jobs/${AD}`)).toBeVisible();
  await expect(page.getByText(/^Posted on /)).toBeVisible();
  const law = page.getByRole("heading", { level: 2, name: "Apprentice’s pay and contract" });
  await expect(law, "a heading above nothing").toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: "See the legal pay and the steps of the contract" }).click();
  const steps = page.getByRole("heading", { level: 3, name: wordsOf("en", "apprenticeship")("steps_title") });
  await expect(steps).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(law).toBeVisible();
  await expect(steps).toBeVisible();
  await expect(page.locator("main .button:visible")).toHaveCount(0);
});

test("a list of ads prints without what is pressed or looked for", async ({ page }) => {
  await page.goto("/jobs?contract=apprenticeship");
  await expect(page.getByRole("heading", { level: 3 }).first()).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 3 }).first()).toBeVisible();
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("searchbox")).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("combobox")).toHaveCount(0);
});
