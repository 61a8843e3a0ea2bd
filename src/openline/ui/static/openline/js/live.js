// One stream of events for each page. An event holds ids only; what changed is fetched again through the gate.
// Event data: {"topic": "contact:…"}. The browser sends Last-Event-ID on its own when it connects again.
import { refresh } from "./swap.js";

const note = document.getElementById("live-note");
const waiting = new Map();
let lost = false;

function parts() {
  return [...document.querySelectorAll("[data-fragment-url]")];
}

/** Fetches a part at most once at a time, and once more if something changed meanwhile. */
async function update(part) {
  const url = part.dataset.fragmentUrl;
  if (waiting.has(url)) {
    waiting.set(url, "again");
    return;
  }
  waiting.set(url, "once");
  try {
    const response = await refresh(url, part);
    // Signed out, or no longer theirs: the page itself says so.
    if (response.status === 403 || response.status === 205) window.location.reload();
  } catch {
    say("lost");
  } finally {
    const again = waiting.get(url) === "again";
    waiting.delete(url);
    if (again) update(part);
  }
}

function concerned(part, topic) {
  const topics = (part.dataset.topics || "").split(" ").filter(Boolean);
  return !topic || topics.length === 0 || topics.includes(topic);
}

function take(event) {
  let topic = "";
  try {
    topic = JSON.parse(event.data).topic || "";
  } catch {
    topic = ""; // an event that we cannot read still says that something changed
  }
  parts().filter((part) => concerned(part, topic)).forEach(update);
}

function say(word) {
  if (note) note.textContent = note.dataset[word] || "";
  if (word === "back") setTimeout(() => { if (!lost) note.textContent = ""; }, 4000);
}

function connect(address, tries = 0) {
  const stream = new EventSource(address);
  stream.onopen = () => {
    if (lost) say("back");
    lost = false;
    tries = 0;
    // What changed between the page's making and this moment was told to nobody: ask for it, the first time too.
    parts().forEach(update);
  };
  stream.onmessage = take;
  stream.addEventListener("changed", take);
  stream.onerror = () => {
    if (!lost) setTimeout(() => { if (lost) say("lost"); }, 3000);
    lost = true;
    if (stream.readyState === EventSource.CLOSED) {
      setTimeout(() => connect(address, tries + 1), Math.min(30000, 1000 * 2 ** tries));
    }
  };
  window.addEventListener("pagehide", () => stream.close(), { once: true });
}

if (document.body.dataset.events) connect(document.body.dataset.events);
