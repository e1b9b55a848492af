// Every page of the app by its address, for what is asked of all of them alike.
import { readFileSync } from "node:fs";
import { type APIRequestContext, expect, request } from "@playwright/test";
import { pass } from "./learning";
import { PASSWORD, freshEmail } from "./support";

/** Pages that are looked at together, as somebody who may see them. `{job}` and the like are filled in by `parts`. */
export interface Pages {
  name: string;
  /** The account to be signed in with; nobody, where it is left out. */
  as?: string;
  paths: string[];
}

const COURSE = "understanding-ai";

export const PAGES: Pages[] = [
  { name: "the home page, and what is around the others", paths: ["/", "/sign-in", "/sign-up", "/accessibility", "/no/such/page", "/certificates/{certificate}", "/certificates/AAAA-AAAA-AAAA-AAAA"] },
  {
    name: "courses",
    paths: [
      "/courses",
      "/courses?q=zzzz",
      "/courses/first-steps-online",
      "/courses/accessible-html/why-semantics",
      "/courses/first-steps-online/the-browser/quiz",
      "/search",
      "/search?q=browser",
    ],
  },
  { name: "jobs", paths: ["/jobs", "/jobs?q=zzzz", "/jobs/{job}", "/jobs/{job}/apply", "/jobs/developpement-web-accessible-rennes"] },
  { name: "companies", paths: ["/companies", "/companies?q=zzzz", "/companies/atelier-canut", "/companies/{open}", "/companies/{open}/apply"] },
  { name: "what comes of learning and hiring here", paths: ["/outcomes", "/employers", "/outcome"] },
  { name: "every component", paths: ["/gallery"] },
  {
    name: "the pages of somebody who learns and looks for work",
    as: "candidate@example.org",
    paths: ["/desk", "/account", "/account/groups", "/applications", "/saved-searches", "/saved-searches?contract=apprenticeship", "/contacts", "/profile", "/profile/privacy", "/outcome", "/coaching"],
  },
  { name: "the same pages before anything is on them", as: "{newcomer}", paths: ["/desk", "/applications", "/saved-searches", "/contacts", "/profile"] },
  { name: "what a mentor sees of those who look for work", as: "mentor@example.org", paths: ["/coaching"] },
  { name: "the pages of staff, who may teach every course", as: "staff@example.org", paths: ["/teach", "/teach/first-steps-online", "/teach/needs", "/teach/interviews", "/staff/reports", "/staff/audit", "/staff/organisations", "/staff/training"] },
  {
    name: "what an organisation says, writes and shares",
    as: "employer@example.org",
    paths: [
      "/employer/organisation",
      "/employer/members",
      "/employer/shared",
      "/employer/searches",
      "/employer/searches?must=html",
      "/employer/spontaneous",
      "/employer/training",
      "/employer/ads/{draft}",
      "/employer/ads/{draft}/preview",
      "/employer/jobs/{own}/applications",
    ],
  },
  {
    name: "an employer's pages",
    as: "employer@example.org",
    paths: ["/employer", "/employer/jobs/{own}", "/talents", "/talents?must=html", "/talents/{talent}", "/talents/compare/{talent},{met}"],
  },
];

/** The patterns of the router, each as its segments: words in quotes, and names of what varies without. */
export function routes(): string[][] {
  const source = readFileSync(new URL("../src/route.rs", import.meta.url), "utf8");
  const found = [...source.matchAll(/^ +\[([^\]]*)\] => Self::/gm)].map(([, segments]) => segments.split(",").map((segment) => segment.trim()).filter(Boolean));
  if (found.length < 20) throw new Error("src/route.rs has no list of patterns that this could read");
  return found;
}

/** Whether a page of a pattern is among the addresses. */
export function among(pattern: string[], paths: string[]) {
  return paths.some((path) => {
    const segments = path.split("?")[0].split("/").filter(Boolean);
    return segments.length === pattern.length && pattern.every((part, at) => (part.startsWith('"') ? part === `"${segments[at]}"` : true));
  });
}

/** Fills `{job}` and the like in. */
export const filled = (path: string, parts: Record<string, string>) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (!parts[name]) throw new Error(`nothing is known for {${name}} in ${path}`);
    return parts[name];
  });

/**
 * Puts something on the pages that are empty in a fresh database, by the API, and gives what `PAGES` leaves open: an application that
 * was answered by nobody, one made elsewhere, a saved search, a request to meet that was accepted and one that was not yet answered,
 * an application without an ad, two reports, a note, a certificate, a draft with words to mind, a list of talents, a course that an organisation asks for,
 * an interview with a recruiter, a coach who was found, one who is still wanted, and an organisation that waits to be let in.
 */
