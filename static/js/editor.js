// The plan editor: where the keyboard goes after a row opens or closes, and no typed word lost.
// Everything here is a comfort: without this script each deed is a page of its own.
(() => {
  "use strict";
  let savedRow = "";
  let isSignedOut = false;

  const announce = (text, ...more) => {
    const region = document.getElementById("messages");
    const box = document.createElement("div");
    box.className = "message error";
    const strong = document.createElement("strong");
    strong.textContent = "Niet gelukt:";
    box.append(strong, ` ${text} `, ...more);
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

  // What a page asks by itself: not while nobody looks, and no alarm when it fails.
  const isQuiet = (event) => event.target.closest("[data-quiet]") !== null;

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (isQuiet(event)) {
      if (document.hidden) event.preventDefault();
      return;
    }
    savedRow = event.target.closest(".editing")?.id ?? "";
  });
  // Who is here is told by the page itself, at once when a form opens or closes.
  let heard = {};
  const tell = (news) => {
    heard = news;
    htmx.trigger("#aanwezig", "nu");
  };
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target.id !== "aanwezig") return;
    Object.assign(event.detail.parameters, heard);
    heard = {};
  });
  document.addEventListener("htmx:load", (event) => {
    const row = event.detail.elt;
    if (!document.getElementById("aanwezig") || row.closest("[data-quiet]")) return;
    const opened = row.querySelector("[name=open]")?.value;
    const left = savedRow && !document.getElementById(savedRow)?.classList.contains("editing");
    if (opened) tell({ geopend: opened });
    else if (left) tell({ gesloten: savedRow.replace("-", ":") });
  });
  document.addEventListener("htmx:load", (event) => {
    const row = event.detail.elt;
    if (row.classList?.contains("editing")) {
      (row.querySelector("[role=alert]") ? row : null)?.scrollIntoView({ block: "nearest" });
      const wrong = row.querySelector("[aria-invalid=true], .conflict input[type=radio]");
      (wrong ?? row.querySelector("textarea, input:not([type=hidden]), select"))?.focus();
    } else if (savedRow && (row.id === savedRow || row.classList?.contains("changed"))) {
      row.querySelector("[data-focus-back]")?.focus();
    }
  });
  document.querySelector(".plan-nav [aria-current]")?.scrollIntoView({ block: "nearest" });

  // Signed out while typing: the words stay, and a sign-in in another tab makes them savable again.
  const announceSignedOut = () => {
    isSignedOut = true;
    const link = document.createElement("a");
    link.href = document.querySelector("meta[name=sign-in]").content;
    link.target = "_blank";
    link.textContent = "Meld je aan in een nieuw tabblad";
    announce("je bent afgemeld. Wat je typte, staat er nog.", link, " en bewaar het dan hier.");
  };
  window.addEventListener("focus", async () => {
    if (!isSignedOut) return;
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("form[method=post] [name=csrfmiddlewaretoken]")?.value;
    if (answer.redirected || !token) return;
    isSignedOut = false;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    announce("je bent weer aangemeld. Druk nog eens op Bewaren.");
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (isQuiet(event)) return;
    const status = event.detail.xhr.status;
    if (status === 401) {
      announceSignedOut();
      return;
    }
    announce(
      status === 403
        ? "je mag dit niet wijzigen. Vraag het aan de coördinator van je stad."
        : status === 404
          ? "dit staat niet meer in het ontwerp. Laad de pagina opnieuw."
          : `er ging iets mis (${status}). Wat je typte, staat er nog: probeer het zo meteen opnieuw.`,
    );
  });
  document.addEventListener("htmx:sendError", (event) => {
    if (isQuiet(event)) return;
    announce("er is geen verbinding. Wat je typte, staat er nog: probeer het zo meteen opnieuw.");
  });
})();
