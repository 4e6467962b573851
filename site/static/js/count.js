/*
 * <character-count>: says below a text box how many characters still fit, counted as the server does.
 * The eye sees it at once; who listens hears it when the typing pauses.
 */
const PAUSE = 1000;

class CharacterCount extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("textarea, input");
    this.shown = document.createElement("p");
    this.shown.className = "counted__now";
    this.shown.setAttribute("aria-hidden", "true");
    this.said = document.createElement("p");
    this.said.className = "visually-hidden";
    this.said.setAttribute("aria-live", "polite");
    this.querySelector(".counted__limit").classList.add("visually-hidden");
    this.append(this.shown, this.said);
    this.show();
    this.box.addEventListener("input", () => {
      this.show();
      clearTimeout(this.pause);
      this.pause = setTimeout(() => { this.said.textContent = this.words; }, PAUSE);
    });
    window.addEventListener("pageshow", () => this.show());
  }

  disconnectedCallback() {
    clearTimeout(this.pause);
  }

  get left() {
    return Number(this.dataset.most) - [...this.box.value.trim().normalize("NFC")].length;
  }

  get words() {
    const count = Math.abs(this.left);
    const { leftOne, leftMany, overOne, overMany } = this.dataset;
    const sentence = this.left < 0 ? (count === 1 ? overOne : overMany) : count === 1 ? leftOne : leftMany;
    return sentence.replace("{count}", count.toLocaleString(document.documentElement.lang));
  }

  show() {
    this.shown.textContent = this.words;
    this.shown.classList.toggle("counted__now--over", this.left < 0);
  }
}

customElements.define("character-count", CharacterCount);
