/*
 * What <search-box> offers while somebody types. The focus stays in the box; the arrows go through the list,
 * Enter opens what they stand on and otherwise searches, Escape closes the list and then empties the box.
 */
const PAUSE = 150; // milliseconds after a key
const QUIET = 500; // after which it is told how many there are
const LEAST = 2; // letters

export class Suggestions {
  constructor(box) {
    this.box = box;
    this.input = box.input;
    this.list = box.list;
    this.active = -1;
    this.known = new Map();
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.input.form?.addEventListener("submit", () => this.close());
    // The focus must not leave the box before the click arrives.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.open(event.target.closest("[role=option]")));
    if (document.activeElement === this.input && this.input.value !== this.input.defaultValue) this.wait();
  }

  get options() {
    return [...this.list.children];
  }

  get isOpen() {
    return !this.list.hidden;
  }

  wait() {
    this.call?.abort();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const text = this.input.value.trim();
    // What may be meant must not lie over the helplines.
    if (text.length < LEAST || document.querySelector("[data-crisis]")) return this.close();
    this.call = new AbortController();
    try {
      const found = await this.found(text, this.call.signal);
      if (document.activeElement === this.input && this.input.value.trim() === text) this.show(found);
    } catch {
      this.close(); // called off, or nobody answers: then there is nothing to offer
    }
  }

  async found(text, signal) {
    if (!this.known.has(text)) {
      const query = new URLSearchParams({ q: text, lang: this.box.dataset.language });
      const answer = await fetch(`${this.box.dataset.url}?${query}`, { signal });
      if (!answer.ok) throw new Error(answer.statusText);
      this.known.set(text, (await answer.json()).suggestions);
    }
    return this.known.get(text);
  }

  show(found) {
    this.list.replaceChildren(...found.map((one, at) => this.option(one, at)));
    this.list.hidden = found.length === 0;
    this.list.scrollTop = 0;
    this.input.setAttribute("aria-expanded", String(this.isOpen));
    this.move(-1);
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(found.length), QUIET);
  }

  option({ text, type, url }, at) {
    const option = document.createElement("li"), title = document.createElement("span"), kind = document.createElement("span");
    option.id = `${this.list.id}-${at}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = url;
    title.textContent = text;
    kind.textContent = this.box.dataset[type] ?? "";
    kind.className = "search-box__kind";
    option.append(title, " ", kind);
    return option;
  }

  tell(count) {
    const { none, one, many } = this.box.dataset;
    const said = count === 0 ? none : count === 1 ? one : many.replace("{count}", count);
    if (document.activeElement === this.input) this.box.status.textContent = said;
  }

  close() {
    clearTimeout(this.timer);
    clearTimeout(this.telling);
    this.call?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.box.status.textContent = "";
    this.move(-1);
  }

  /* Stand on the option number `to`; on none for -1. */
  move(to) {
    this.active = to;
    this.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === to)));
    const option = this.options[to];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  open(option) {
    if (!option) return;
    const address = new URL(option.dataset.url, location.href);
    if (address.origin === location.origin) location.assign(address);
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const act = {
      ArrowDown: () => this.down(event.altKey),
      ArrowUp: () => (event.altKey ? this.shut() : this.up()),
      Enter: () => this.enter(),
      Escape: () => this.escape(),
      Home: () => this.toText(0, event.shiftKey),
      End: () => this.toText(this.input.value.length, event.shiftKey),
      ArrowLeft: () => this.leaveList(),
      ArrowRight: () => this.leaveList(),
      Tab: () => this.leaveList(),
    }[event.key];
    if (act?.()) event.preventDefault();
  }

  down(isOnlyOpening) {
    if (!this.isOpen) {
      this.ask().then(() => { if (!isOnlyOpening && this.isOpen) this.move(0); });
    } else if (!isOnlyOpening) {
      this.move((this.active + 1) % this.options.length);
    }
    return true;
  }

  up() {
    if (!this.isOpen) {
      this.ask().then(() => { if (this.isOpen) this.move(this.options.length - 1); });
    } else {
      this.move(this.active <= 0 ? this.options.length - 1 : this.active - 1);
    }
    return true;
  }

  enter() {
    const option = this.options[this.active];
    if (!this.isOpen || !option) return false; // the form's own
    this.open(option);
    return true;
  }

  escape() {
    if (this.isOpen) return this.shut();
    if (!this.input.value) return false;
    this.input.value = "";
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }

  shut() {
    this.close();
    return true;
  }

  /* Back to the text, where the keys mean what they always do. */
  leaveList() {
    this.move(-1);
    return false;
  }

  toText(place, isMarking) {
    if (this.active < 0 || isMarking) return false;
    this.move(-1);
    this.input.setSelectionRange(place, place);
    return true;
  }
}
