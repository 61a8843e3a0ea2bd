// Takes the parts of a fragment into the page: the unit of update is HTML that the server rendered.

/** Fetches a page or fragment and swaps what changed. Answers the response, so that callers can react to refusals. */
export async function refresh(url, root = document) {
  const headers = { "X-Fragment": "1" };
  if (root.dataset?.talk) headers["X-Conversation"] = root.dataset.talk;
  const response = await fetch(url, { headers, credentials: "same-origin" });
  if (response.ok) swap(await response.text(), root);
  return response;
}

/** Swaps every element with data-swap that the page has too, by its id. Then `root` hears `swapped`. */
export function swap(html, root = document) {
  const arrived = new DOMParser().parseFromString(html, "text/html");
  const log = root.querySelector("[data-swap=append]");
  const follows = log && isAtEnd(log);
  const added = [];
  for (const fresh of arrived.querySelectorAll("[data-swap]")) {
    const here = root.querySelector(`#${CSS.escape(fresh.id)}`);
    if (!here) continue;
    if (fresh.dataset.swap === "append") added.push(...append(here, fresh));
    else if (!same(here, fresh) && !isBeingUsed(here)) replace(here, fresh);
  }
  if (added.length && follows) showEnd(log, added[0]);
  root.dispatchEvent(new CustomEvent("swapped", { detail: added }));
}

/** Adds only the items that are new, each behind the one that it follows, so that the reader's place is never lost. */
function append(here, fresh) {
  const added = [];
  let previous = null;
  for (const item of [...fresh.children]) {
    let known = (item.id && here.querySelector(`#${CSS.escape(item.id)}`)) || ownItem(here, item.dataset.key);
    if (!known) {
      known = document.importNode(item, true);
      if (previous) previous.after(known);
      else here.prepend(known);
      added.push(known);
    } else if (!same(known, item) && !isBeingUsed(known)) {
      known = replace(known, item);
    }
    previous = known;
  }
  return added;
}

/** The bubble that this page put there itself while the message was on its way. */
function ownItem(here, key) {
  return key ? here.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
}

function replace(here, fresh) {
  const open = [...here.querySelectorAll("details")].map((each) => each.open);
  const copy = document.importNode(fresh, true);
  [...copy.querySelectorAll("details")].forEach((each, place) => { if (open[place]) each.open = true; });
  const focused = here.contains(document.activeElement) ? document.activeElement.id : "";
  here.replaceWith(copy);
  if (focused) document.getElementById(focused)?.focus();
  return copy;
}

const TOKENS = /name="(csrfmiddlewaretoken|key)" value="[^"]*"|\sopen(="")?/g;

function same(here, fresh) {
  return here.outerHTML.replace(TOKENS, "").replace(/\s+/g, " ") === fresh.outerHTML.replace(TOKENS, "").replace(/\s+/g, " ");
}

/** Whether someone is at work in it: what is being filled in is never taken away. */
function isBeingUsed(element) {
  const active = document.activeElement;
  if (!active || !element.contains(active)) return false;
  return active.tagName === "SELECT" || (/^(INPUT|TEXTAREA)$/.test(active.tagName) && active.value !== "");
}

const put = new WeakMap();

/** What scrolls a log: the nearest part of the page that does, or null for the whole page. */
function scrollerOf(log) {
  for (let each = log; each && each !== document.body; each = each.parentElement) {
    if (each.scrollHeight > each.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(each).overflowY)) return each;
  }
  return null;
}

/** Whether the reader is at the newest, or where we put them: who scrolled away by hand is left there. */
function isAtEnd(log) {
  const scroller = scrollerOf(log);
  if (!scroller) return log.getBoundingClientRect().bottom < window.innerHeight + 80;
  if (Math.abs(scroller.scrollTop - (put.get(scroller) ?? -9)) < 2) return true;
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;
}

/** Shows the newest of a log and what can be done about it; where that is longer than the window, its beginning (`first`). */
export function showEnd(log, first = null) {
  const scroller = scrollerOf(log);
  if (scroller) {
    scroller.scrollTop = scroller.scrollHeight;
    const hidden = first ? scroller.getBoundingClientRect().top - first.getBoundingClientRect().top : 0;
    if (hidden > 0) scroller.scrollTop -= hidden + 8;
    put.set(scroller, scroller.scrollTop);
    return;
  }
  let last = log.lastElementChild;
  for (let each = log.nextElementSibling; each?.id.startsWith("talk-"); each = each.nextElementSibling) {
    if (each.offsetHeight) last = each;
  }
  last?.scrollIntoView({ block: "nearest" });
  if (first && first.getBoundingClientRect().top < 0) first.scrollIntoView({ block: "start" });
}
