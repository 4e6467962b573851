/* <file-viewer>: the arrow keys follow its links rel="prev" and rel="next", unless something is being scrolled or typed. */
const WAYS = { ArrowLeft: "prev", ArrowRight: "next" };
const OWN_USE = "input, select, textarea, [contenteditable], [tabindex]";

class FileViewer extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-keys]").hidden = false;
    this.follow = (event) => {
      const way = WAYS[event.key];
      const isOurs = way && !event.defaultPrevented && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      if (isOurs && !event.target.closest(OWN_USE)) this.querySelector(`a[rel="${way}"]`)?.click();
    };
    document.addEventListener("keydown", this.follow);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.follow);
  }
}

customElements.define("file-viewer", FileViewer);
