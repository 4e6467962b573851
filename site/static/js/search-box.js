/*
 * <search-box>: makes its input a combobox (W3C's pattern: editable, with a list to choose from by hand).
 * What offers and what is chosen lies in a module of its own, fetched when somebody first turns to the box.
 */
class SearchBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-suggestions`;
    this.list.className = "search-box__suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.name);
    this.list.hidden = true;
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.input.parentElement.append(this.list);
    this.append(this.status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) this.input.setAttribute(name, value);
    this.input.addEventListener("focus", () => this.begin(), { once: true });
    if (document.activeElement === this.input) this.begin();
  }

  begin() {
    this.begun ??= import("./search-suggestions.js")
      .then(({ Suggestions }) => { this.suggestions = new Suggestions(this); })
      .catch(() => {}); // the box is a plain form then
  }
}

customElements.define("search-box", SearchBox);
