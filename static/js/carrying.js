// Carry-over: a click on a choice saves it or opens its boxes; after a choice is saved the keyboard
// goes on to the next goal that waits for one. A comfort only: without this script the button saves,
// and each choice leads back to the list by itself.
(() => {
  "use strict";
  let asked = null;
  const choiceIn = (row) => row?.querySelector("input[type=radio]:checked, input[type=radio]");

  // The keyboard walks through the choices with its arrows: there only Enter saves.
  let isPointing = false;
  document.addEventListener("pointerdown", () => { isPointing = true; }, true);
  document.addEventListener("keydown", () => { isPointing = false; }, true);
  document.addEventListener("click", (event) => {
    const radio = event.target;
    if (!isPointing || !radio.matches("[data-goal] input[name=decision]")) return;
    // Words that stand typed in an open row are saved by the button only.
    if (radio.form.elements.asked.value === "" || radio.hasAttribute("data-more")) radio.form.requestSubmit();
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    asked = { row: event.target.closest("[data-goal]")?.id, isSave: event.target.matches("form") };
  });
  document.addEventListener("htmx:load", (event) => {
    const row = event.detail.elt;
    // A row that changed along with another one does not take the keyboard.
    if (!asked?.row || row.id !== asked.row) return;
    if (!asked.isSave) {
      choiceIn(row)?.focus();
    } else if (row.hasAttribute("data-decided")) {
      const rows = [...document.querySelectorAll("[data-goal]")];
      const place = rows.indexOf(row);
      const turned = [...rows.slice(place + 1), ...rows.slice(0, place)];
      const next = turned.find((other) => !other.hasAttribute("data-decided"));
      (choiceIn(next) ?? document.getElementById("nakijken"))?.focus();
    } else if (row.querySelector("[role=alert], .alert, .is-invalid")) {
      (row.querySelector(".is-invalid") ?? choiceIn(row))?.focus();
    }
  });
  // Somebody is typing in a row that changed along: their words stay, saving tells them.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target.querySelector("form[data-dirty=yes]")) event.detail.shouldSwap = false;
  });
})();
