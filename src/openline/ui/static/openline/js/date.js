// Forms that act as soon as something is chosen; without it their button does.
for (const form of document.querySelectorAll("[data-send-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
