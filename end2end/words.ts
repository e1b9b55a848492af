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
    // In right-to-left text the app isolates each part, so that a Latin title does not reorder the words around it.
    // Whatever is Arabic in part runs from right to left, as in src/i18n.rs.
    const begin = (part: string) => (/[\u0600-\u06ff]/.test(part) ? "\u2067" : "\u2068");
    const isolated = (part: string) => (language === "ar" ? `${begin(part)}${part}\u2069` : part);
    return Object.entries(parts).reduce((text, [name, part]) => text.replaceAll(`{${name}}`, isolated(part)), message);
  };
}
