/*
 * <colleagues-here>: tells the server every 20 seconds that this application is open, says who else has it
 * open, and offers to show it anew when somebody has changed it. What is typed is kept in the page alone.
 */
const PAUSE = 20_000;
const TYPED = ".application form :is(textarea, select, input:not([type=hidden]))";

class ColleaguesHere extends HTMLElement {
  connectedCallback() {
    this.token = this.querySelector("[name=csrfmiddlewaretoken]").value;
    this.changed = this.querySelector("[data-changed]");
    this.changed.querySelector("button").addEventListener("click", () => this.showAnew());
    this.look = () => (document.hidden ? this.stop() : this.start());
    document.addEventListener("visibilitychange", this.look);
    if (!document.hidden) this.timer = setInterval(() => this.ping(), PAUSE);
  }

  disconnectedCallback() {
    this.stop();
    document.removeEventListener("visibilitychange", this.look);
  }

  start() {
    this.stop();
    this.ping();
    this.timer = setInterval(() => this.ping(), PAUSE);
  }

  stop() {
    clearInterval(this.timer);
  }

  async ping() {
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, version: this.dataset.version });
    let answer;
    try {
      answer = await fetch(this.dataset.url, { method: "POST", body, redirect: "error" });
    } catch {
      return; // offline, or signed out: the next click says so
    }
    if (!answer.ok) return this.stop();
    const { others, changed } = await answer.json();
    this.say(this.querySelector("[data-others]"), others);
    this.say(this.changed, changed);
  }

  say(place, words) {
    const text = place.querySelector("span");
    if (text.textContent !== words) text.textContent = words;
    place.hidden = !words;
  }

  async showAnew() {
    const screen = this.dataset.url.replace(/[^/]+\/$/, "");
    const answer = await fetch(screen, { redirect: "error" });
    if (!answer.ok) return location.assign(screen);
    const typed = [...document.querySelectorAll(TYPED)].filter(isTouched).map((field) => [field.id, valueOf(field)]);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".application");
    const lost = this.querySelector("[data-lost]");
    document.querySelector(".application").replaceWith(document.adoptNode(fresh));
    for (const [id, value] of typed) {
      const field = document.getElementById(id);
      if (field) putBack(field, value);
      else if (typeof value === "string" && value.trim()) keepInSight(lost, value);
    }
    const heading = document.querySelector(".application__reference");
    heading.tabIndex = -1;
    heading.focus();
  }
}

const isTouched = (field) => {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
};

const valueOf = (field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value);

const putBack = (field, value) => {
  if (typeof value === "boolean") field.checked = value;
  else field.value = value;
  field.closest("details")?.setAttribute("open", "");
};

const keepInSight = (lost, text) => {
  const kept = lost.content.cloneNode(true);
  kept.querySelector(".moment__text").textContent = text;
  document.querySelector("colleagues-here").after(kept);
};

customElements.define("colleagues-here", ColleaguesHere);
