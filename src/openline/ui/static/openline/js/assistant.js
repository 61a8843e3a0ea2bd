// The conversations that a page was made with. A panel that is fetched later calls `converse` itself.
import { read, write } from "./outbox.js";
import { converse } from "./talk.js";
import { unread } from "./unread.js";

const GO_ON_WRITING = "openline.writes";

for (const talk of document.querySelectorAll("[data-conversation]")) {
  converse(talk);
  if (!talk.dataset.keeps) continue; // a desk or the typed phone: nothing of it is kept in the browser
  unread(talk, () => !document.hidden, () => {});
  talk.addEventListener("another-talk", () => window.location.reload());
  talk.addEventListener("another-language", () => {
    write(GO_ON_WRITING, true);
    window.location.reload();
  });
  if (read(GO_ON_WRITING)) talk.querySelector("#turn-text")?.focus();
  write(GO_ON_WRITING, null);
  if (!read("openline.widget")) write("openline.widget", "minimized"); // other pages tell of what comes here
}
