/*
 * <live-results>: the results of the search page, asked for again while somebody types or ticks a filter.
 * The server sends the same HTML as for the whole page. Focus, open filters and the way back stay as they are.
 */
const PAUSE = 250; // milliseconds after a key
const QUIET = 1000; // after which it is told how many were found

class LiveResults extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form[role=search]");
    this.input = this.form.elements.namedItem("q");
    this.status = this.querySelector(":scope > [role=status]");
    this.asked = this.query();
    this.shown = new URLSearchParams(location.search).has("page") ? null : this.asked;
    this.addEventListener("input", (event) => event.target === this.input && !event.isComposing && this.wait());
    this.addEventListener("change", (event) => event.target.matches("[data-found] input[type=checkbox]") && this.ask());
    this.form.addEventListener("submit", (event) => this.submit(event));
    const before = history.state?.asked; // of a question that the address doesn't show
    if (before && !location.search) {
      this.input.value = new URLSearchParams(before).get("q");
      this.ask(before);
    } else if (this.found.hasAttribute("data-crisis")) {
      this.remember(this.asked);
    }
  }

  get found() {
    return this.querySelector("[data-found]");
  }

  /* What is asked for, as in an address. */
  query() {
    const pairs = new URLSearchParams(new FormData(this.form));
    const words = pairs.get("q").trim();
    pairs.set("q", words);
    if (pairs.get("literal") !== words) pairs.delete("literal"); // it was about other words
    if (!words) pairs.delete("q");
    return String(pairs);
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async submit(event) {
    event.preventDefault();
    clearTimeout(this.timer);
    this.querySelector("[popover]:popover-open")?.hidePopover();
    if (matchMedia("(pointer: coarse)").matches) document.activeElement?.blur(); // its keyboard hides the results
    if (await this.ask()) this.tell(0);
    else if (this.failed) this.form.submit();
  }

  /* True once the page shows what is asked for. */
  async ask(query = this.query()) {
    clearTimeout(this.timer);
    if (query === this.asked && query === this.shown) return true;
    this.asked = query;
    this.failed = false;
    this.call?.abort();
    const call = (this.call = new AbortController());
    this.found.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${this.form.action}?${query}${query && "&"}fragment=1`, { signal: call.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      this.show(new DOMParser().parseFromString(await answer.text(), "text/html"));
      this.shown = query;
      this.remember(query);
      return true;
    } catch {
      if (call.signal.aborted) return false;
      this.failed = true;
      this.found.removeAttribute("aria-busy");
      return false;
    }
  }

  show(answer) {
    const before = this.found, found = document.adoptNode(answer.querySelector("[data-found]"));
    const kept = before.contains(document.activeElement) && place(document.activeElement);
    const sheet = before.querySelector("[popover]:popover-open")?.id;
    document.title = document.title.replace(before.dataset.title, found.dataset.title);
    before.replaceWith(found);
    this.showHelplines(answer.querySelector("[data-helplines]"));
    this.showWayOut(answer.querySelector("[data-way-out]"));
    start(found);
    if (sheet) found.querySelector(`#${sheet}`)?.showPopover?.();
    if (kept) found.querySelector(kept)?.focus({ preventScroll: true });
    this.tell(QUIET);
  }

  /* Once the page has them above everything they stay: nobody in danger should see them go while typing. */
  showHelplines(lines) {
    const before = this.querySelector("[data-helplines]");
    if (lines) this.querySelector("search-box").suggestions?.close(); // it lies over them
    if (before?.matches(":first-child")) return;
    before?.remove();
    if (lines) this.found.before(document.adoptNode(lines));
  }

  showWayOut(template) {
    if (!template || document.querySelector("quick-exit")) return;
    const wayOut = document.adoptNode(template.content);
    start(wayOut);
    document.querySelector("main").before(wayOut);
  }

  /* In the address, so that Back comes back to it; a question about danger only where nobody reads it. */
  remember(query) {
    const path = new URL(this.form.action).pathname;
    const isShown = query && !this.found.hasAttribute("data-crisis");
    history.replaceState(isShown ? null : { asked: query }, "", isShown ? `${path}?${query}` : path);
  }

  tell(pause) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => { this.status.textContent = this.found.dataset.told; }, pause);
  }
}

/* Where the focus is, as a selector that fits after the exchange too. */
function place({ id, name, value, href }) {
  if (id) return `#${CSS.escape(id)}`;
  if (name) return `[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`;
  return href ? `a[href="${CSS.escape(new URL(href).search)}"]` : "[data-found]";
}

/* Scripts that come with a piece of HTML don't run by themselves. */
function start(piece) {
  for (const script of piece.querySelectorAll("script[type=module][src]")) {
    import(script.src);
    script.remove();
  }
}

customElements.define("live-results", LiveResults);
