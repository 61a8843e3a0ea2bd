// Signs of life of a page in conversation: that it is open, that somebody writes, how far it was read. Never the words.

const HERE_EVERY = 30000; // who is silent counts as away after minutes, and every page in conversation tells
const WRITING_EVERY = 4000;
const WRITING_SHOWN_FOR = 6000;

/** Answers `writing()`, to call at each key. `token` answers the form token of the moment. */
export function signs(talk, token) {
  const url = talk.dataset.hereUrl;
  let told = 0;
  let hides = 0;
  let seen = 0;

  function post(about) {
    const body = new URLSearchParams({ ...about, conversation: talk.dataset.talk || "", csrfmiddlewaretoken: token() });
    fetch(url, { method: "POST", body, credentials: "same-origin" }).catch(() => {}); // the next one says the same
  }

  function withPerson() {
    const status = talk.querySelector("#talk-state")?.dataset.status;
    return talk.isConnected && (status === "waiting" || status === "live" || talk.dataset.typing === "off");
  }

  function tellSeen() {
    if (!("tellsSeen" in talk.dataset) || document.hidden) return;
    const shown = talk.querySelectorAll("[role=log] > .ol-message[id]").length;
    if (shown > seen) post({ seen: shown });
    seen = Math.max(seen, shown);
  }

  if (url) {
    if (!("tellsSeen" in talk.dataset)) setInterval(() => { if (withPerson()) post({}); }, HERE_EVERY);
    talk.addEventListener("swapped", tellSeen);
    document.addEventListener("visibilitychange", tellSeen);
    tellSeen();
  }

  talk.addEventListener("writing", (event) => {
    const from = talk.dataset.typing === "off" ? "person" : "agent";
    const template = document.getElementById("bubble-writing");
    if (event.detail.who !== from || !template) return;
    clearTimeout(hides);
    const log = talk.querySelector("[role=log]");
    log.querySelector(".ol-message--typing")?.remove();
    log.append(template.content.cloneNode(true));
    hides = setTimeout(() => log.querySelector(".ol-message--typing")?.remove(), WRITING_SHOWN_FOR);
  });

  return {
    writing() {
      if (!url || !withPerson() || Date.now() - told < WRITING_EVERY) return;
      told = Date.now();
      post({ writing: "1" });
    },
  };
}
