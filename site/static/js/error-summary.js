/* <error-summary>: takes the focus when the page has errors, so that nobody looks for them. */
class ErrorSummary extends HTMLElement {
  connectedCallback() {
    this.focus({ preventScroll: false });
  }
}

customElements.define("error-summary", ErrorSummary);
