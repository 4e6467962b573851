/*
 * In the admin: starts what Wagtail would start by inline scripts, which our Content-Security-Policy
 * refuses. `<late-init kind="date" for="id_day" options="{…}">` stands where such a script would;
 * see home/strict_admin.py. A classic script: what it defines must be there before the page's content.
 */
{
  const starters = {
    date: (id, options) => initDateChooser(id, options),
    datetime: (id, options) => initDateTimeChooser(id, options),
    time: (id, options) => initTimeChooser(id, options),
    InlinePanel: (_id, options) => new InlinePanel(options),
    MultipleChooserPanel: (_id, options) => new MultipleChooserPanel(options),
    Chooser: (id, options) => new Chooser(id, options),
    PageChooser: (id, options) => new PageChooser(id, options),
    ImageChooser: (id, options) => new ImageChooser(id, options),
    DocumentChooser: (id, options) => new DocumentChooser(id, options),
    SnippetChooser: (id, options) => new SnippetChooser(id, options),
    TaskChooser: (id) => createTaskChooser(id),
    // where wagtail-localize's editor finds choosers
    choosers: (_id, options) => { window.chooserUrls ??= options; },
  };

  customElements.define("late-init", class extends HTMLElement {
    // The parser calls this where it would run a script; the children of inline rows get moved later.
    connectedCallback() {
      if (this.started) return;
      this.started = true;
      starters[this.getAttribute("kind")](this.getAttribute("for"), JSON.parse(this.getAttribute("options")));
    }
  });

  // Draftail fills a <style> for each editor. The same rules as a stylesheet made by script are allowed.
  const adopted = new Set();
  Object.defineProperty(HTMLStyleElement.prototype, "textContent", {
    get: () => "",
    set(rules) {
      if (adopted.has(rules)) return;
      adopted.add(rules);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    },
  });

  // Cropping asks the browser for touch by setting ontouchstart="return;", an inline script.
  document.addEventListener("DOMContentLoaded", () => {
    if (window.jQuery?.Jcrop) jQuery.Jcrop.defaults.touchSupport = "ontouchstart" in window;
  });
}
