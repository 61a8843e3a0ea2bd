// Takes the parts of a fragment into the page: the unit of update is HTML that the server rendered.

/** Fetches a page or fragment and swaps what changed. Answers the response, so that callers can react to refusals. */
export async function refresh(url, root = document) {
  const response = await fetch(url, { headers: { "X-Fragment": "1" }, credentials: "same-origin" });
  if (response.ok) swap(await response.text(), root);
  return response;
}

/** Swaps every element with data-swap that the page has too, by its id. */
export function swap(html, root = document) {
  const arrived = new DOMParser().parseFromString(html, "text/html");
  for (const fresh of arrived.querySelectorAll("[data-swap]")) {
    const here = root.querySelector(`#${CSS.escape(fresh.id)}`);
    if (!here) continue;
    if (fresh.dataset.swap === "append") append(here, fresh);
    else if (!same(here, fresh) && !isBeingUsed(here)) replace(here, fresh);
  }
}

/** Adds only the items that are new, so that a log is announced once and never loses the reader's place. */
function append(here, fresh) {
  const atEnd = here.scrollHeight - here.scrollTop - here.clientHeight < 80;
  const nearEndOfPage = here.getBoundingClientRect().bottom < window.innerHeight + 80;
  let added = false;
  for (const item of [...fresh.children]) {
    const known = here.querySelector(`#${CSS.escape(item.id)}`) || ownItem(here, item.dataset.key);
    if (!known) {
      here.insertBefore(document.importNode(item, true), here.querySelector(".ol-message--typing, .ol-message--sending"));
      added = true;
    } else if (!same(known, item) && !isBeingUsed(known)) {
      replace(known, item);
    }
  }
  if (!added || !atEnd) return;
  if (here.scrollHeight > here.clientHeight + 1) here.scrollTop = here.scrollHeight;
  else if (nearEndOfPage) here.lastElementChild.scrollIntoView({ block: "nearest" });
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
