// A profile is written, previewed, made visible and hidden again by its owner alone.
import { expect, test } from "@playwright/test";
import { tick } from "./keyboard";
import { axe, fits, heading, newAccount, signIn } from "./support";

// The letter keeps it apart from the words of an address, which are taken out of what a talent writes.
const run = `m${Date.now().toString(36)}`;

test("a profile is found once its owner makes it visible, and not any more once hidden", async ({ page, context, browser, baseURL }) => {
  const email = await newAccount(context, baseURL ?? "", "profile");
  const employer = await browser.newContext({ baseURL });
  await signIn(employer, baseURL ?? "", "employer@example.org");
  const headline = `Keeps spreadsheets honest, ${run}`;
  await page.goto("/profile");
  await heading(page);
  await expect(page.getByText("Your profile is hidden")).toBeVisible();
  await axe(page);

  await tick(page.getByRole("radio", { name: "Organisations that hire here" }));
  await page.getByRole("button", { name: "Save" }).click();
  const summary = page.getByRole("group", { name: "There is a problem" });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveText(["Headline: Fill in this field."]);
  await axe(page);

  await page.getByRole("textbox", { name: "Headline" }).fill(headline);
  await page.getByRole("textbox", { name: /^About you/ }).fill("I checked the accounts of an association for three years.");
  const skills = page.getByRole("group", { name: /^Your skills/ });
  await skills.getByRole("searchbox", { name: "Find in this list" }).fill("negot");
  await tick(skills.getByRole("checkbox", { name: "Negotiation" }));
  await page.getByRole("combobox", { name: /^Level of your studies/ }).selectOption("5");
  await page.getByRole("combobox", { name: /^Where you live/ }).selectOption("nantes");
  await page.getByRole("combobox", { name: /^How far you would travel/ }).selectOption("20");
  await tick(page.getByRole("checkbox", { name: "Fixed-term contract" }));
  await page.getByRole("button", { name: "Add a language" }).click();
  await page.getByRole("combobox", { name: "Language 1" }).selectOption("fr");
  await page.getByRole("combobox", { name: "Level: French" }).selectOption("C1");

  await page.getByRole("button", { name: "Look at it as a whole" }).click();
  const preview = page.getByRole("dialog", { name: "The profile as a whole" });
  await expect(preview.getByRole("heading", { name: headline })).toBeVisible();
  await expect(preview.getByText("Negotiation", { exact: true })).toBeVisible();
  await expect(preview.getByText("French (C1, fluent)")).toBeVisible();
  await expect(preview.getByText("Test profile")).toHaveCount(0);
  await expect(preview.getByText(email)).toHaveCount(0);
  await axe(page);
  await page.keyboard.press("Escape");
  await expect(preview).toBeHidden();

  const find = async () => {
    const list = await (await employer.request.get("/api/talents?must=negotiation&place=nantes&level=5&language=fr&contract=fixed-term")).json();
    return list.items.find((item: { headline: string }) => item.headline === headline);
  };
  expect(await find(), "nothing is shown before it is saved").toBeUndefined();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your profile is saved. Employers can find it.")).toBeVisible();
  await expect(page.getByText("Employers can find your profile")).toBeVisible();
  // A change reaches the search within five seconds.
  await expect.poll(async () => (await find())?.score, { message: "every wish is met", timeout: 5_000 }).toBe(100);
  const card = await find();

  const other = await employer.newPage();
  await other.goto("/talents?must=negotiation&place=nantes&level=5&language=fr&contract=fixed-term");
  await other.getByRole("link", { name: headline }).click();
  await expect(other.getByRole("heading", { level: 1, name: headline })).toBeFocused();
  await axe(other);

  await page.reload();
  await expect(page.getByRole("textbox", { name: "Headline" })).toHaveValue(headline);
  await tick(page.getByRole("radio", { name: "Nobody" }));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your profile is saved, and hidden.")).toBeVisible();
  await axe(page);
  expect(await find()).toBeUndefined();
  const hidden = await employer.request.get(`/api/talents/${card.id}`);
  const unknown = await employer.request.get("/api/talents/there-never-was-one");
  expect(hidden.status()).toBe(404);
  expect(await hidden.json(), "hidden is told as unknown is").toEqual(await unknown.json());
  await other.reload();
  await expect(other.getByText("We cannot find this")).toBeVisible();
  await axe(other);
  await employer.close();
});

test("what was written of a profile survives a reload, and can be discarded", async ({ page, context, baseURL }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await newAccount(context, baseURL ?? "", "unsaved");
  await page.goto("/profile");
  await page.getByRole("textbox", { name: "Headline" }).fill("Not finished yet");
  await expect(page.getByText("Not saved yet")).toBeVisible();
  await page.reload();
  await expect(page.getByText("You have changes that are not saved")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Headline" })).toHaveValue("Not finished yet");
  await fits(page);
  await axe(page);
  await page.getByRole("button", { name: "Discard what is not saved" }).click();
  await expect(page.getByRole("textbox", { name: "Headline" })).toHaveValue("");
  await expect(page.getByText("You have changes that are not saved")).toHaveCount(0);
});
