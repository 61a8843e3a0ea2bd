// What was written and has not arrived yet, in the order of writing, and what is being written. It is kept in this
// tab's own storage, which a reload and a broken line leave alone and the end of the tab empties.

/** `name` is where it is kept, none for this page only; `owner` the conversation, whose words no other one ever sends. */
export function outbox(name, owner) {
  const kept = name ? read(`${name}.outbox`) : null;
  let waiting = kept && kept.owner === owner ? kept.waiting : [];
  if (kept && kept.owner !== owner) write(`${name}.outbox`, null);

  function save() {
    if (name) write(`${name}.outbox`, waiting.length ? { owner, waiting } : null);
  }

  return {
    all: () => [...waiting],
    first: () => waiting[0],
    add(entry) {
      if (waiting.some((each) => each.key === entry.key)) return;
      waiting.push(entry);
      save();
    },
    remove(key) {
      waiting = waiting.filter((each) => each.key !== key);
      save();
    },
    draft(text) {
      if (!name) return "";
      if (text !== undefined) {
        write(`${name}.draft`, text ? { owner, text } : null);
        return text;
      }
      const draft = read(`${name}.draft`);
      return draft && draft.owner === owner ? draft.text : "";
    },
  };
}

/** What is kept under a name; null where nothing is, or where this browser keeps nothing. */
export function read(name) {
  try {
    return JSON.parse(window.sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

/** Keeps it; null forgets it. A full or closed storage costs no more than what a reload would lose. */
export function write(name, value) {
  try {
    if (value === null) window.sessionStorage.removeItem(name);
    else window.sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // private windows of some browsers refuse; the page goes on without
  }
}

/** A key that no other message has; `randomUUID` needs a secure context, loopback counts as one. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
