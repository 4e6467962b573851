/*
 * In the form builder, for "asked only if": offers the questions that come before, and the answers
 * of the one that is chosen, by their words. What has no key yet gets one, made as the server makes it;
 * a copied block loses the key of its original. Without this, keys are typed by hand.
 *
 * Wagtail names inputs by place of birth (steps-0-value-questions-2-value-key) and keeps the order on
 * the screen in …-order, so blocks may be added and moved at will.
 */
const told = JSON.parse(document.querySelector("script[data-question-picker]").dataset.questionPicker);

const field = (name) => document.getElementsByName(name)[0];
const value = (name) => field(name)?.value.trim() ?? "";

/** Prefixes of the blocks in a stream or list, as they stand on the screen. */
function blocks(stream) {
  const all = Array.from({ length: Number(value(`${stream}-count`)) }, (_, i) => `${stream}-${i}`);
  const order = (block) => Number(value(`${block}-order`));
  return all
    .filter((block) => field(`${block}-order`) && !value(`${block}-deleted`))
    .sort((one, other) => order(one) - order(other));
}

// Keys

const GREEK = { α: "a", β: "v", γ: "g", δ: "d", ε: "e", ζ: "z", η: "i", θ: "th", ι: "i", κ: "k", λ: "l",
  μ: "m", ν: "n", ξ: "x", ο: "o", π: "p", ρ: "r", σ: "s", ς: "s", τ: "t", υ: "y", φ: "f", χ: "ch",
  ψ: "ps", ω: "o" };
const LONGEST = 40;

/** `forms.keys.key_from` once more. */
export function keyFrom(words) {
  const plain = words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let key = [...plain].map((letter) => GREEK[letter] ?? letter).join("");
  key = key.replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "");
  if (/^[0-9]/.test(key)) key = `k_${key}`;
  return key.length > LONGEST ? key.slice(0, LONGEST).replace(/_[^_]*$/, "") : key;
}

/** Within what a key must differ: all steps, all questions, or the options of one question. */
function scope(name) {
  const options = name.lastIndexOf("-options-");
  if (options > 0) return name.slice(0, options);
  return name.includes("-questions-") ? "questions" : "steps";
}

function peers(key) {
  const all = [...document.querySelectorAll('input[name^="steps-"][name$="-value-key"]')];
  return all.filter((other) => other !== key && scope(other.name) === scope(key.name));
}

function write(input, text) {
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** A block's key and words. */
function read(block) {
  const words = value(`${block}-value-label`);
  const input = field(`${block}-value-key`);
  if (!input.value && words) {
    const taken = new Set([...peers(input).map((other) => other.value), ...told.reserved]);
    const wish = keyFrom(words);
    let key = wish;
    for (let number = 2; taken.has(key); number += 1) key = `${wish}_${number}`;
    write(input, key);
  }
  return { block, key: input.value, words };
}

// What a condition may ask

/** The questions before `owner`, a step or question; for one in a group, those of its row too. */
function earlier(owner) {
  const allowed = ["relative", "professional"].filter((who) => field(`allows_${who}s`)?.checked);
  const whoAnswers = told.who.answers.filter(({ key }) => key === "myself" || allowed.includes(key));
  const found = allowed.length ? [{ key: told.who.key, words: told.who.label, answers: whoAnswers }] : [];
  for (const step of blocks("steps")) {
    if (step === owner) break;
    const questions = blocks(`${step}-value-questions`);
    for (const question of questions) {
      if (question === owner) return found;
      const rows = blocks(`${question}-value-questions`);
      if (rows.includes(owner)) return [...found, ...rows.slice(0, rows.indexOf(owner)).map(read)];
      if (value(`${question}-type`) !== "information") found.push(read(question));
    }
  }
  return found;
}

function answers(question) {
  if (!question?.block) return question?.answers ?? [];
  const kind = value(`${question.block}-type`);
  return ["yes_no", "declaration"].includes(kind) ? told.yesNo : blocks(`${question.block}-value-options`).map(read);
}

/** What may be chosen in an input of a condition: its questions, or answers to the question chosen. */
function choices(input) {
  const [, owner, part] = /^(steps-.+)-value-shown_if-(question|value)$/.exec(input.name ?? "") ?? [];
  if (!owner) return null;
  const questions = earlier(owner);
  if (part === "question") return questions;
  const key = value(`${owner}-value-shown_if-question`);
  return answers(questions.find((question) => question.key === key));
}

const list = document.createElement("datalist");
list.id = "question-picker";
document.body.append(list);

document.addEventListener("focusin", ({ target }) => {
  const offered = choices(target);
  if (!offered) return;
  list.replaceChildren(...offered.map(({ key, words }) => new Option(words, key)));
  target.setAttribute("list", list.id);
  target.autocomplete = "off";
});

document.addEventListener("change", ({ target }) => {
  const offered = choices(target);
  if (!offered) return;
  const typed = target.value.trim();
  const meant = offered.find(({ key }) => key === typed) ?? offered.find(({ words }) => words === typed);
  if (meant && meant.key !== typed) write(target, meant.key);
  say(target, meant?.words ?? "");
});

/** The words of what was chosen, below its key. */
function say(input, words) {
  const shown = input.parentElement.querySelector("[data-picked]") ?? document.createElement("p");
  shown.dataset.picked = "";
  shown.className = "help";
  shown.textContent = words;
  if (!shown.isConnected) input.after(shown);
}

// Copies

const blockOf = (key) => key.name.slice(0, -"-value-key".length);
const known = new Set();

function meet(key) {
  const id = value(`${blockOf(key)}-id`);
  if (known.has(id)) return;
  if (id) known.add(id);
  if (key.value && peers(key).some((other) => other.value === key.value)) write(key, "");
}

window.addEventListener("load", () => {
  const keys = (node) => node.querySelectorAll('input[name^="steps-"][name$="-value-key"]');
  for (const key of keys(document)) known.add(value(`${blockOf(key)}-id`));
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) if (node instanceof Element) keys(node).forEach(meet);
    }
  }).observe(document.body, { childList: true, subtree: true });
  for (const input of document.querySelectorAll('input[name*="-value-shown_if-"]')) {
    const chosen = input.value && choices(input)?.find(({ key }) => key === input.value);
    if (chosen) say(input, chosen.words);
  }
});
