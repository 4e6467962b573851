/*
 * <code-from-fragment for="id">: writes the code that a QR code brought, /elegchos/#4C7-…, into its field.
 *
 * A fragment is never sent to the server. It leaves the address at once, so that neither the history
 * nor a shared link keeps it. Without JavaScript the code is typed.
 */
class CodeFromFragment extends HTMLElement {
  connectedCallback() {
    const code = location.hash.slice(1);
    if (!/^[0-9A-Z-]{18,40}$/.test(code)) return;
    document.getElementById(this.getAttribute("for")).value = code;
    history.replaceState(null, "", location.pathname);
    this.querySelector("button[type=submit]").focus();
  }
}
customElements.define("code-from-fragment", CodeFromFragment);
