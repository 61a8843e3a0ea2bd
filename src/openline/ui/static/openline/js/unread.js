// How many messages came while nobody looked: beside the launcher, and before the title of the page, standing still.
import { read, write } from "./outbox.js";

const SEEN = "openline.seen";

/** `isLookedAt()` says whether the log can be read now; `show(count)` hears every change. Answers `look()`. */
export function unread(talk, isLookedAt, show) {
  const title = document.title;
  let count = 0;

  function others() {
    return [...talk.querySelectorAll("[role=log] > .ol-message[id]:not(.ol-message--mine)")];
  }

  function since() {
    const seen = read(SEEN);
    const ids = others().map((each) => each.id);
    return seen && seen.talk === talk.dataset.talk && ids.includes(seen.id) ? ids.length - 1 - ids.indexOf(seen.id) : 0;
  }

  function tell() {
    document.title = count ? `(${count}) ${title}` : title;
    show(count);
  }

  function look() {
    if (!isLookedAt()) {
      count = since();
    } else {
      count = 0;
      const newest = others().at(-1);
      if (newest) write(SEEN, { talk: talk.dataset.talk, id: newest.id });
    }
    tell();
  }

  talk.addEventListener("swapped", look);
  document.addEventListener("visibilitychange", look);
  const seen = read(SEEN);
  if (!seen || seen.talk !== talk.dataset.talk) write(SEEN, { talk: talk.dataset.talk, id: others().at(-1)?.id || "" });
  look();
  return look;
}
