/*
 * <file-upload>: sends each file as soon as it is chosen, by posting the same form as its button would.
 *
 * The answer is the page with the file in it: this question is taken over from there, everything typed
 * elsewhere stays. Whatever goes wrong, the files stay chosen and the button stands there to be pressed.
 */
class FileUpload extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.form = this.closest("form");
    if (!this.form || this.form.method !== "post" || this.input.disabled) return;
    this.classList.add("upload__sends-itself");
    this.progress = document.createElement("p");
    this.progress.className = "upload__progress";
    this.progress.setAttribute("role", "status");
    this.input.closest(".upload__choose").append(this.progress);
    this.input.addEventListener("change", () => this.sendAll());
  }

  async sendAll() {
    const files = [...this.input.files];
    if (!files.length || FileUpload.busy) return;
    const large = files.find((file) => file.size > Number(this.dataset.mostBytes));
    if (large) {
      this.input.value = "";
      this.say(this.dataset.large, { name: large.name });
      return;
    }
    FileUpload.busy = true;
    const hold = (event) => this.hold(event);
    this.form.addEventListener("submit", hold, true);
    this.setAttribute("aria-busy", "true");
    let answer = null;
    let refused = false;
    try {
      const refusals = [];
      for (const [index, file] of files.entries()) {
        this.say(this.dataset.sending, { name: file.name, number: index + 1, count: files.length });
        answer = await this.send(file);
        refusals.push(...answer.querySelectorAll(".field__error > *"));
      }
      refused = this.takeOver(answer, refusals);
    } catch {
      answer = null;
    }
    FileUpload.busy = false;
    this.form.removeEventListener("submit", hold, true);
    if (!answer) this.giveUp();
    if (this.waiting && !refused && answer) this.form.requestSubmit(this.waiting.isConnected ? this.waiting : null);
  }

  /* The page as it is with this file, of which only this question's field is of interest. */
  async send(file) {
    const data = new FormData(this.form);
    for (const input of this.form.querySelectorAll("input[type=file]")) data.delete(input.name);
    data.append(this.input.name, file, file.name);
    data.append(`${this.input.name}-upload`, "1");
    const response = await fetch(this.form.action, { method: "POST", body: data, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const field = page.getElementById(this.id)?.closest(".field");
    if (!response.ok || !field) throw new Error("not the page that was asked for");
    return field;
  }

  /* Put the field of the last answer in place of this one, with what any of the answers refused. */
  takeOver(field, refusals) {
    const old = this.closest(".field");
    const own = field.querySelector(".field__error");
    const shown = new Set([...(own?.children ?? [])].map((reason) => reason.textContent.trim()));
    for (const reason of refusals) {
      if (!shown.has(reason.textContent.trim())) own?.append(reason);
      shown.add(reason.textContent.trim());
    }
    if (!own && refusals.length) {
      const place = document.createElement("div");
      place.className = "field__error";
      place.append(...refusals);
      field.querySelector("file-upload").before(place);
      field.classList.add("field--invalid");
    }
    const words = refusals.length ? this.dataset.refused : this.dataset.sent;
    const count = field.querySelectorAll(".upload__file").length;
    const fresh = document.importNode(field, true);
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(fresh);
    const upload = fresh.querySelector("file-upload");
    if (hadFocus) upload.querySelector("input[type=file]").focus();
    // A region that is read out must be there before its words are.
    setTimeout(() => upload.say(words, { count }), 100);
    return refusals.length > 0;
  }

  giveUp() {
    this.removeAttribute("aria-busy");
    this.classList.remove("upload__sends-itself");
    this.say(this.dataset.failed, {});
  }

  /* Whoever presses Continue meanwhile goes on once the files are there. */
  hold(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    this.waiting = event.submitter;
  }

  say(text, blanks) {
    this.progress.textContent = text.replace(/\{(\w+)\}/g, (_whole, name) => blanks[name]);
  }
}

FileUpload.busy = false;

customElements.define("file-upload", FileUpload);
