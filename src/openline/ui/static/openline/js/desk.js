// A staff desk: says that its agent is there, and offers short-cuts. Messages are sent by assistant.js.
import "./assistant.js";

const PING_EVERY = 15000;
const desk = document.querySelector("[data-presence-url]");

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

// One-click wordings go into the message box, where the agent may still change them.
document.addEventListener("click", (event) => {
  const wording = event.target.closest("[data-insert]");
  if (!wording) return;
  const box = document.getElementById("turn-text");
  box.value = wording.dataset.insert;
  box.focus();
  box.dispatchEvent(new Event("input"));
});
