// Orca, a real screen reader, on a screen of its own: what it speaks is written down, and the keyboard is the X server's.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Silence of this length means that the screen reader has said all it had to say. */
const SETTLED_MS = 700;
/** While one looks for something, the next key comes as soon after the answer to the last. */
const FOUND_MS = 250;
/** How long the answer to a key may take to begin; some keys have none. */
const ANSWER_MS = 1_500;
/** The same while one looks for something: nearly every place one comes to has a name. */
const PLACE_MS = 3_000;
/** How long the screen reader may take to begin to speak. */
const PATIENCE_MS = 12_000;
/** Where Debian keeps the program that gives accessibility its own bus. */
const BUS_LAUNCHERS = ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"];

export interface Utterance {
  at: number;
  /** Said in answer to something, or read on and on from the top of a page. */
  kind: "said" | "read";
  text: string;
}

/** The screen reader with what belongs to it, started once for all journeys. */
export class Reader {
  private mark = 0;
  private from = 0;
  private readonly started: ChildProcess[] = [];

  private constructor(
    /** A folder for what lives as long as the reader, such as profiles of browsers. */
    readonly folder: string,
    private readonly heard: string,
  ) {}

  static async start(): Promise<Reader> {
    if (!process.env.DISPLAY || !process.env.DBUS_SESSION_BUS_ADDRESS) {
      throw new Error("a display and a session bus are needed: run `cargo xtask test screen-reader`");
    }
    const folder = mkdtempSync(join(tmpdir(), "passerelle-reader-"));
    const heard = join(folder, "heard");
    const settings = join(folder, "data/orca");
    mkdirSync(settings, { recursive: true });
    mkdirSync(join(folder, "run"), { mode: 0o700 });
    writeFileSync(heard, "");
    copyFileSync(new URL("orca-customizations.py", import.meta.url), join(settings, "orca-customizations.py"));
    // The browsers inherit these: without them they do not offer their accessibility tree.
    Object.assign(process.env, {
      HEARD: heard,
      HOME: folder,
      XDG_DATA_HOME: join(folder, "data"),
      XDG_CONFIG_HOME: join(folder, "config"),
      XDG_CACHE_HOME: join(folder, "cache"),
      XDG_RUNTIME_DIR: join(folder, "run"),
      LANG: "C.UTF-8",
      ACCESSIBILITY_ENABLED: "1",
      GNOME_ACCESSIBILITY: "1",
      MOZ_FORCE_ENABLE_ACCESSIBILITY: "1",
      GTK_MODULES: "gail:atk-bridge",
      NO_AT_BRIDGE: "0",
    });
    const reader = new Reader(folder, heard);
    try {
      await reader.wake();
    } catch (error) {
      reader.stop();
      throw error;
    }
    return reader;
  }

  private async wake() {
    for (const [schema, key] of [
      ["org.gnome.desktop.a11y.applications", "screen-reader-enabled"],
      ["org.gnome.desktop.interface", "toolkit-accessibility"],
    ]) {
      await run("gsettings", ["set", schema, key, "true"]);
    }
    const launcher = BUS_LAUNCHERS.find((path) => existsSync(path));
    if (!launcher) throw new Error("at-spi-bus-launcher is not installed");
    this.launch("openbox", []);
    this.launch(launcher, ["--launch-immediately"]);
    this.launch("orca", ["--replace", ...(process.env.READER_LOG ? [`--debug-file=${process.env.READER_LOG}`] : [])]);
    await this.hears(["Screen reader on"], 40_000);
  }

  private launch(program: string, given: string[]) {
    const child = spawn(program, given, { stdio: process.env.READER_LOG ? "inherit" : "ignore" });
    child.on("error", (error) => console.error(`${program}: ${error.message}`));
    this.started.push(child);
  }

