// Sends what waits in an outbox, one after another and in order, until it has arrived. Sending again does no harm:
// the server takes each key once.

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;

/**
 * Answers a function that sends all that waits now. `post(entry)` answers "sent", "failed" where it was refused, or
 * "waiting" where it must be tried again; `tell(entry, state)` hears each of them, and "sending" before.
 */
export function sender(outbox, post, tell) {
  let busy = false;
  let pause = FIRST_PAUSE;
  let timer = 0;

  async function run() {
    clearTimeout(timer);
    if (busy) return;
    busy = true;
    for (let entry = outbox.first(); entry; entry = outbox.first()) {
      const became = await once(entry);
      if (became === "waiting") {
        timer = setTimeout(run, pause * (0.75 + Math.random() / 2)); // not all pages at the same moment
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        break;
      }
      pause = FIRST_PAUSE;
      outbox.remove(entry.key);
      tell(entry, became);
    }
    busy = false;
  }

  async function once(entry) {
    if (navigator.onLine !== false) {
      tell(entry, "sending");
      const became = await post(entry);
      if (became !== "waiting") return became;
    }
    for (const each of outbox.all()) tell(each, "waiting");
    return "waiting";
  }

  window.addEventListener("online", () => {
    pause = FIRST_PAUSE;
    run();
  });
  return run;
}
