// The update round by keyboard: one key per deed, and after a save on to the next row.
// Everything here is a comfort: without this script each row has its own buttons and pages.
(() => {
  "use strict";
  const STORED = "sneltoetsen";
  const STATES = { 1: "not_started", 2: "preparing", 3: "running", 4: "finished", 5: "stopped" };
  const SCHEDULES = { s: "on_schedule", v: "delayed", u: "postponed" };
  // Keys pressed while a row still opens; they count once it is there.
  let opening = null;
  // Keys pressed while a row is on its way to the server; they count for the row that comes next.
  let saving = null;

  const help = document.getElementById("sneltoetsen");
  const toggle = document.getElementById("toetsen-aan");
  if (!help || !toggle) return;
  help.hidden = false;
  try {
    toggle.checked = localStorage.getItem(STORED) !== "uit";
  } catch {
    // A browser that keeps nothing: the keys are on until somebody switches them off.
  }
  toggle.addEventListener("change", () => {
    try {
      localStorage.setItem(STORED, toggle.checked ? "aan" : "uit");
    } catch {
      // See above.
    }
  });

  const boxOf = (row) => row?.querySelector(":scope > .due-box");
  const rowOf = (element) => element?.closest("[data-row]");
  // A link or button in the row, so that Enter works at once; else the row itself.
  const enterRow = (row) => {
    if (!row) return;
    const box = boxOf(row);
    (box.querySelector("[data-unchanged], :checked, [data-tell]") ?? row).focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const goals = () => [...document.querySelectorAll("[id^=doel-][data-row]")];
  const step = (row, by) => {
    const rows = goals();
    const home = row?.closest("[id^=doel-]");
    enterRow(rows[home ? rows.indexOf(home) + by : 0]);
  };
  const nextDue = (row) => {
    const rows = goals();
    const place = rows.indexOf(row.closest("[id^=doel-]"));
    const order = [...rows.slice(place + 1), ...rows.slice(0, place)];
    return order.find((one) => boxOf(one).matches("[data-due], .editing"));
  };

  const choose = (box, name, value) => {
    const radio = box.querySelector(`[name=${name}][value=${value}]`);
    if (!radio) return;
    radio.click();
    radio.focus();
  };
  const tell = (row, name, value) => {
    const box = boxOf(row);
    if (box.matches(".editing")) {
      choose(box, name, value);
    } else {
      opening = { row, choices: [[name, value]], saves: false };
      box.querySelector("[data-tell]")?.click();
    }
  };
  const whileOpening = (key) => {
    if (STATES[key]) opening.choices.push(["state", STATES[key]]);
    else if (SCHEDULES[key]) opening.choices.push(["schedule", SCHEDULES[key]]);
    else if (key === "Enter") opening.saves = true;
    else return false;
    return true;
  };
  const KEYS = {
    o: (row) => boxOf(row)?.querySelector("[data-unchanged]")?.click(),
    r: (row) => boxOf(row)?.querySelector("select")?.focus(),
    t: (row) => boxOf(row)?.querySelector("textarea")?.focus(),
    j: (row) => step(row, 1),
    k: (row) => step(row, -1),
  };

  // Whether this key is one of ours; then it is done, or kept for when it can be.
  const press = (key) => {
    const tells = key === "o" || STATES[key] || SCHEDULES[key];
    if (saving && (tells || (key === "Enter" && saving.length))) return saving.push(key);
    // While htmx swaps a row, the keyboard is nowhere for a moment.
    const row = rowOf(document.activeElement) ?? opening?.row;
    if (opening && opening.row === row && whileOpening(key)) return true;
    if (KEYS[key] && (row || key === "j")) KEYS[key](row);
    else if (row && STATES[key]) tell(row, "state", STATES[key]);
    else if (row && SCHEDULES[key]) tell(row, "schedule", SCHEDULES[key]);
    else return false;
    return true;
  };
  const pressKept = () => {
    const keys = saving ?? [];
    saving = null;
    keys.forEach(press);
  };

  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (detail.requestConfig.verb === "post" && rowOf(detail.elt)) saving ??= [];
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    const isTyping = field.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && isCommand && field.matches("textarea, select")) {
      if (rowOf(field)) field.form.requestSubmit();
      return;
    }
    if (!toggle.checked || isTyping || isCommand || event.altKey) return;
    // A key that is held down tells one row, and not all that come after it.
    if (event.repeat && event.key === "o") return;
    if (press(event.key)) event.preventDefault();
  });

  document.addEventListener("htmx:load", (event) => {
    const box = event.detail.elt;
    if (!box.classList?.contains("due-box")) return;
    if (box.matches("[data-saved]")) {
      const row = rowOf(box);
      const next = row.id.startsWith("actie-") ? row : nextDue(row);
      if (next) enterRow(next);
      else document.getElementById("afsluiten")?.focus();
      pressKept();
      return;
    }
    saving = null;
    if (!box.matches(".editing")) return;
    if (opening?.row === rowOf(box)) {
      const { choices, saves } = opening;
      opening = null;
      for (const [name, value] of choices) choose(box, name, value);
      if (saves) box.querySelector("form").requestSubmit();
    } else if (!box.querySelector("[role=alert], [aria-invalid=true]")) {
      box.querySelector(":checked")?.focus();
    }
  });
  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(failure, () => (opening = saving = null));
  }
})();
