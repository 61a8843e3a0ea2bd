// How much room is left for a message. Nothing that is pasted is cut off unseen: what is too long is kept and not sent.

const TOLD_FROM = 200;
const TOLD_AFTER = 500; // once the hands rest, so that not every key is read out

/** Watches the field of a composer. Answers `fits()`: whether it may be sent, and says so where it may not. */
export function room(composer, text) {
  const longest = text.maxLength;
  const line = document.getElementById("composer-room")?.content.firstElementChild.cloneNode(true);
  if (longest < 0 || !line) return { fits: () => true };
  text.removeAttribute("maxlength");
  composer.prepend(line);
  let timer = 0;

  function left() {
    return longest - text.value.trim().length;
  }

  function tell() {
    const over = left() < 0;
    const words = over ? line.dataset.over : line.dataset.left;
    const said = left() > TOLD_FROM ? "" : words.replace("{n}", String(Math.abs(left())));
    if (line.textContent !== said) line.textContent = said;
    line.classList.toggle("ol-composer__room--over", over);
    if (over) text.setAttribute("aria-invalid", "true");
    else text.removeAttribute("aria-invalid");
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(tell, TOLD_AFTER);
  }

  text.addEventListener("input", soon);
  composer.addEventListener("submit", soon);
  return {
    fits() {
      if (left() >= 0) return true;
      tell();
      return false;
    },
  };
}
