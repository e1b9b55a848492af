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

test("a search that had to go farther is kept as far as the form says", async ({ page, context, baseURL }) => {
  await prefer(context, "en");
  await newAccount(context, baseURL ?? "", "far");
  let far = null;
  for (const place of await (await context.request.get("/api/places?lang=en")).json()) {
    const list = await (await context.request.get(`/api/jobs?place=${place.slug}&contract=internship`)).json();
    if (list.widened_km) far = { place, km: list.widened_km };
  }
  if (!far) throw new Error("no place of the demo is far from every internship");
  await page.goto(`/saved-searches?place=${far.place.slug}&contract=internship`);
  await heading(page);
  const words = `${far.place.name}, ${far.km} km around and Internship`;
  const name = page.getByRole("textbox", { name: "Name of the search" });
  await expect(name).toHaveValue(words);
  await name.press("Enter");
  const kept = page.getByRole("article", { name: words, exact: true });
  await expect(kept.getByText(words, { exact: true }).last()).toBeVisible();
  await expect(kept.getByRole("link", { name: words, exact: true })).toHaveAttribute("href", new RegExp(`radius=${far.km}`));
});

test("days in the wrong order keep nobody from keeping a search", async ({ page, context, baseURL }) => {
  await prefer(context, "en");
  await newAccount(context, baseURL ?? "", "crossed");
  await page.goto("/jobs?q=web&start_from=2027-03-20&start_to=2027-03-10");
  await heading(page);
  const feed = page.getByRole("link", { name: "Follow it as a feed (Atom)" });
  expect((await context.request.get((await feed.getAttribute("href")) ?? "")).status()).toBe(200);
  await page.getByRole("link", { name: "Save this search" }).click();
  const name = page.getByRole("textbox", { name: "Name of the search" });
  await name.fill("In spring");
  await name.press("Enter");
  await expect(page.getByRole("article", { name: "In spring", exact: true })).toBeVisible();
});
