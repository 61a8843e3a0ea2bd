// A conversation: sends turns under a key of its own, so that sending twice takes effect once, and keeps what has not
// arrived. Without it the page's forms do the same by themselves.
import { newKey, outbox } from "./outbox.js";
import { room } from "./room.js";
import { sender } from "./sender.js";
import { signs } from "./signs.js";
import { showEnd, swap } from "./swap.js";

const TYPING_AFTER = 350;
const ANSWERED_WITHIN = 30000;
const BACK_SHOWN_FOR = 6000;
const TRY_AGAIN = [409, 429];

/** Makes one conversation live. `talk` holds a composer form, a log and, where there are any, choices. */
export function converse(talk) {
  const log = () => talk.querySelector("[role=log]");
  const composer = talk.querySelector("[data-composer]");
  talk.addEventListener("swapped", (event) => swapped(talk, event.detail));
  if (!composer) return; // an ended conversation is only read
  const text = composer.querySelector("textarea, input[type=text]");
  const language = talk.querySelector("#talk-state")?.lang;
  const box = outbox(talk.dataset.keeps, talk.dataset.talk);
  const send = sender(box, post, tell);
  const space = room(composer, text);
  const sign = signs(talk, () => composer.querySelector("[name=csrfmiddlewaretoken]").value);

  composer.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = text.value.trim();
    const pressed = event.submitter && event.submitter.name ? [event.submitter.name, event.submitter.value] : null;
    if (!pressed && (!words || !space.fits())) {
      text.focus();
      return;
    }
    text.value = "";
    box.draft("");
    grow(text);
    say(pressed ? { [pressed[0]]: pressed[1] } : { text: words }, pressed ? event.submitter.textContent.trim() : words);
    text.focus();
  });

  talk.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-choices]") || !event.submitter) return;
    event.preventDefault();
    const choice = event.submitter;
    const stays = "stays" in event.target.dataset;
    if (!stays) holdChoices(talk);
    say({ [choice.name]: choice.value }, choice.textContent.trim());
    if (!stays) (matchMedia("(pointer: coarse)").matches ? log() : text).focus({ preventScroll: true });
  });

  talk.addEventListener("submit", async (event) => {
    if (!event.target.matches("[data-talk-form]")) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(event.target, event.submitter));
    try {
      const response = await fetch(event.target.action, { method: "POST", body, credentials: "same-origin", headers: { "X-Fragment": "1" } });
      if (response.ok) swap(await response.text(), talk);
    } catch {
      showProblem(document.getElementById("alert-failed"));
    }
  });

  text.addEventListener("input", () => {
    grow(text);
    box.draft(text.value);
    if (text.value.trim()) sign.writing();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      composer.requestSubmit();
    }
  });

  function say(said, shown) {
    const entry = { key: newKey(), said, shown };
    box.add(entry);
    show(entry);
    send();
  }

  function show(entry) {
    const bubble = document.getElementById("bubble-sending").content.firstElementChild.cloneNode(true);
    bubble.dataset.key = entry.key;
    bubble.querySelector(".ol-message__words").textContent = entry.shown;
    bubble.querySelector(".ol-message__retry").addEventListener("click", () => {
      box.add(entry);
      send();
      text.focus();
    });
    log().insertBefore(bubble, log().querySelector(".ol-message--typing")); // the dots stay last
    showEnd(log());
  }

  async function post(entry) {
    const typing = setTimeout(startTyping, TYPING_AFTER);
    talk.dataset.posting = "";
    try {
      let response = await hand(entry);
      if (response.status === 403 && (await newToken())) response = await hand(entry);
      if (TRY_AGAIN.includes(response.status) || response.status >= 500) return "waiting";
      if (!response.ok && response.status !== 422) return "failed";
      swap(await response.text(), talk); // where it was refused, what arrives says why
      return response.ok ? "sent" : "failed";
    } catch {
      return "waiting";
    } finally {
      clearTimeout(typing);
      log().querySelector(".ol-message--typing")?.remove();
      delete talk.dataset.posting;
      talk.dispatchEvent(new CustomEvent("posted"));
    }
  }

  function hand(entry) {
    const about = talk.dataset.talk ? { conversation: talk.dataset.talk } : {};
    const body = new URLSearchParams({ ...entry.said, ...about, key: entry.key, csrfmiddlewaretoken: token().value });
    const signal = AbortSignal.timeout ? AbortSignal.timeout(ANSWERED_WITHIN) : undefined;
    return fetch(talk.dataset.turnUrl, { method: "POST", body, credentials: "same-origin", headers: { "X-Fragment": "1" }, signal });
  }

  /** A page that was left open over a sign-in has a token that no longer fits; the fragment brings one that does. */
  async function newToken() {
    const headers = talk.dataset.talk ? { "X-Conversation": talk.dataset.talk } : {};
    const response = await fetch(talk.dataset.fragmentUrl, { headers, credentials: "same-origin" });
    if (!response.ok) return false;
    const arrived = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = arrived.querySelector("[name=csrfmiddlewaretoken]");
    if (!fresh) return false;
    token().value = fresh.value;
    return true;
  }

  function token() {
    return composer.querySelector("[name=csrfmiddlewaretoken]");
  }

  function tell(entry, state) {
    const bubble = log().querySelector(`[data-local][data-key="${CSS.escape(entry.key)}"]`);
    if (bubble) mark(bubble, state);
    if (state === "sent" && !box.first() && talk.lang && talk.lang !== language) {
      talk.dispatchEvent(new CustomEvent("another-language", { bubbles: true })); // labels and all, from here on
    }
    if (state === "sent" && !box.first()) showProblem(null);
    tellConnection(talk, state, Boolean(box.first()));
    if (state === "waiting") showEnd(log());
    if (state !== "failed") return;
    if (!talk.querySelector("#talk-alert .ol-alert")) showProblem(document.getElementById("alert-failed"));
  }

  function startTyping() {
    const status = talk.querySelector("#talk-state")?.dataset.status;
    const answers = talk.dataset.typing !== "off" && (!status || status === "self_service");
    if (!answers || log().querySelector(".ol-message--typing")) return;
    log().append(document.getElementById("bubble-typing").content.cloneNode(true));
    showEnd(log());
  }

  function showProblem(template) {
    const place = talk.querySelector("#talk-alert");
    if (place) place.replaceChildren(...(template ? [template.content.cloneNode(true)] : []));
  }

  if (!text.value) text.value = box.draft();
  grow(text);
  for (const entry of box.all()) {
    if (log().querySelector(`[data-key="${CSS.escape(entry.key)}"]`)) box.remove(entry.key); // it had arrived
    else show(entry);
  }
  if (box.first()) holdChoices(talk);
  showEnd(log());
  send();
}

