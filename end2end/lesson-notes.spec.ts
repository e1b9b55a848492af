// Notes of a lesson: a guest's, those written offline, and those that come along.
import { expect, test } from "@playwright/test";
import { intercept } from "./intercept";
import { hears, listen, press, words } from "./learning";
import { CHAPTER, COURSE, open, tool } from "./lesson-page";
import { PASSWORD, axe, freshEmail, heading, newAccount, prefer, signIn } from "./support";

test.use({ viewport: { width: 1440, height: 900 } });

test("a guest's notes stay in the browser and come along on signing up", async ({ page, context, browser, baseURL }) => {
  await prefer(context, "en");
  await listen(context);
  await open(page);
  const panel = await tool(page, "en", "tool_notes");
  await expect(panel.getByText("Without an account your notes stay in this browser.")).toBeVisible();
  await expect(panel.getByRole("heading", { level: 3, name: "0 notes in this chapter" })).toBeVisible();
  await panel.getByRole("textbox", { name: "Note", exact: true }).fill("Read the end of the name.");
  await panel.getByRole("combobox", { name: "Where it belongs" }).selectOption({ label: "Section: Read an address" });
  await press(page, panel.getByRole("button", { name: "Save the note", exact: true }));
  await hears(page, "Note saved.");
  await expect(panel.getByRole("heading", { level: 3, name: "1 note in this chapter" })).toBeVisible();
  await expect(panel.getByText("In this browser only")).toBeVisible();
  await page.evaluate(() => {
    const video = document.querySelector("video");
    if (video) video.currentTime = 12;
  });
  await panel.getByRole("button", { name: "Bookmark this moment of the video" }).click();
  await expect(panel.getByRole("button", { name: "Go to: The video at 0:12" })).toBeVisible();
  await axe(page);
  // Each button says which note it is for.
  await expect(panel.getByRole("button", { name: "Delete Section: Read an address" })).toBeVisible();
  await expect(panel.getByRole("button", { name: "Edit The video at 0:12" })).toBeVisible();

  await press(page, panel.getByRole("button", { name: "Go to: Section: Read an address" }));
  await expect(page.getByRole("heading", { level: 2, name: "Read an address" })).toBeFocused();
  const saved = page.waitForEvent("download");
  await panel.getByRole("button", { name: "Save the notes as a text file" }).click();
  expect((await saved).suggestedFilename()).toBe(`${COURSE}-${CHAPTER}.txt`);

  const email = freshEmail("notes");
  await page.goto("/sign-up");
  await page.getByRole("textbox", { name: "Name" }).fill("Note Taker");
  await page.getByRole("textbox", { name: "E-mail address" }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "My learning" })).toBeVisible();
  const device = await browser.newContext({ baseURL, locale: "en-GB" });
  await prefer(device, "en");
  await signIn(device, baseURL ?? "", email);
  const other = await device.newPage();
  await open(other);
  const there = await tool(other, "en", "tool_notes");
  await expect(there.getByText("Read the end of the name.")).toBeVisible();
  await expect(there.getByRole("heading", { level: 3, name: "2 notes in this chapter" })).toBeVisible();
  await expect(there.getByText("In this browser only")).toHaveCount(0);
  await device.close();
});

test("a note that is written offline waits, and is sent once, in its order", async ({ page, context, baseURL }) => {
  await prefer(context, "en");
  await newAccount(context, baseURL ?? "", "offline");
  await open(page);
  const panel = await tool(page, "en", "tool_notes");
  const note = panel.getByRole("textbox", { name: "Note", exact: true });
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "PUT" && request.url().includes("/api/notes/")) sent.push(request.postDataJSON().text);
  });
  // The server does it and its answer is lost, which looks the same as no line.
  await intercept(page, "**/api/notes/*", async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await note.fill("First");
  await panel.getByRole("button", { name: "Save the note", exact: true }).click();
  await expect(panel.getByText("Waiting to be sent")).toHaveCount(1);
  await context.setOffline(true);
  await note.fill("Second");
  await panel.getByRole("button", { name: "Save the note", exact: true }).click();
  await expect(panel.getByText("Waiting to be sent")).toHaveCount(2);
  await expect(panel.getByText(words("en", "shell").fail_offline)).toBeVisible();
  await axe(page);
  await page.unroute("**/api/notes/*");
  await context.setOffline(false);
  await expect(panel.getByText("Waiting to be sent")).toHaveCount(0);
  const kept = await (await context.request.get(`${baseURL}/api/notes`)).json();
  expect(kept.map((note: { text: string }) => note.text).sort()).toEqual(["First", "Second"]);
  expect(sent.filter((text) => text !== "First"), "the second goes once, after the first").toEqual(["Second"]);
  expect(sent.at(-1)).toBe("Second");

  // It is changed and deleted from the keyboard alone.
  await press(page, panel.getByRole("button", { name: /^Edit / }).first());
  await expect(note).toBeFocused();
  await expect(note).toHaveValue("First");
  await note.fill("First, changed");
  await press(page, panel.getByRole("button", { name: "Save the note", exact: true }));
  await expect(panel.getByText("First, changed")).toBeVisible();
  await press(page, panel.getByRole("button", { name: /^Delete / }).first());
  await expect(panel.getByRole("heading", { level: 3, name: "1 note in this chapter" })).toBeFocused();
});

test("notes that were written offline are sent by the next lesson that is opened", async ({ page, context, baseURL }) => {
  await prefer(context, "en");
  await newAccount(context, baseURL ?? "", "later");
  await open(page);
  const panel = await tool(page, "en", "tool_notes");
  await intercept(page, "**/api/notes/*", (route) => route.abort());
  await panel.getByRole("textbox", { name: "Note", exact: true }).fill("For later");
  await panel.getByRole("button", { name: "Save the note", exact: true }).click();
  await expect(panel.getByText("Waiting to be sent")).toBeVisible();
  await page.unroute("**/api/notes/*");
  await open(page, `/courses/${COURSE}/search-well`);
  await expect
    .poll(async () => (await (await context.request.get(`${baseURL}/api/notes`)).json()).map((note: { text: string }) => note.text))
    .toEqual(["For later"]);
});
