// A conversation: sends turns under a key of its own, so that sending twice takes effect once. Without it the page's
// forms do the same by themselves.
import { swap } from "./swap.js";

const TYPING_AFTER = 350;

/** Makes one conversation live. `talk` holds a composer form, a log and, where there are any, choices. */
export function converse(talk) {
  const composer = talk.querySelector("[data-composer]");
  if (!composer) return; // an ended conversation is only read
  const text = composer.querySelector("textarea, input[type=text]");
  const log = () => talk.querySelector("[role=log]");

  composer.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = text.value.trim();
    const pressed = event.submitter && event.submitter.name ? [event.submitter.name, event.submitter.value] : null;
    if (!words && !pressed) {
      text.focus();
      return;
    }
    text.value = "";
    grow(text);
    send(pressed ? { [pressed[0]]: pressed[1] } : { text: words }, pressed ? event.submitter.textContent.trim() : words);
    text.focus();
  });

  talk.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-choices]") || !event.submitter) return;
    event.preventDefault();
    const choice = event.submitter;
    if (!("stays" in event.target.dataset)) for (const button of event.target.querySelectorAll("button")) button.disabled = true;
    send({ [choice.name]: choice.value }, choice.textContent.trim());
    if (!("stays" in event.target.dataset)) text.focus();
  });

  text.addEventListener("input", () => grow(text));
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      composer.requestSubmit();
    }
  });

  function send(said, shown, key = newKey()) {
    const bubble = show(shown, key);
    deliver(said, key, bubble);
    bubble.querySelector(".ol-message__retry").addEventListener("click", () => deliver(said, key, bubble));
  }

  function show(shown, key) {
    const bubble = document.getElementById("bubble-sending").content.firstElementChild.cloneNode(true);
    bubble.dataset.key = key;
    bubble.querySelector(".ol-message__words").textContent = shown;
    log().append(bubble);
    toEnd(log());
    return bubble;
  }

  async function deliver(said, key, bubble) {
    mark(bubble, "sending");
    const body = new URLSearchParams({ ...said, key, csrfmiddlewaretoken: token() });
    const typing = setTimeout(() => startTyping(), TYPING_AFTER);
    try {
      const response = await fetch(talk.dataset.turnUrl, {
        method: "POST", body, credentials: "same-origin", headers: { "X-Fragment": "1" },
      });
      if (!response.ok && response.status !== 422) throw new Error(`The server answered ${response.status}.`);
      mark(bubble, response.ok ? "sent" : "failed");
      showProblem(null);
      swap(await response.text(), talk); // where it was refused, what arrives says why
    } catch {
      mark(bubble, "failed");
      showProblem(document.getElementById("alert-failed"));
    } finally {
      clearTimeout(typing);
      stopTyping();
      toEnd(log());
    }
  }

  function startTyping() {
    if (talk.dataset.typing === "off" || log().querySelector(".ol-message--typing")) return;
    log().append(document.getElementById("bubble-typing").content.cloneNode(true));
    toEnd(log());
  }

  function stopTyping() {
    log().querySelector(".ol-message--typing")?.remove();
  }

  function showProblem(template) {
    const place = talk.querySelector("#talk-alert");
    if (!place) return;
    place.replaceChildren(...(template ? [template.content.cloneNode(true)] : []));
  }

  function token() {
    return composer.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  toEnd(log());
}

function mark(bubble, state) {
  bubble.classList.remove("ol-message--sending", "ol-message--sent", "ol-message--failed");
  bubble.classList.add(`ol-message--${state}`);
  const word = bubble.querySelector(".ol-message__state");
  word.textContent = word.dataset[state];
  bubble.querySelector(".ol-message__retry").hidden = state !== "failed";
}

function grow(text) {
  if (text.tagName !== "TEXTAREA") return;
  text.rows = Math.min(6, text.value.split("\n").length + Math.floor(text.value.length / 70));
}

/** Shows the newest message, in a log that scrolls by itself as in one that the page scrolls. */
function toEnd(log) {
  if (log.scrollHeight > log.clientHeight + 1) log.scrollTop = log.scrollHeight;
  else log.lastElementChild?.scrollIntoView({ block: "nearest" });
}

/** A key that no other message has; `randomUUID` needs a secure context, loopback counts as one. */
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

document.querySelectorAll("[data-conversation]").forEach(converse);
