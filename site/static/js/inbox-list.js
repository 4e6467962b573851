/*
 * <inbox-list>: the list of applications by keyboard, and what is chosen of it in numbers.
 *
 * Around a table whose lines are tr[data-line], each with a link and a checkbox. Without JS links and
 * checkboxes work by themselves. keys="off": the person has switched keyboard shortcuts off.
 */
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable], dialog";

customElements.define("inbox-list", class extends HTMLElement {
  connectedCallback() {
    this.counter = this.querySelector("[data-chosen]");
    this.wholePage = this.querySelector("[data-choose-page]");
    this.addEventListener("change", () => this.count());
    if (this.wholePage) {
      this.wholePage.hidden = false;
      this.wholePage.addEventListener("click", () => this.choosePage());
    }
    if (this.getAttribute("keys") !== "off") {
      this.onkey = (event) => this.press(event);
      document.addEventListener("keydown", this.onkey);
    }
    this.count();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onkey);
  }

  get lines() {
    return [...this.querySelectorAll("tr[data-line]")];
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest(TYPING)) return;
    const act = {
      j: () => this.go(1), ArrowDown: () => this.go(1),
      k: () => this.go(-1), ArrowUp: () => this.go(-1),
      x: () => this.choose(), "?": () => this.help(),
    }[event.key];
    // Arrows scroll the page until somebody is in the list.
    if (!act || (event.key.startsWith("Arrow") && !this.line())) return;
    if (act()) event.preventDefault();
  }

  line() {
    return document.activeElement.closest?.("inbox-list tr[data-line]");
  }

  go(step) {
    const lines = this.lines, here = lines.indexOf(this.line());
    const there = lines[here < 0 ? 0 : here + step];
    there?.querySelector("a").focus();
    there?.scrollIntoView({ block: "nearest" });
    return Boolean(there);
  }

  choose() {
    const box = this.line()?.querySelector("input[type=checkbox]");
    if (!box) return false;
    box.checked = !box.checked;
    this.count();
    return true;
  }

  choosePage() {
    const boxes = this.lines.map((line) => line.querySelector("input[type=checkbox]"));
    const all = boxes.every((box) => box.checked);
    boxes.forEach((box) => { box.checked = !all; });
    this.count();
  }

  help() {
    const help = this.querySelector("[data-keys-help]");
    help.open = !help.open;
    if (help.open) {
      help.querySelector("summary").focus();
      help.scrollIntoView({ block: "end" });
    }
    return true;
  }

  count() {
    this.lines.forEach((line) => {
      line.classList.toggle("inbox-list__chosen", line.querySelector("input[type=checkbox]").checked);
    });
    if (!this.counter) return;
    const chosen = this.querySelectorAll("tr[data-line] input:checked").length;
    this.counter.hidden = !chosen;
    this.counter.textContent = chosen === 1 ? this.counter.dataset.one : this.counter.dataset.many.replace("%d", chosen);
  }
});
