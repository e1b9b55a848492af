// Somebody keeps a search of the job board, by the names of what it looks for, names it anew and deletes it.
import { expect, test } from "@playwright/test";
import { axe, heading, newAccount, prefer } from "./support";
import { wordsOf } from "./words";

test("a search of the job board is kept by the names of its place and occupation, renamed, and deleted", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 800 } });
  await prefer(context, "en");
  await newAccount(context, baseURL ?? "", "saver");
  const page = await context.newPage();
  await page.goto("/saved-searches?place=lyon&radius=50&contract=apprenticeship&occupation=M1805");
  await heading(page);
  const words = "Lyon, 50 km around, Apprenticeship, and Computer programming";
  const name = page.getByRole("textbox", { name: "Name of the search" });
  await expect(name).toHaveValue(words);
  await name.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "My searches" })).toBeFocused();
  const item = (name: string) => page.getByRole("article", { name, exact: true });
  await expect(item(words).getByText("Nothing new", { exact: true })).toBeVisible();
  await item(words).getByRole("button", { name: /^Rename/ }).click();
  await name.fill("Mine");
  await name.press("Enter");
  await expect(item("Mine").getByRole("heading", { level: 3 })).toBeFocused();
  await expect(item("Mine").getByText(words, { exact: true })).toBeVisible();
  await axe(page);
  await item("Mine").getByRole("button", { name: /^Delete/ }).click();
  await expect(page.getByText("You have no saved search yet")).toBeVisible();
  // A language alone looks for nothing that could be kept.
  await page.goto("/saved-searches?lang=ar");
  await heading(page);
  await expect(page.getByText(wordsOf("ar", "saved")("empty"))).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await context.close();
});
