// Work by ear: ads narrowed down and found to be none, an application that lacks its message, and an employer's search.
import { expect, test } from "./journey";

test("a filter of the job board tells what is left", async ({ visit, reader }) => {
  await visit("/jobs?place=lyon&radius=50&level=3");
  await reader.find("Tab", "Contract");
  await reader.press("Down");
  const heard = await reader.hears(["Apprenticeship", /[1-9]\d* ads?/]);
  expect(heard.filter((text) => /^[1-9]\d* ads?$/.test(text)).length, "told once").toBeLessThan(2);
});

test("a search that finds nothing names its way out", async ({ visit, reader }) => {
  // What would find nothing cannot be chosen, so such a search comes by its address.
  await visit("/jobs?place=lyon&radius=50&level=3&contract=permanent");
  await reader.find("Tab", "Remove filter: Contract: Permanent contract");
  await reader.find("Tab", "Without “Contract”");
  await reader.press("Return");
  await reader.hears([/\d+ ads?/]);
});

test("an application without its message is told what is missing, once", async ({ visit, reader }) => {
  await visit("/jobs/user-researcher-glasgow/apply");
  await reader.find("Tab", "Send the application");
  await reader.press("Return");
  const summary = await reader.hears(["There is a problem"]);
  expect(summary.filter((text) => text.includes("There is a problem"))).toHaveLength(1);
  await reader.find("Tab", "Your message: ");
  await reader.press("Return");
  const field = await reader.hears(["Your message", "Error: "]);
  expect(field.filter((text) => text.includes("Error: ")), "the error is told once").toHaveLength(1);
});

test("an employer's search tells the skill that was added and how many people were found", async ({ visit, reader }) => {
  await visit("/talents", { as: "employer@example.org" });
  await reader.find("Tab", "Skills needed");
  await reader.type("html");
  await reader.press("Return");
  const heard = await reader.hears(["HTML added", /\d+ (person|people) found/]);
  expect(heard.filter((text) => /(person|people) found/.test(text)), "told once").toHaveLength(1);
  expect(await reader.find("Tab", "Remove")).toContain("HTML");
});
