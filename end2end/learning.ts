// What a learner's journeys share: the words of each language, the right answers, and doing things with the keyboard alone.
import { readFileSync } from "node:fs";
import { type APIRequestContext, type BrowserContext, type Locator, type Page, expect } from "@playwright/test";
import { type Language, tabTo } from "./support";

interface Choice {
  id: string;
  correct: boolean;
  text: Record<string, string>;
  feedback: Record<string, string>;
}

export interface Question {
  id: string;
  kind: "single" | "multiple";
  text: Record<string, string>;
  choices: Choice[];
}

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));

/** The words of the interface: what a thing is called in a language. */
export function words(language: Language, namespace: string): Record<string, string> {
  return read(`../locales/${language}/${namespace}.json`);
}

/** A whole sentence with its parts filled in. Right-to-left languages have each part isolated by marks that nobody sees. */
export function fill(sentence: string, parts: Record<string, string>): RegExp {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  const pattern = sentence.split(/\{(\w+)\}/).map((text, at) => (at % 2 ? `[\u2066-\u2069]*${literal(parts[text])}[\u2066-\u2069]*` : literal(text)));
  return new RegExp(`^${pattern.join("")}$`);
}

/** The title of a chapter, as its author wrote it. */
export function chapterTitle(course: string, chapter: string, language: Language): string {
  const chapters: { slug: string; title: Record<string, string> }[] = read(`../content/courses/${course}/course.json`).chapters;
  return chapters.find((one) => one.slug === chapter)?.title[language] ?? "";
}

/** The title of a course. */
export const courseTitle = (course: string, language: Language): string => read(`../content/courses/${course}/course.json`).text[language].title;

/** The questions of a chapter with their answers, which the browser never gets. */
export const questions = (course: string, chapter: string): Question[] => read(`../content/courses/${course}/${chapter}/quiz.json`).questions;

export const right = (question: Question) => question.choices.filter((choice) => choice.correct);

/** One choice that is not right. */
export function wrong(question: Question): Choice[] {
  const choice = question.choices.find((choice) => !choice.correct);
  if (!choice) throw new Error(`every choice of ${question.id} is right`);
  return [choice];
}

/** Passes the quiz of a chapter without its page, with the account that the context is signed in with. */
export async function pass(request: APIRequestContext, course: string, chapter: string) {
  const answers = questions(course, chapter).map((question) => ({ question: question.id, choices: right(question).map((choice) => choice.id) }));
  const answer = await request.post(`/api/courses/${course}/chapters/${chapter}/attempts`, {
    data: { answers, key: crypto.randomUUID().replaceAll("-", "") },
  });
  const marked = await answer.json();
  expect(marked, `the quiz of ${chapter}`).toMatchObject({ passed: true, kept: true });
}

/** Goes to a control with Tab and presses a key there. */
export async function press(page: Page, control: Locator, key = "Enter") {
  await expect(control).toBeVisible();
  await tabTo(page, control, 150);
  await page.keyboard.press(key);
}

/** Goes to a field with Tab and types. */
export async function type(page: Page, field: Locator, text: string) {
  await tabTo(page, field, 150);
  await page.keyboard.type(text);
}

/** Makes choices with the keys: Tab into the question, arrows along the choices of a single one, Space in a multiple one. */
export async function choose(page: Page, question: Question, chosen: Choice[], language: Language) {
  const control = (choice: Choice) => page.getByRole(question.kind === "single" ? "radio" : "checkbox", { name: choice.text[language], exact: true });
  if (question.kind === "single") {
    const [choice] = chosen;
    await tabTo(page, control(question.choices[0]), 150);
    await page.keyboard.press("Space");
    for (let step = 0; step < question.choices.indexOf(choice); step += 1) await page.keyboard.press("ArrowDown");
  } else {
    for (const choice of chosen) await press(page, control(choice), "Space");
  }
  for (const choice of chosen) await expect(control(choice)).toBeChecked();
}

/** Answers a quiz from its first question to its review with the keys, and sends it. */
export async function takeQuiz(page: Page, asked: Question[], answer: (question: Question) => Choice[], language: Language) {
  const quiz = words(language, "quiz");
  for (const [number, question] of asked.entries()) {
    const heading = page.getByRole("heading", { level: 2, name: question.text[language] });
    await expect(heading).toBeVisible();
    if (number > 0) await expect(heading).toBeFocused();
    await choose(page, question, answer(question), language);
    await press(page, page.getByRole("button", { name: number + 1 === asked.length ? quiz.to_review : quiz.next, exact: true }));
  }
  await expect(page.getByRole("heading", { level: 2, name: quiz.review })).toBeFocused();
  await expect(page.getByText(quiz.all_answered)).toBeVisible();
  await press(page, page.getByRole("button", { name: quiz.send }));
}

/** Collects what live regions say, from the next page on. */
export async function listen(context: BrowserContext) {
  await context.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver((records) => {
      for (const { target, addedNodes } of records) {
        const place = target instanceof Element ? target : target.parentElement;
        const region = place?.closest("[aria-live], [role=status], [role=alert]");
        // Of the regions that appear with their words in them, only alerts are said.
        const alerts = [...addedNodes].filter((node) => node instanceof Element).filter((node) => node.matches("[role=alert]"));
        for (const text of [region, ...alerts].map((one) => one?.textContent?.trim())) if (text) said.push(text);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** Waits until a live region said something. */
export async function hears(page: Page, text: string | RegExp) {
  const heard = () => page.evaluate(() => (window as unknown as { said: string[] }).said);
  const wanted = typeof text === "string" ? expect.stringContaining(text) : expect.stringMatching(text);
  await expect.poll(heard, `said: ${text}`).toEqual(expect.arrayContaining([wanted]));
}

/** The player of the lesson. */
export const player = (page: Page, language: Language, title: string) =>
  page.getByRole("region", { name: fill(words(language, "player").title, { title }) });

/** What the picture itself says now: captions are paragraphs, the lines of the transcript are buttons. */
export const caption = (page: Page, text: string) => page.getByRole("paragraph").filter({ hasText: text });
