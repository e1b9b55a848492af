// Three engines that judge a page as it stands: axe, IBM's and Alfa. None of them finds all faults, and what one of them cannot
// decide counts as a fault too, unless `undecided.ts` lists it with a reason.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Page, expect } from "@playwright/test";
import { Audit, Outcome } from "@siteimprove/alfa-act";
import { Playwright } from "@siteimprove/alfa-playwright";
import rules from "@siteimprove/alfa-rules";
import { axeResults, fits, rests } from "../support";
import { UNDECIDED } from "./undecided";

export interface Finding {
  engine: "axe" | "ibm" | "alfa";
  rule: string;
  /** Whether the engine is sure, or leaves it to a person. */
  sure: boolean;
  what: string;
}

const IBM = readFileSync(createRequire(import.meta.url).resolve("accessibility-checker-engine/ace.js"), "utf8");

/** IBM's words for what it is not sure of. */
const IBM_UNSURE = new Set(["potentialviolation", "potentialrecommendation", "manual"]);

/** Judges the page by every engine, and fails on each finding that is not listed. */
export async function judge(page: Page, state = "") {
  await rests(page);
  // What was announced stands for a second, outside of every landmark.
  await page.waitForFunction(() => [...document.querySelectorAll("[aria-live]")].every((region) => region.closest("main") !== null || region.textContent === ""));
  await page.evaluate(layOut);
  const findings = [...(await axe(page)), ...(await ibm(page)), ...(await alfa(page))];
  const path = new URL(page.url()).pathname;
  const told = findings.filter((finding) => !listed(finding, path, state)).map(({ engine, rule, sure, what }) => `${engine} ${rule}${sure ? "" : " (undecided)"}: ${what}`);
  // Soft, so that one run tells all there is to mend.
  expect.soft([...new Set(told)], `${path} ${state}`).toEqual([]);
}

/**
 * Lays out what waits until it is looked at. Until then a card is taken for one of the usual height, and an engine that measures what
 * is in it would find a taller one lying over the next.
 */
function layOut() {
  for (const element of document.querySelectorAll("main *")) {
    if (element instanceof HTMLElement && getComputedStyle(element).contentVisibility === "auto") element.style.contentVisibility = "visible";
  }
}

/** From the narrowest, which is 1280 at 400 % of zoom, to a wide screen. */
const WIDTHS = [320, 768, 1440];

/** Makes the window of a page as wide as windows are, one after another: it never scrolls sideways. */
export async function bends(page: Page) {
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await fits(page);
  }
  if (before) await page.setViewportSize(before);
}

function listed(finding: Finding, path: string, look: string) {
  return UNDECIDED.some(
    ({ engine, rule, page, on, state }) =>
      engine === finding.engine && rule === finding.rule && page.test(path) && (on?.test(finding.what) ?? true) && (state?.test(look) ?? true),
  );
}

async function axe(page: Page): Promise<Finding[]> {
  const { violations, incomplete } = await axeResults(page);
  const told = (sure: boolean) => (result: (typeof violations)[number]): Finding[] =>
    result.nodes.map((node) => ({ engine: "axe", rule: result.id, sure, what: `${node.html.slice(0, 160)} ${node.failureSummary ?? ""}` }));
  return [...violations.flatMap(told(true)), ...incomplete.flatMap(told(false))];
}

interface IbmReport {
  passed: number;
  results: { ruleId: string; reasonId: string; value: [string, string]; level: string; message: string; snippet: string }[];
}

async function ibm(page: Page): Promise<Finding[]> {
  // Evaluated by the browser's own protocol, because the page's policy forbids scripts that are not its own.
  await page.evaluate(`if (!window.ace) { ${IBM}; window.ace = typeof ace === "undefined" ? this.ace : ace; } undefined`);
  const { passed, results } = (await page.evaluate(`new ace.Checker().check(document, ["IBM_Accessibility"]).then(({ results }) => ({ passed: results.filter(({ value }) => value[1] === "PASS").length, results: results.filter(({ value }) => value[1] !== "PASS").map(({ ruleId, reasonId, value, level, message, snippet }) => ({ ruleId, reasonId, value, level, message, snippet })) }))`)) as IbmReport;
  expect(passed, "IBM's engine found something to check").toBeGreaterThan(0);
  return results.map(({ ruleId, value, message, snippet }) => ({ engine: "ibm", rule: ruleId, sure: value[1] === "FAIL", what: `${message} ${snippet.slice(0, 160)}` }));
}

/**
 * Alfa gives up a whole style sheet for one kind of rule that it does not know, so that it is not shown those rules. They stay in
 * force: what Alfa measures is the page as it stands, and the next state of the page is the one that a learner meets.
 */
function hideUnread() {
  const unread = new Set(["CSSContainerRule", "CSSPropertyRule", "CSSStartingStyleRule", "CSSViewTransitionRule", "CSSCounterStyleRule", "CSSPageRule"]);
  const shown = "passerelleShown";
  if (shown in window) return;
  Object.assign(window, { [shown]: true });
  for (const holder of [CSSStyleSheet.prototype, CSSGroupingRule.prototype]) {
    const all = Object.getOwnPropertyDescriptor(holder, "cssRules")?.get;
    if (!all) throw new Error("style sheets have no list of rules to filter");
    Object.defineProperty(holder, "cssRules", {
      configurable: true,
      get() {
        return [...all.call(this)].filter((rule) => !unread.has(rule.constructor.name));
      },
    });
  }
}

async function alfa(page: Page): Promise<Finding[]> {
  await page.evaluate(hideUnread);
  const handle = await page.evaluateHandle(() => window.document);
  const judged = await Playwright.toPage(handle);
  expect([...judged.document.style].some((sheet) => [...sheet.rules].length > 0), "Alfa read the style sheet").toBe(true);
  const outcomes = [...(await Audit.of(judged, rules).evaluate())];
  await handle.dispose();
  expect(outcomes.some((outcome) => Outcome.isPassed(outcome)), "Alfa found something to check").toBe(true);
  return outcomes
    .filter((outcome) => Outcome.isFailed(outcome) || Outcome.isCantTell(outcome))
    .map((outcome) => ({ engine: "alfa", rule: outcome.rule.uri.split("/").at(-1) ?? "", sure: Outcome.isFailed(outcome), what: String(outcome.target).slice(0, 200) }));
}
