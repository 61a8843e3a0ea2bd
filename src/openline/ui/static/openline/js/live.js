// One stream of events for each page. An event holds ids only; what changed is fetched again through the gate.
// Event data: {"topic": "contact:…"}. The browser sends Last-Event-ID on its own when it connects again by itself.
import { refresh } from "./swap.js";

const waiting = new Map();
let address = document.body.dataset.events || "";
let stream = null;
let last = "";
let lost = false;
let leaving = false;
let tries = 0;

function parts() {
  return [...document.querySelectorAll("[data-fragment-url]")];
}

/** Fetches a part at most once at a time, and once more if something changed meanwhile; until it has arrived. */
async function update(part, failed = 0) {
  const url = part.dataset.fragmentUrl;
  if (waiting.has(url)) {
    waiting.set(url, "again");
    return;
  }
  waiting.set(url, "once");
  let arrived = false;
  try {
    const response = await refresh(url, part);
    if (response.status === 403 || response.status === 205) refused(part); // 205: in other hands now
    arrived = response.status < 500;
  } catch {
    say("lost");
  }
  const again = waiting.get(url) === "again";
  waiting.delete(url);
  if (!part.isConnected) return;
  if (!arrived) setTimeout(() => update(part, failed + 1), pause(failed));
  else if (again) update(part);
}

/** Longer each time, and not for all pages the same. */
function pause(failed) {
  return Math.min(30000, 1000 * 2 ** failed) * (0.75 + Math.random() / 2);
}

/** Signed out, or no longer theirs: the page says so when it is loaded again, unless the part takes care of it. */
function refused(part) {
  if (leaving || !part.dispatchEvent(new CustomEvent("refused", { bubbles: true, cancelable: true }))) return;
  leaving = true; // asked for once: a second time would lose what the first answer says
  window.location.reload();
}

function concerned(part, topic) {
  const topics = (part.dataset.topics || "").split(" ").filter(Boolean);
  return !topic || topics.length === 0 || topics.includes(topic);
}

function take(event) {
  last = event.lastEventId || last;
  let told = {};
  try {
    told = JSON.parse(event.data);
  } catch {
    told = {}; // an event that we cannot read still says that something changed
  }
  const these = parts().filter((part) => concerned(part, told.topic || ""));
  if (told.kind === "writing") these.forEach((part) => part.dispatchEvent(new CustomEvent("writing", { detail: told.ids })));
  else these.forEach((part) => hear(part, told));
}

/** Fetches what the part does not show yet. The answer to a message that is on its way brings that one by itself. */
function hear(part, told) {
  if (shows(part, told)) return;
  if ("posting" in part.dataset) part.addEventListener("posted", () => hear(part, told), { once: true });
  else update(part);
}

/** Whether it is no news: a log has each message of its conversation, and how far it was seen is the person's to know. */
function shows(part, told) {
  const log = part.querySelector("[role=log]");
  if (told.kind === "seen") return !log || "tellsSeen" in part.dataset;
  if (told.kind !== "message" || !log) return false;
  return part.querySelectorAll("[role=log] > .ol-message[id]").length >= Number(told.ids.position);
}

function say(word) {
  const note = document.getElementById("live-note");
  if (!note) return;
  note.textContent = note.dataset[word] || "";
  if (word === "back") setTimeout(() => { if (!lost) note.textContent = ""; }, 4000);
}

function connect() {
  const mine = new EventSource(last ? `${address}&after=${last}` : address);
  stream = mine;
  mine.onopen = () => {
    if (lost) say("back");
    lost = false;
    tries = 0;
    // What changed between the page's making and this moment was told to nobody. Later on the stream tells it again.
    if (!last) parts().forEach((part) => update(part));
  };
  mine.onmessage = take;
  mine.addEventListener("changed", take);
  mine.onerror = () => {
    if (!lost) setTimeout(() => { if (lost) say("lost"); }, 3000);
    lost = true;
    if (mine.readyState !== EventSource.CLOSED || mine !== stream) return;
    setTimeout(() => { if (mine === stream) connect(); }, pause(tries));
    tries += 1;
  };
}

/** Follows further topics on the page's one stream; `url` is where streams are to be had. */
export function follow(url, topics) {
  const whole = new URL(address || url, window.location.href);
  const missing = topics.filter((topic) => !whole.searchParams.getAll("topic").includes(topic));
  if (!missing.length) return;
  for (const topic of missing) whole.searchParams.append("topic", topic);
  address = whole.pathname + whole.search;
  stream?.close();
  connect();
}

// A machine that slept, or a line that came back, may have missed the stream's end: ask at once.
window.addEventListener("online", () => parts().forEach((part) => update(part)));
document.addEventListener("visibilitychange", () => { if (!document.hidden && lost) parts().forEach((part) => update(part)); });
window.addEventListener("pagehide", () => stream?.close());
window.addEventListener("pageshow", (event) => { if (event.persisted && address) connect(); });

if (address) connect();