export async function furnish(baseURL: string): Promise<Record<string, string>> {
  const [candidate, employer] = await Promise.all([signedIn(baseURL, "candidate@example.org"), signedIn(baseURL, "employer@example.org")]);
  const [own] = (await got(employer, "/api/employer/jobs")).items.map(({ card }: { card: { slug: string } }) => card.slug);

  const application = { profile: "I build pages that work with a keyboard.", message: "I would like to show you two of them.", phone: null, cv: null, answers: null, key: key() };
  await sent(candidate, "post", `/api/jobs/${own}/applications`, application);
  const outside = { title: "Web developer", employer: "Elsewhere", url: "https://example.org/ads/1", note: "Asked on the telephone.", status: "sent", applied_on: "2026-01-15" };
  await sent(candidate, "put", `/api/outside-applications/${crypto.randomUUID()}`, outside);
  await sent(candidate, "put", `/api/saved-searches/${crypto.randomUUID()}`, { name: "Apprenticeships", search: { contract: "apprenticeship" } });
  await sent(candidate, "put", `/api/notes/${crypto.randomUUID()}`, { course: "first-steps-online", chapter: "the-browser", text: "Ask about tabs.", position_ms: 12_000 });

  const { id: met } = await got(candidate, "/api/profile");
  const found: { id: string }[] = (await got(employer, "/api/talents?must=html")).items;
  const talent = found.find(({ id }) => id !== met)?.id ?? "";
  const meeting = { job: own, pay_min: 1_300, pay_max: 1_900, message: "We would like to show you our work." };
  for (const id of [met, talent]) await sent(employer, "post", `/api/talents/${id}/contacts`, { ...meeting, key: key() });
  const [asked] = (await got(candidate, "/api/contacts")).items;
  await sent(candidate, "post", `/api/contacts/${asked.id}/answer`, { accept: true });

  const drafts = "/api/employer/drafts";
  const { id: draft, version, content } = await sent(employer, "post", drafts, { copy_of: own });
  await sent(employer, "put", `${drafts}/${draft}`, { version, content: { ...content, steps: "Rock stars who are women only." } });
  const { slug: open } = await got(employer, "/api/employer");
  const [{ code: occupation }, { code: other }] = await got(employer, "/api/directory/occupations");
  await sent(employer, "put", "/api/employer/openness", { open: true, occupations: [occupation, other], places: ["rennes"] });
  await sent(candidate, "post", `/api/companies/${open}/applications`, { occupation, application: { ...application, key: key() } });
  const list = `/api/employer/shortlists/${crypto.randomUUID()}`;
  await sent(employer, "put", list, { name: "Front end" });
  await sent(employer, "put", `${list}/talents/${talent}`);

  await sent(employer, "put", `/api/employer/talent-searches/${crypto.randomUUID()}`, { name: "Pages", search: { must: "html" } });

  const training = { skills: ["html"], people: 6, region: null, remote: true, start_on: null, purpose: "Our shop gets a site that everybody can use.", candidates: true };
  await sent(employer, "post", "/api/employer/training", { ...training, key: key() });
  const staff = await signedIn(baseURL, "staff@example.org");
  const interview = { organisation: "Corner bakery", held_on: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10), skills: ["html"], notes: "They asked for it twice." };
  await sent(staff, "put", `/api/teach/interviews/${crypto.randomUUID()}`, interview);

  const mentor = await signedIn(baseURL, "mentor@example.org");
  const { id: coaching } = await sent(candidate, "post", "/api/coaching", { help: ["cv", "interview"], text: "I look for my first job.", reachable: ["evenings"], lang: "en", key: key() });
  await sent(mentor, "post", `/api/coaching/${coaching}/taking`);
  const starts_at = new Date(Date.now() + 2 * 86_400_000).toISOString();
  await sent(mentor, "post", `/api/coaching/${coaching}/times`, { slots: [{ starts_at, minutes: 30 }], way: "link", link: "https://example.org/meet" });
  await sent(mentor, "post", `/api/coaching/${coaching}/messages`, { text: "Bring your CV.", key: key() });

  const email = freshEmail("newcomer");
  const newcomer = await request.newContext({ baseURL });
  await sent(newcomer, "post", "/api/accounts", { name: "Test newcomer", email, password: PASSWORD, language: null });
  const lesson = { page: "/courses/first-steps-online/the-browser", course: "first-steps-online", chapter: "the-browser", contact: "" };
  for (const second of [12, 40]) await sent(newcomer, "post", "/api/reports", { ...lesson, second, text: "The button has no name.", key: key() });

  await sent(newcomer, "post", "/api/coaching", { help: ["search"], text: "", reachable: ["mornings"], lang: "fr", key: key() });

  const learner = await request.newContext({ baseURL });
  await sent(learner, "post", "/api/accounts", { name: "Ada Lovelace", email: freshEmail("ada"), password: PASSWORD, language: null });
  for (const { slug } of (await got(learner, `/api/courses/${COURSE}`)).chapters) await pass(learner, COURSE, slug);
  const { code } = await sent(learner, "post", `/api/courses/${COURSE}/certificate`);

  const organisation = { name: "Bicycles of Rennes", about: "We mend bicycles.", lang: "en", size: 12, place: "rennes", website: "https://example.org/", accessible_workplace: true, disability_confident: false };
  await sent(learner, "post", "/api/employers", organisation);

  const jobs = await got(learner, "/api/jobs");
  await Promise.all([candidate, employer, mentor, staff, newcomer, learner].map((one) => one.dispose()));
  return { certificate: code, job: jobs.items[0].slug, own, open, draft, talent, met, newcomer: email };
}

const key = () => crypto.randomUUID().replaceAll("-", "");

async function signedIn(baseURL: string, email: string) {
  const context = await request.newContext({ baseURL });
  await sent(context, "post", "/api/session", { email, password: PASSWORD });
  return context;
}

async function got(context: APIRequestContext, path: string) {
  const answer = await context.get(path);
  expect(answer.ok(), `GET ${path}: ${answer.status()}`).toBe(true);
  return answer.json();
}

async function sent(context: APIRequestContext, method: "post" | "put", path: string, data?: unknown) {
  const answer = await context[method](path, { data });
  const text = await answer.text();
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${text}`).toBe(true);
  return text ? JSON.parse(text) : undefined;
}
