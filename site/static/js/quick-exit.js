/*
 * <quick-exit>: covers the page the moment somebody leaves it, by its button or by Shift three times,
 * has the server delete what was typed, and puts an unrelated page in the place of this one, so that
 * Back doesn't return here. A form whose button is pressed without JavaScript does the same, slower.
 */
const PRESSES = 3;
const PATIENCE = 5000; // milliseconds between two presses

class QuickExit extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.presses = this.querySelector(".quick-exit__presses");
    this.status = this.querySelector("[role=status]");
    this.querySelector("[data-shift]").hidden = false;
    this.count = 0;
    this.form?.addEventListener("submit", (event) => this.leave(event));
    for (const link of document.querySelectorAll("a[data-quick-exit]")) {
      link.addEventListener("click", (event) => this.leave(event));
    }
    document.addEventListener("keydown", (event) => this.watch(event));
    document.addEventListener("keyup", (event) => event.key === "Shift" && this.isAlone && this.press());
    document.addEventListener("pointerdown", () => { this.isAlone = false; });
    // An earlier page of the form, kept whole by the browser: ask the server what is left of it.
    window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
  }

  /* Shift counts only by itself: not for a capital letter, and not with Alt, which changes to the Greek keyboard. */
  watch(event) {
    if (event.key === "Shift" && !(event.altKey || event.ctrlKey || event.metaKey)) {
      this.isAlone ||= !event.repeat;
    } else {
      this.isAlone = false;
      if (this.count) this.forget();
    }
  }

  press() {
    this.isAlone = false;
    this.count += 1;
    clearTimeout(this.timer);
    this.show();
    if (this.count >= PRESSES) {
      this.leave();
    } else {
      this.status.textContent = this.count === 1 ? this.dataset.twoMore : this.dataset.oneMore;
      this.timer = setTimeout(() => this.forget(), PATIENCE);
    }
  }

  forget() {
    clearTimeout(this.timer);
    this.count = 0;
    this.status.textContent = this.dataset.forgotten;
    this.show();
  }

  show() {
    this.presses.hidden = this.count === 0;
    [...this.presses.children].forEach((light, i) => light.toggleAttribute("data-on", i < this.count));
  }

  leave(event) {
    event?.preventDefault();
    this.cover();
    if (this.form) {
      // The answer leads elsewhere; only its arrival counts, and no error may stop anybody.
      fetch(this.form.action, { method: "POST", body: new FormData(this.form), keepalive: true, redirect: "manual" }).catch(() => {});
    }
    window.location.replace(this.dataset.url);
  }

  cover() {
    const cover = document.createElement("div");
    cover.className = "quick-exit-cover";
    cover.setAttribute("role", "alert");
    cover.textContent = this.dataset.leaving;
    document.body.append(cover);
    document.title = new URL(this.dataset.url).hostname;
  }
}

customElements.define("quick-exit", QuickExit);
