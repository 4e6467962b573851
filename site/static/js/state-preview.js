/** Shows what an applicant will read of a state, as it is typed; an empty field means the usual words. */
class StatePreview extends HTMLElement {
  connectedCallback() {
    const [label, meaning] = this.querySelectorAll("strong, span");
    this.follow(this.dataset.label, label);
    this.follow(this.dataset.meaning, meaning);
  }

  follow(id, words) {
    const field = document.getElementById(id);
    field?.addEventListener("input", () => {
      words.textContent = field.value.trim() || field.placeholder;
    });
  }
}

customElements.define("state-preview", StatePreview);
