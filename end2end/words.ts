// What the app says in a language, read from the same files as the app reads.
import { readFileSync } from "node:fs";
import type { Language } from "./support";

type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;

/** Gives the words of a namespace: by their key, with a count for those that have one, or with the parts to fill in. */
export function wordsOf(language: Language, namespace: string) {
  const file = new URL(`../locales/${language}/${namespace}.json`, import.meta.url);
  const messages: Record<string, Message> = JSON.parse(readFileSync(file, "utf8"));
  return (key: string, parts: number | Record<string, string> = {}) => {
    const message = messages[key];
    if (message === undefined) throw new Error(`${namespace} has no message ${key} in ${language}`);
    if (typeof parts === "number") {
      const form = typeof message === "string" ? message : message[new Intl.PluralRules(language).select(parts)];
      if (form === undefined) throw new Error(`${key} has no form for ${parts} in ${language}`);
      return form.replaceAll("{count}", new Intl.NumberFormat(language).format(parts));
    }
    if (typeof message !== "string") throw new Error(`${key} needs a count`);
    // The app isolates each part in right-to-left text, and elsewhere a part that runs from right to left, so that no part reorders
    // the words around it. A part that holds isolated words stays as it is elsewhere. All as in src/i18n.rs.
    const isRtl = (part: string) => /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(part);
    const apart = (part: string) =>
      language === "ar" || (isRtl(part) && !part.includes("\u2069")) ? `${isRtl(part) ? "\u2067" : "\u2068"}${part}\u2069` : part;
    return Object.entries(parts).reduce((text, [name, part]) => text.replaceAll(`{${name}}`, apart(part)), message);
  };
}
