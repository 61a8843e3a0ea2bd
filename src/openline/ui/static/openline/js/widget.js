// The assistant's panel on every other public page: fetched when it is first opened, then kept as it was left from page
// to page. What is kept is only whether it is open.
import { follow } from "./live.js";
import { read, write } from "./outbox.js";
import { showEnd } from "./swap.js";
import { converse } from "./talk.js";
import { unread } from "./unread.js";

const STATE = "openline.widget";
const widget = document.querySelector("[data-widget]");
const panel = widget?.querySelector("[data-panel]");
const launcher = widget?.querySelector("[data-launcher]");
const phone = window.matchMedia("(max-width: 39.99em), (max-height: 26em)");
let look = () => {};
let opened = null; // the fetch that is under way or done

function isOpen() {
  return !panel.hidden;
}

/** Puts the conversation into the panel, once; a second call waits for the first. */
function load() {
  opened ||= fetch(widget.dataset.panelUrl, { headers: { "X-Fragment": "1" }, credentials: "same-origin" })
    .then(async (response) => {
      if (!response.ok) throw new Error(`The panel answers ${response.status}.`);
      put(await response.text());
    })
    .catch((problem) => {
      opened = null;
      throw problem;
    });
  return opened;
}

function put(html) {
  const arrived = new DOMParser().parseFromString(html, "text/html");
  panel.replaceChildren(...arrived.body.childNodes);
  const talk = panel.querySelector("[data-conversation]");
  converse(talk);
  look = unread(talk, () => isOpen() && !document.hidden, count);
  talk.addEventListener("swapped", (event) => {
    if (!isOpen() && event.detail.some((item) => !item.matches(".ol-message--mine"))) say("news");
  });
  talk.addEventListener("another-talk", anew);
  talk.addEventListener("another-language", anew);
  talk.addEventListener("refused", (event) => { event.preventDefault(); forget(); });
  follow(widget.dataset.eventsUrl, talk.dataset.topics.split(" "));
}

/** The visit holds another conversation by now, or goes on in another language: the panel is taken up anew. */
async function anew() {
  const inIt = panel.contains(document.activeElement);
  opened = null;
  try {
    await load();
  } catch {
    forget();
    return;
  }
  showEnd(panel.querySelector("[role=log]"));
  if (inIt) toWrite();
}

/** The conversation is not this visit's any more: as if it had never been opened. */
function forget() {
  opened = null;
  write(STATE, null);
  panel.replaceChildren();
  close();
  count(0);
}

async function open({ focus = true } = {}) {
  say("loading");
  if (!panel.hasChildNodes()) panel.append(widget.querySelector("[data-opening]").content.cloneNode(true));
  panel.hidden = false;
  widget.classList.toggle("ol-widget--rises", focus); // not on every page anew
  launcher.setAttribute("aria-expanded", "true");
  launcher.hidden = true;
  write(STATE, "open");
  fit();
  if (focus) panel.querySelector("#widget-title").focus();
  try {
    await load();
  } catch {
    trouble();
    return;
  }
  say("");
  look();
  showEnd(panel.querySelector("[role=log]"));
  if (focus && isOpen()) toWrite();
}

/** The conversation cannot be had here: its own page is one link away, as it is without scripts. */
function trouble() {
  say("trouble");
  panel.replaceChildren();
  close();
  launcher.hidden = true;
  const link = widget.querySelector("[data-launcher-link]");
  link.hidden = false;
  link.focus();
}

/** Where to go on: the box to write in, or on a phone, where that would bring up the keyboard, the heading. */
function toWrite() {
  const text = panel.querySelector("#turn-text");
  (text && !phone.matches ? text : panel.querySelector("#widget-title")).focus();
}

function close() {
  panel.hidden = true;
  launcher.setAttribute("aria-expanded", "false");
  launcher.hidden = false;
  fit();
}

function minimize() {
  write(STATE, "minimized");
  close();
  look();
  launcher.focus();
}

function count(number) {
  const badge = launcher.querySelector("[data-count]");
  badge.hidden = number === 0;
  badge.querySelector("[data-number]").textContent = String(number);
}

function say(word) {
  const line = widget.querySelector("[data-widget-says]");
  line.textContent = word ? line.dataset[word] : "";
}

/** On a phone the panel is the whole window, so that nothing behind it can be reached, and ends where the keyboard begins. */
function fit() {
  const whole = isOpen() && phone.matches;
  widget.classList.toggle("ol-widget--whole", whole);
  document.documentElement.classList.toggle("ol-behind-panel", whole);
  for (const each of document.body.children) if (each !== widget && each.tagName !== "SCRIPT") each.inert = whole;
  const seen = window.visualViewport;
  if (!seen) return;
  panel.style.setProperty("--seen-height", `${seen.height}px`);
  panel.style.setProperty("--seen-top", `${seen.offsetTop}px`);
}

/** Acts on the whole conversation, such as ending it: the answer is the panel anew. */
async function act(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  try {
    const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin", headers: { "X-Fragment": "1" } });
    if (!response.ok) throw new Error(`${form.action} answers ${response.status}.`);
    put(await response.text());
    toWrite();
  } catch {
    say("trouble");
  }
}

if (widget) {
  widget.querySelector("[data-launcher-link]").hidden = true;
  launcher.hidden = false;
  launcher.addEventListener("click", () => open());
  widget.addEventListener("click", (event) => {
    if (event.target.closest("[data-minimize]")) minimize();
    else if (event.target.closest("a[href]") && phone.matches) write(STATE, "minimized"); // its page is not to be covered
  });
  widget.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && isOpen()) minimize();
  });
  widget.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-panel-form]")) return;
    event.preventDefault();
    act(event.target, event.submitter);
  });
  phone.addEventListener("change", fit);
  window.visualViewport?.addEventListener("resize", fit);
  window.visualViewport?.addEventListener("scroll", fit);
  const kept = read(STATE);
  if (kept === "open") open({ focus: false });
  else if (kept === "minimized") load().catch(() => {});
}
