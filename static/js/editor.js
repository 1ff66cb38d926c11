// The plan editor: where the keyboard goes after a row opens or closes, and no typed word lost.
// Everything here is a comfort: without this script each deed is a page of its own.
(() => {
  "use strict";
  let savedRow = "";

  const announce = (text) => {
    const region = document.getElementById("messages");
    const box = document.createElement("div");
    box.className = "message error";
    const strong = document.createElement("strong");
    strong.textContent = "Niet gelukt:";
    box.append(strong, ` ${text}`);
    region.replaceChildren(box);
    region.scrollIntoView({ block: "nearest" });
  };

  const isDirty = (form) => form.isConnected && form.dataset.dirty === "yes";

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) form.dataset.dirty = "yes";
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form && !form.hasAttribute("hx-post")) form.dataset.dirty = "sent";
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...document.querySelectorAll("form[data-guard]")].some(isDirty)) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    const editing = event.key === "Escape" && event.target.closest(".editing");
    if (editing) editing.querySelector("[data-close]")?.click();
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    savedRow = event.target.closest(".editing")?.id ?? "";
  });
  document.addEventListener("htmx:load", (event) => {
    const row = event.detail.elt;
    if (row.classList?.contains("editing")) {
      (row.querySelector("[role=alert]") ? row : null)?.scrollIntoView({ block: "nearest" });
      row.querySelector("textarea, input:not([type=hidden]), select")?.focus();
    } else if (savedRow && (row.id === savedRow || row.classList?.contains("changed"))) {
      row.querySelector("[data-focus-back]")?.focus();
    }
  });
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    announce(
      status === 403
        ? "je mag dit niet wijzigen. Vraag het aan de coördinator van je stad."
        : status === 404
          ? "dit staat niet meer in het ontwerp. Laad de pagina opnieuw."
          : `er ging iets mis (${status}). Wat je typte, staat er nog: probeer het zo meteen opnieuw.`,
    );
  });
  document.addEventListener("htmx:sendError", () => {
    announce("er is geen verbinding. Wat je typte, staat er nog: probeer het zo meteen opnieuw.");
  });
})();
