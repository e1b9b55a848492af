// Runs before anything is drawn by the app: chooses language and theme, so that the first paint is already right, then starts the wasm.
const languages = ["en", "fr", "es", "ar"];
const root = document.documentElement;
const read = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // A browser that forbids storing has nothing stored.
  }
};
const asked = new URL(location.href).searchParams.get("lang");
const spoken = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
const language = [asked, read("language"), ...spoken].find((tag) => languages.includes(tag)) ?? "en";
root.lang = language;
root.dir = language === "ar" ? "rtl" : "ltr";
root.dataset.theme = read("theme") ?? "system";
// Kept as `<when> <whose> <name>=<value> <name>=<value>`.
for (const part of (read("preference-reading") ?? "").split(" ").slice(2)) {
  const [, name, value] = /^([a-z]+)=([a-z]+)$/.exec(part) ?? [];
  if (name) root.setAttribute(`data-reading-${name}`, value);
}
if (asked === language) {
  try {
    localStorage.setItem("language", language);
  } catch {
    // The address still says the language.
  }
}

const here = new URL("./", import.meta.url);
const preload = (as, name) => {
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as, href: new URL(name, here) });
  // Only what is fetched as the app fetches it, with the cookie of its own origin, is taken for what it asks for later.
  if (as === "fetch") link.crossOrigin = "anonymous";
  document.head.append(link);
  return new Promise((done) => {
    link.onload = link.onerror = done;
  });
};
const words = (name) => preload("fetch", `i18n/${language}/${name}.json`);
// The app asks for what a page is made of once it runs, and for what the page shows once it is made: each a way to the server and back
// on a slow line. Where most visits begin, all of it is on its way by then.
const own = `?lang=${language}`;
const asksNothing = [...new URLSearchParams(location.search).keys()].every((name) => name === "lang");
const begun = [
  { at: /^\/$/, piece: "home", words: ["home", "words"], sheets: ["home", "cover"], data: () => [`/api/courses${own}`, "/api/jobs"] },
  {
    at: /^\/courses$/, piece: "catalogue", words: ["catalogue", "words"], sheets: ["catalogue", "cover"],
    data: () => (asksNothing ? [`/api/courses${own}`] : []),
  },
  {
    at: /^\/courses\/([^/]+)$/, piece: "course", words: ["catalogue", "words"], sheets: ["catalogue", "cover"],
    data: (course) => [`/api/courses/${course}${own}`],
  },
  {
    at: /^\/courses\/([^/]+)\/([^/]+)$/, piece: "lesson", words: ["lesson", "player"], sheets: ["lesson", "player"],
    data: (course, chapter) => [`/api/courses/${course}/chapters/${chapter}${own}`],
  },
  {
    at: /^\/jobs$/, piece: "jobs", words: ["jobs", "words"], sheets: ["jobs"],
    data: () => [`/api/places${own}`, ...(asksNothing ? [`/api/jobs${own}`] : [])],
  },
  {
    at: /^\/jobs\/([^/]+)$/, piece: "job", words: ["jobs", "words"], sheets: ["jobs", "applications", "ad", "table"],
    data: (job) => [`/api/jobs/${job}${own}`],
  },
].find((page) => page.at.test(location.pathname));
let runs = false;
const early = [words("shell"), preload("fetch", "/api/session")];
if (begun) {
  early.push(
    ...begun.words.map(words),
    ...begun.data(...begun.at.exec(location.pathname).slice(1)).map((address) => preload("fetch", address)),
    ...begun.sheets.map((name) => preload("style", `pages/${name}.css`)),
  );
  // The page's own piece is the largest of these and of no use before the app runs, so that it leaves the line to the others for a while.
  // An app that runs by then asks for it itself. A build for trying things out is in one piece, and says of none.
  Promise.all(early).then(() => {
    if (!runs && document.querySelector("meta[name=passerelle-pieces]")) preload("fetch", `page_${begun.piece}.wasm`);
  });
}

const failed = {
  en: ["Passerelle could not start.", "The connection dropped or this browser is too old. Nothing you wrote is lost.", "Try again"],
  fr: ["Passerelle n’a pas pu démarrer.", "La connexion a été coupée, ou ce navigateur est trop ancien. Rien de ce que vous avez écrit n’est perdu.", "Réessayer"],
  es: ["Passerelle no ha podido iniciarse.", "Se cortó la conexión o este navegador es demasiado antiguo. No se ha perdido nada de lo que escribió.", "Reintentar"],
  ar: ["تعذّر تشغيل Passerelle.", "انقطع الاتصال أو أن المتصفح قديم جدًا. لم يُفقد أي شيء مما كتبته.", "حاول مرة أخرى"],
};
const fail = () => {
  const boot = document.getElementById("boot");
  if (!boot) return;
  const [title, text, again] = failed[language];
  const heading = Object.assign(document.createElement("h1"), { textContent: title });
  const words = Object.assign(document.createElement("p"), { textContent: text });
  const button = Object.assign(document.createElement("button"), { textContent: again, type: "button", className: "button button-primary" });
  button.addEventListener("click", () => location.reload());
  boot.removeAttribute("aria-busy");
  boot.setAttribute("role", "alert");
  boot.replaceChildren(heading, words, button);
};
addEventListener("passerelle-failed", fail);
// This script runs as soon as it is here, so that nothing is painted in another language or theme before. The app takes the place of
// what the document paints by itself, and needs all of it.
const parsed = new Promise((done) => {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", done, { once: true });
  else done();
});
const start = async () => {
  const app = await import("./main.js");
  await parsed;
  await app.default({ module_or_path: new URL("main_bg.wasm", here) });
  runs = true;
};
start().catch((error) => {
  console.error(error);
  fail();
});
