/** What is typed and not added yet, kept in this browser: it survives leaving, Back, and a reload. */

export class Drafts {
  /** @param {string} log whose drafts they are */
  constructor(log) {
    this.key = `cpd-draft-1:${log}`;
  }

  /** @returns {Record<string, Record<string, string>>} */
  #read() {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "{}");
    } catch {
      return {};
    }
  }

  /** What is typed for an entry; for a new one under null. @param {string | null} id @returns {Record<string, string> | undefined} */
  find(id) {
    return this.#read()[id ?? ""];
  }

  /** @param {string | null} id @param {Record<string, any>} values */
  keep(id, values) {
    this.#write({ ...this.#read(), [id ?? ""]: values });
  }

  /** @param {string | null} id */
  drop(id) {
    const { [id ?? ""]: _, ...others } = this.#read();
    this.#write(others);
  }

  /** Leave nothing behind. */
  clear() {
    this.#write({});
  }

  /** @param {Record<string, any>} drafts */
  #write(drafts) {
    try {
      if (Object.keys(drafts).length) localStorage.setItem(this.key, JSON.stringify(drafts));
      else localStorage.removeItem(this.key);
    } catch {
      // where nothing can be kept, the bar says so already
    }
  }
}
