/*
 * Tells which result of a question was opened, and which questions were asked without loading the page:
 * the question and the result, nothing of who asks. A browser that asks not to be counted sends nothing.
 * Results are links with `data-key` within <live-results>; without JavaScript they are links all the same.
 */
const REST = 3000; // milliseconds without a key after which what was typed counts as asked

const results = document.querySelector("live-results");
const isRefused = navigator.globalPrivacyControl || navigator.doNotTrack === "1";
const question = () => results.querySelector("input[name=q]").value.trim();
let told = question(); // the server counts what it shows with the whole page
let isFirst = true;
let rest;

const tell = (said) => {
  const asked = question();
  if (!asked) return;
  const form = new URLSearchParams({ q: asked, ...said });
  if (asked !== told) form.set("asked", "1");
  told = asked;
  navigator.sendBeacon(new URL("anoigma/", results.querySelector("form[role=search]").action), form);
};

const open = (event) => {
  const link = event.target.closest?.("a[data-key]");
  if (!link || event.button > 1) return;
  tell(isFirst ? { key: link.dataset.key, first: "1" } : { key: link.dataset.key });
  isFirst = false;
};

if (!isRefused) {
  results.addEventListener("click", open);
  results.addEventListener("auxclick", open);
  new MutationObserver(() => {
    clearTimeout(rest);
    isFirst ||= question() !== told;
    rest = setTimeout(() => question() !== told && tell({}), REST);
  }).observe(results, { childList: true });
}
