/* <amka-reveal>: shows an AMKA in its place without loading the page anew, so that nothing typed is lost. */
class AmkaReveal extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    form.addEventListener("submit", (event) => {
      if (!event.submitter) return;
      event.preventDefault();
      this.reveal(form, event.submitter).catch(() => location.reload());
    });
  }

  async reveal(form, button) {
    const body = new URLSearchParams(new FormData(form));
    body.append(button.name, button.value);
    const answer = await fetch(button.formAction, { method: "POST", body, redirect: "error" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const shown = page.getElementById(`at-${button.value}`);
    const old = document.getElementById(`at-${button.value}`);
    old.replaceWith(shown);
    shown.tabIndex = -1;
    shown.focus();
  }
}

customElements.define("amka-reveal", AmkaReveal);
