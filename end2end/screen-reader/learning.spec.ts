// A learner's way by ear: from the catalogue by a lesson and its quiz to a certificate.
import { pass, questions, wrong } from "../learning";
import { PASSWORD, freshEmail } from "../support";
import { expect, test } from "./journey";

const COURSE = "understanding-ai";
const CHAPTER = "what-ai-is";
const ASKED = questions(COURSE, CHAPTER);

test("the catalogue says once how many courses a search found", async ({ visit, reader }) => {
  await visit("/courses");
  await reader.find("Tab", "Search courses");
  await reader.type("password");
  await reader.press("Return");
  const heard = await reader.hears(["1 course found"]);
  expect(heard.filter((text) => text.includes("1 course found")), "told once").toHaveLength(1);
  await reader.find("Tab", "First steps online");
});

test("a lesson's video is played, captioned and followed in the transcript by ear", async ({ visit, reader }) => {
  const browser = await visit("/courses/first-steps-online/the-browser");
  const playing = () => browser.run(() => !document.querySelector("video")?.paused);
  await reader.find("b", /\bPlay\b/);
  await reader.find("Tab", "Back 5 s");
  await reader.find("shift+Tab", /\bPlay\b/);
  await reader.press("space");
  await expect.poll(playing).toBe(true);
  await reader.whereAmI();
  await reader.hears(["Pause", "button"]);
  await reader.press("space");
  await expect.poll(playing).toBe(false);
  await reader.whereAmI();
  await reader.hears(["Play", "button"]);

  await reader.find("Tab", /Captions.*pressed/);
  await reader.press("space");
  await reader.hears(["not pressed"]);
  await reader.press("space");
  await reader.hears([/(?<!not )pressed/]);

  await reader.find("h", "Transcript");
  await reader.find("Tab", "A browser is the program that lets you visit pages on the web.");
});

test("a wrong answer is told once with what it means, and the second try begins at the first question", async ({ visit, reader }) => {
  await visit(`/courses/${COURSE}/${CHAPTER}/quiz`);
  for (const [number, question] of ASKED.entries()) {
    const [choice] = wrong(question);
    await reader.find("Tab", question.choices[0].text.en);
    // While one reads, the arrows are the screen reader's own and choose nothing.
    if (choice !== question.choices[0]) await reader.find(question.kind === "single" ? "Down" : "Tab", choice.text.en);
    await reader.press("space");
    const last = number + 1 === ASKED.length;
    await reader.find("Tab", last ? "Check and send" : "Next");
    await reader.press("Return");
    await reader.hears(last ? ["Check your answers", "heading level 2"] : [ASKED[number + 1].text.en, "heading level 2"]);
  }
  await reader.find("Tab", "Send my answers");
  await reader.press("Return");
  const heard = await reader.hears(["Not passed yet", "heading level 2"]);
  expect(heard.filter((text) => text.includes("Not passed yet")), "the result is told once").toHaveLength(1);
  await reader.press("Down");
  await reader.hears([`0 of ${ASKED.length} right`]);
  await reader.find("Tab", "Try again");
  await reader.press("Return");
  const again = await reader.hears([ASKED[0].text.en, "heading level 2"]);
  expect(again.join(" "), "the result before is not told again").not.toContain("Not passed");
});

test("a certificate says by ear whose it is and that it is genuine, and a wrong code is told", async ({ visit, reader, request }) => {
  const name = "Ada Lovelace";
  const account = await request.post("/api/accounts", { data: { name, email: freshEmail("ada"), password: PASSWORD, language: null } });
  expect(account.ok()).toBe(true);
  const course = await (await request.get(`/api/courses/${COURSE}`)).json();
  for (const chapter of course.chapters) await pass(request, COURSE, chapter.slug);
  const { code } = await (await request.post(`/api/courses/${COURSE}/certificate`)).json();

  await visit(`/certificates/${code}`);
  await reader.find("Down", "Genuine and unchanged");
  await reader.find("Down", name);
  await reader.find("Down", /Understanding AI heading level 1/);
  await reader.find("Tab", "Code of the certificate");
  await reader.type("AAAA-AAAA-AAAA-AAAA");
  await reader.press("Return");
  const heard = await reader.hears(["We cannot find this"]);
  expect(heard.filter((text) => text.includes("We cannot find this")), "told once").toHaveLength(1);
});
