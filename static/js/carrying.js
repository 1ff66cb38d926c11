// Carry-over: after a choice is saved the keyboard goes on to the next goal that waits for one.
// A comfort only: without this script each choice leads back to the list by itself.
(() => {
  "use strict";
  let asked = null;
  const choiceIn = (row) => row?.querySelector("input[type=radio]:checked, input[type=radio]");

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