/** While an answer is on its way, none can be chosen twice; the fragment that comes back brings the next ones. */
function holdChoices(talk) {
  for (const button of talk.querySelectorAll("[data-choices]:not([data-stays]) button")) button.disabled = true;
}

/** The region takes the language that it is now written in; what is new is read out, once. */
function swapped(talk, added) {
  const state = talk.querySelector("#talk-state");
  if (state?.lang) talk.lang = state.lang;
  const news = added.filter((item) => item.matches(".ol-message:not(.ol-message--mine)"));
  if (news.length) talk.querySelector(".ol-message--typing")?.remove();
  const announcer = talk.querySelector("[data-announcer]");
  if (announcer && news.length) announcer.replaceChildren(...news.map(toRead));
  if (state?.dataset.talk && talk.dataset.talk && state.dataset.talk !== talk.dataset.talk) {
    talk.dispatchEvent(new CustomEvent("another-talk", { bubbles: true }));
  }
}

/** Who and what, without the time and the rules behind it, in the language that it was said in. */
function toRead(item) {
  const line = document.createElement("span");
  const words = item.querySelector(".ol-message__text");
  const who = item.querySelector(".ol-message__who")?.firstChild?.textContent.trim();
  line.lang = words.lang;
  line.textContent = `${who ? `${who}: ` : ""}${words.textContent.trim()} `;
  return line;
}

function mark(bubble, state) {
  bubble.classList.remove("ol-message--sending", "ol-message--waiting", "ol-message--sent", "ol-message--failed");
  bubble.classList.add(`ol-message--${state}`);
  const word = bubble.querySelector(".ol-message__state");
  word.textContent = word.dataset[state];
  bubble.querySelector(".ol-message__retry").hidden = state !== "failed" && state !== "waiting";
}

/** What stands in the way of what waits, said once, and that all has gone out. */
function tellConnection(talk, state, more) {
  const line = talk.querySelector("[data-connection]");
  if (!line) return;
  let said = "";
  if (state === "waiting") said = navigator.onLine === false ? line.dataset.offline : line.dataset.away;
  else if (state === "sending" || more) said = line.textContent;
  else if (line.textContent) said = line.dataset.back;
  if (line.textContent === said) return;
  line.textContent = said;
  if (said === line.dataset.back) setTimeout(() => { if (line.textContent === said) line.textContent = ""; }, BACK_SHOWN_FOR);
}

function grow(text) {
  if (text.tagName !== "TEXTAREA") return;
  text.rows = Math.min(6, text.value.split("\n").length + Math.floor(text.value.length / (text.clientWidth > 480 ? 70 : 34)));
}
