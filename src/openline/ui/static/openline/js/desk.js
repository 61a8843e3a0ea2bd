// A staff desk: says that its agent is there, switches between chats, keeps what was begun in each, and offers replies
// to start from. Messages are sent by assistant.js.
import "./assistant.js";

const PING_EVERY = 30000; // a seat counts as absent after minutes, and every open desk pings
const DRAFT = "openline-draft:";
const desk = document.querySelector("[data-presence-url]");
const talk = document.querySelector("[data-contact]");
const box = document.getElementById("turn-text");
const replies = document.querySelector("[data-replies]");

async function ping() {
  const state = desk.querySelector("[data-presence-state]");
  try {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const response = await fetch(desk.dataset.presenceUrl, {
      method: "POST", credentials: "same-origin", headers: { "X-Fragment": "1", "X-CSRFToken": token },
    });
    if (state) state.hidden = response.ok;
  } catch {
    if (state) state.hidden = false;
  }
}

if (desk) {
  ping();
  setInterval(ping, PING_EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ping(); });
}

// Alt with an arrow goes to the next chat or the one before; the list is a list of links without it too.
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const chats = [...document.querySelectorAll("[data-chat]")];
  if (!chats.length) return;
  event.preventDefault();
  const here = chats.findIndex((chat) => chat.getAttribute("aria-current") === "page");
  const step = event.key === "ArrowDown" ? 1 : -1;
  const there = chats[(here + step + chats.length) % chats.length];
  if (there !== chats[here]) window.location.assign(there.href);
});

// What was begun in one chat is still there when the agent comes back to it from another. It stays in this window.
function keepDraft() {
  const key = DRAFT + talk.dataset.contact;
  if (box.value.trim()) sessionStorage.setItem(key, box.value);
  else sessionStorage.removeItem(key);
}

if (talk && box) {
  if (!box.value) box.value = sessionStorage.getItem(DRAFT + talk.dataset.contact) || "";
  box.addEventListener("input", keepDraft);
  box.form.addEventListener("submit", () => setTimeout(keepDraft));
  if (document.activeElement === document.body) box.focus({ preventScroll: true });
  if (box.value) box.dispatchEvent(new Event("input"));
}

// Everything begun is forgotten once nobody is signed in here any more.
document.addEventListener("submit", (event) => {
  if (event.target.matches(".ol-who")) sessionStorage.clear();
});

// A link to a part of the page that is folded opens it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#side-']");
  const part = link && document.querySelector(link.hash);
  if (!part) return;
  part.open = true;
  part.querySelector("input:not([type=hidden]), select, textarea")?.focus();
});

// A conversation that is only read begins at its end too.
const log = document.getElementById("talk-log");
if (log && !box) log.scrollTop = log.scrollHeight;

// A reply goes into the message box, where the agent changes it before sending.
function insert(text) {
  box.value = box.value.trim() && box.value.trim() !== "/" ? `${box.value.trim()} ${text}` : text;
  if (replies) replies.open = false;
  box.focus();
  box.dispatchEvent(new Event("input"));
}

document.addEventListener("click", (event) => {
  const reply = event.target.closest("[data-insert]");
  if (!reply || !box) return;
  event.preventDefault();
  insert(reply.dataset.insert);
});

if (replies && box) {
  const filter = replies.querySelector("[data-replies-filter]");
  const rows = [...replies.querySelectorAll("[data-found-by]")];
  const count = replies.querySelector("[data-replies-count]");
  const shown = () => rows.filter((row) => !row.hidden).map((row) => row.querySelector("button"));

  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => row.dataset.foundBy.includes(word));
    count.textContent = `${shown().length} ${count.dataset.word}`;
  });

  replies.addEventListener("toggle", () => {
    if (!replies.open) return;
    filter.value = "";
    filter.dispatchEvent(new Event("input"));
    filter.focus();
  });

  replies.addEventListener("keydown", (event) => {
    const offered = shown();
    const at = offered.indexOf(document.activeElement);
    if (event.key === "Escape") {
      replies.open = false;
      box.focus();
    } else if (event.key === "ArrowDown" && offered.length) {
      offered[Math.min(at + 1, offered.length - 1)].focus();
    } else if (event.key === "ArrowUp") {
      (at > 0 ? offered[at - 1] : filter).focus();
    } else if (event.key === "Enter" && document.activeElement === filter && offered.length) {
      insert(offered[0].dataset.insert);
    } else {
      return;
    }
    event.preventDefault();
  });

  // A slash in an empty message opens them.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "/" || box.value || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    replies.open = true;
  });
}

// In other hands now: the contact's own address says so. The desk's would show the next person without a word.
let leaving = false;
document.querySelector("[data-own-url]")?.addEventListener("refused", (event) => {
  event.preventDefault();
  if (leaving) return;
  leaving = true;
  window.location.assign(event.currentTarget.dataset.ownUrl);
});