  stop() {
    for (const child of this.started.reverse()) child.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Presses keys, one after the other, each as a person would: the next when the answer to the last was heard. */
  async press(...keys: string[]) {
    for (const key of keys) {
      const before = this.all().length;
      await run("xdotool", ["key", "--clearmodifiers", key]);
      await this.answers(before, ANSWER_MS);
      await this.settles();
    }
  }

  /** Has the page read aloud from where one is to its end. */
  async readOn() {
    await this.press("KP_Add");
  }

  /** Has the page read aloud from where one is until phrases were heard in this order, and stops it there. */
  async reads(phrases: (string | RegExp)[]) {
    this.forget();
    await run("xdotool", ["key", "--clearmodifiers", "KP_Add"]);
    await this.awaits(phrases, PATIENCE_MS);
    await run("xdotool", ["key", "Control_L"]);
    await this.settles();
    this.forget();
  }

  /** Asks where one is, which is answered with what has focus as it stands now. */
  async whereAmI() {
    await this.press("KP_Enter");
  }

  /** Types a text with the keyboard. */
  async type(text: string) {
    await run("xdotool", ["type", "--clearmodifiers", "--delay", "30", text]);
    await this.settles();
  }

  /** Puts the keyboard on the window of a page. */
  async focusWindow(title: string) {
    await run("xdotool", ["search", "--sync", "--onlyvisible", "--name", title, "windowfocus", "--sync"]);
  }

  /** Presses a key again and again, as one looks for something, until it is spoken; gives the words that it was spoken with. */
  async find(key: string, wanted: string | RegExp, most = 60): Promise<string> {
    for (let step = 0; step < most; step += 1) {
      const before = this.all().length;
      await run("xdotool", ["key", "--clearmodifiers", key]);
      await this.answers(before, PLACE_MS);
      await this.settles(FOUND_MS);
      const words = this.all().slice(before).map((one) => one.text).join(" ");
      if (typeof wanted === "string" ? words.includes(wanted) : wanted.test(words)) {
        this.forget();
        return words;
      }
    }
    throw new Error(`${key} was pressed ${most} times, and this never came: ${wanted}`);
  }

  /** All that was heard since the last answer was taken. */
  since(): Utterance[] {
    return this.all().slice(this.mark);
  }

  /** Begins a new story, of which `transcript` tells. */
  begin() {
    this.from = this.all().length;
    this.forget();
  }

  /** Forgets what was heard until now: it belongs to what came before. */
  forget() {
    this.mark = this.all().length;
  }

  /** Waits until phrases were heard in this order, and then for silence; gives all that was heard since the last answer. */
  async hears(phrases: (string | RegExp)[], patience = PATIENCE_MS): Promise<string[]> {
    await this.awaits(phrases, patience);
    await this.settles();
    const heard = this.since();
    const said = heard.filter((one) => one.kind === "said").map((one) => one.text);
    const twice = said.find((text, at) => at > 0 && sense(text) !== "" && sense(text) === sense(said[at - 1]));
    if (twice !== undefined) throw new Error(`spoken twice in a row: ${twice}\nin:\n${this.transcript()}`);
    this.forget();
    return heard.map((one) => one.text);
  }

  /** The same for phrases that come in any order. */
  async hearsAll(phrases: (string | RegExp)[]): Promise<string[]> {
    for (const phrase of phrases) await this.awaits([phrase], PATIENCE_MS);
    return this.hears([]);
  }

  /** Waits until phrases were heard in this order. */
  private async awaits(phrases: (string | RegExp)[], patience: number) {
    const end = Date.now() + patience;
    for (;;) {
      const missing = firstMissing(this.since().map((one) => one.text), phrases);
      if (missing === undefined) return;
      if (Date.now() > end) throw new Error(`not spoken: ${missing}\nspoken instead:\n${this.transcript()}`);
      await pause(50);
    }
  }

  /** Waits until something is said, or for a while. */
  private async answers(before: number, patience: number) {
    for (const end = Date.now() + patience; this.all().length === before && Date.now() < end; ) await pause(40);
  }

  /** Waits until the screen reader is silent, at most as long as reading a long page takes. */
  async settles(silence = SETTLED_MS) {
    const end = Date.now() + PATIENCE_MS;
    let count = this.all().length;
    let quiet = Date.now();
    while (Date.now() - quiet < silence && Date.now() < end) {
      await pause(40);
      const now = this.all().length;
      if (now !== count) [count, quiet] = [now, Date.now()];
    }
  }

  /** Whether the last that was said of a page's loading is that it ended. */
  loaded(): boolean {
    return this.all().slice(this.from).findLast((one) => /^(Loading|Finished loading)/.test(one.text))?.text.startsWith("Finished") ?? false;
  }

  /** What was heard in this story, for a person to read. */
  transcript() {
    return this.all()
      .slice(this.from)
      .map((one) => `  ${one.kind}: ${one.text}`)
      .join("\n");
  }

  private all(): Utterance[] {
    // A line that is still being written has no end yet.
    return readFileSync(this.heard, "utf8")
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }
}

/** What an utterance says apart from the kind of thing it is said of: a region and its heading that has focus say one thing twice. */
function sense(text: string) {
  return /^leaving /.test(text) ? "" : text.replace(/^region /, "").replace(/\b(panel|heading level \d|clickable|(visited )?link|push button)\b/g, "").replace(/[\s.]/g, "");
}

/** The first phrase that does not come after those before it. One utterance may hold several. */
function firstMissing(heard: string[], phrases: (string | RegExp)[]): string | RegExp | undefined {
  let [at, from] = [0, 0];
  for (const phrase of phrases) {
    for (; at < heard.length; at += 1, from = 0) {
      const rest = heard[at].slice(from);
      const found = typeof phrase === "string" ? rest.indexOf(phrase) : rest.search(phrase);
      if (found >= 0) {
        const length = typeof phrase === "string" ? phrase.length : (phrase.exec(rest)?.[0].length ?? 0);
        from += found + length;
        break;
      }
    }
    if (at === heard.length) return phrase;
  }
  return undefined;
}
