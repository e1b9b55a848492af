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
const preload = (name) => {
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: new URL(name, here) });
  document.head.append(link);
};
preload(`i18n/${language}/shell.json`);
// The app asks for the page's own piece once it runs; where most visits begin, the piece is on its way by then. A build for trying
// things out is in one piece, and says of none.
const begun = document.querySelector("meta[name=passerelle-pieces]") && [
  [/^\/$/, "home"],
  [/^\/courses$/, "catalogue"],
  [/^\/courses\/[^/]+$/, "course"],
  [/^\/courses\/[^/]+\/[^/]+$/, "lesson"],
  [/^\/jobs$/, "jobs"],
  [/^\/jobs\/[^/]+$/, "job"],
].find(([address]) => address.test(location.pathname));
if (begun) preload(`page_${begun[1]}.wasm`);

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
import("./main.js").then((app) => app.default({ module_or_path: new URL("main_bg.wasm", here) })).catch((error) => {
  console.error(error);
  fail();
});
