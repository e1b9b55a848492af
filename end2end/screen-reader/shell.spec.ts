// What surrounds every page, by ear: the skip link, the form that makes an account, and the language.
import { wordsOf } from "../words";
import { expect, test } from "./journey";

for (const engine of ["chromium", "firefox"] as const) {
  test(`the skip link of the home page leads past the navigation, in ${engine}`, async ({ visit, reader }) => {
    await visit("/", { engine });
    await reader.press("ctrl+Home");
    await reader.hears(["Skip to the content"]);
    await reader.press("Return");
    await reader.hears(["main content"]);
    const next = await reader.find("Tab", /./);
    expect(next, "the first control of the content, not of the navigation").toContain("What are you looking for?");
    await reader.press("ctrl+Home");
    reader.forget();
    await reader.press("1");
    await reader.hears(["Learn for free. Prove it. Find work.", "heading level 1"]);
  });

  test(`an account that lacks its answers is told which, once each, in ${engine}`, async ({ visit, reader }) => {
    await visit("/sign-up", { engine });
    await reader.find("Tab", "Create my account");
    await reader.press("Return");
    const summary = await reader.hears(["There is a problem"]);
    expect(summary.filter((text) => text.includes("There is a problem")), "the summary takes focus, and nothing else speaks of it").toHaveLength(1);
    await reader.find("Tab", "Name: Fill in this field.");
    await reader.press("Return");
    const field = await reader.hears(["Name", "entry", "Error: Fill in this field."]);
    const errors = field.filter((text) => text.includes("Fill in this field."));
    // Firefox itself sends the words that describe a field once more as it takes focus, though nothing of them changed.
    expect(engine === "firefox" ? [...new Set(errors)] : errors, "the error is told once").toHaveLength(1);
    await reader.type("Ada Lovelace");
    await reader.find("Tab", "E-mail address");
    await reader.type("not an address");
    await reader.find("Tab", "Create my account");
    await reader.press("Return");
    await reader.hears(["There is a problem"]);
    expect(await reader.find("Tab", /: /), "the name is right now, so the first that is wrong is the address").toContain("E-mail address: Write an e-mail address");
  });
}

test("Arabic is chosen by ear, and the page is read in Arabic from its beginning to its end", async ({ visit, reader }) => {
  const [shell, catalogue] = [wordsOf("ar", "shell"), wordsOf("ar", "catalogue")];
  await visit("/courses");
  await reader.find("Tab", "Language English");
  await reader.press("Return");
  reader.forget();
  await reader.find("Tab", "العربية");
  await reader.press("Return");
  await reader.settles();
  await reader.press("ctrl+Home");
  reader.forget();
  await reader.readOn();
  const heard = await reader.hears([
    shell("skip"),
    shell("courses"),
    shell("jobs"),
    catalogue("title"),
    catalogue("lead"),
    catalogue("found", 4),
  ]);
  const english = heard.filter((text) => /\b(courses?|filters|sign in|skip)\b/i.test(text) && !/[\u0600-\u06ff]/.test(text));
  expect(english, "nothing of the page before is left").toEqual([]);
});
