// What makes writing a fiche lighter; every page works without it.
(() => {
  "use strict";

  // --- no typed word lost by leaving the page ---
  const guarded = () => [...document.querySelectorAll("form[data-guard]")];
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) form.dataset.dirty = "yes";
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-guard]")) event.target.dataset.dirty = "sent";
  });
  window.addEventListener("beforeunload", (event) => {
    if (guarded().some((form) => form.dataset.dirty === "yes")) event.preventDefault();
  });

  // --- pasting from Word and from web pages: their markup becomes our Markdown ---
  // The HTML of the clipboard is read as a document of its own, in which nothing runs or loads; only
  // text comes out of it.
  const LONGEST = 2_000_000;
  const LINKS = /^(https?:\/\/|mailto:)/i;
  const SKIPPED = new Set(["STYLE", "SCRIPT", "TITLE", "META", "LINK", "TEMPLATE", "XML", "SVG"]);
  const HEADING = /^H([1-6])$/;
  const BLOCKS = new Set(
    "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY DD DIV DL DT FIGCAPTION FIGURE FOOTER HEADER LI MAIN OL P PRE SECTION TABLE TBODY TFOOT THEAD TR UL".split(" "),
  );

  // The browser would complain about each inline style and handler, though none of them works here.
  const withoutStyles = (html) =>
    html
      .replace(/<(\/?)(style|script)\b/gi, "<$1template")
      .replace(/<[a-z][^>]*>/gi, (tag) =>
        tag.replace(/\sstyle\s*=/gi, " data-look=").replace(/\son\w+\s*=/gi, " data-on="),
      );

  const escaped = (text) => text.replace(/\\(?=[\\*_[\]#])/g, "\\\\").replace(/\*(?=\S)/g, "\\*").replace(/\]\(/g, "]\\(");
  const address = (href) =>
    href.trim().replace(/[()<>\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);

  const inWords = ({ text, bold, italic, href }) => {
    const core = text.trim();
    if (!core) return text;
    const [before, after] = text.split(core);
    const marks = `${bold ? "**" : ""}${italic ? "*" : ""}`;
    let told = marks + escaped(core) + [...marks].reverse().join("");
    if (href && core === href) told = `<${href}>`;
    else if (href) told = `[${told.replace(/[[\]]/g, "\\$&")}](${address(href)})`;
    return before + told + after;
  };

  const joined = (pieces) => {
    const merged = [];
    for (const piece of pieces) {
      const last = merged.at(-1);
      const isSame = last && ["bold", "italic", "href"].every((name) => last[name] === piece[name]);
      if (isSame) last.text += piece.text;
      else merged.push({ ...piece });
    }
    const told = merged.map(inWords).join("");
    return told.replace(/[ \t]+/g, " ").replace(/ ?\n ?/g, "\n").trim();
  };

  // Word writes a list as paragraphs with a style, and its bullet as text that is to be ignored.
  const wordList = (element) => {
    const style = element.getAttribute("data-look") ?? "";
    const level = /mso-list:[^;]*level(\d)/i.exec(style);
    if (!level) return null;
    const marker = [...element.querySelectorAll("span")].find((span) =>
      /mso-list:\s*ignore/i.test(span.getAttribute("data-look") ?? ""),
    );
    const ordered = /^\s*[0-9a-z]{1,4}[.)]/i.test(marker?.textContent ?? "");
    marker?.remove();
    return { depth: Number(level[1]) - 1, ordered };
  };

  const weight = (element, bold) => {
    const told = /font-weight:\s*(\w+)/i.exec(element.getAttribute("data-look") ?? "")?.[1];
    if (told) return /^(bold|bolder|[6-9]00)$/i.test(told);
    return bold || /^(B|STRONG)$/.test(element.tagName);
  };
  const slant = (element, italic) => {
    const told = /font-style:\s*(\w+)/i.exec(element.getAttribute("data-look") ?? "")?.[1];
    return told ? told.toLowerCase() === "italic" : italic || /^(I|EM)$/.test(element.tagName);
  };

  const toMarkdown = (html) => {
    const lines = [];
    let pieces = [];
    let count = [];

    const flush = (block) => {
      const text = joined(pieces);
      pieces = [];
      if (!text) return;
      if (block.heading) {
        const plain = text.replace(/^\*+|\*+$/g, "").replace(/\n/g, " ");
        lines.push({ text: `${block.heading < 3 ? "##" : "###"} ${plain}` });
      } else if (block.list) {
        const { depth, ordered } = block.list;
        count = count.slice(0, depth + 1);
        // Bullets between two numbers begin the numbers anew.
        count[depth] = ordered ? (count[depth] ?? 0) + 1 : 0;
        const sign = ordered ? `${count[depth]}.` : "-";
        lines.push({ text: `${"    ".repeat(depth)}${sign} ${text.replace(/\n/g, " ")}`, isItem: true });
        // What follows in the same item belongs to it, without a bullet of its own.
        block.list = null;
      } else {
        lines.push({ text: text.replace(/^#/, "\\#") });
      }
      if (!lines.at(-1).isItem) count = [];
    };

    const walk = (node, look, block, depth) => {
      if (node.nodeType === Node.TEXT_NODE) {
        const text = node.data.replace(/[\s\u00a0]+/g, " ");
        if (text) pieces.push({ text, ...look });
        return;
      }
      if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED.has(node.tagName)) return;
      if (node.tagName === "BR") {
        pieces.push({ text: "\n", ...look, href: "" });
        return;
      }
      const heading = HEADING.exec(node.tagName);
      if (!BLOCKS.has(node.tagName) && !heading) {
        const href = node.tagName === "A" ? (node.getAttribute("href") ?? "") : "";
        const inside = {
          bold: weight(node, look.bold),
          italic: slant(node, look.italic),
          href: LINKS.test(href) ? href : look.href,
        };
        const isCell = /^T[DH]$/.test(node.tagName);
        if (isCell && pieces.length) pieces.push({ text: " | ", bold: false, italic: false, href: "" });
        for (const child of node.childNodes) walk(child, inside, block, depth);
        return;
      }
      flush(block);
      let own = { heading: block.heading, list: block.list };
      let deeper = depth;
      if (heading) own = { heading: Number(heading[1]), list: null };
      else if (/^[OU]L$/.test(node.tagName)) deeper = depth + 1;
      else if (node.tagName === "LI") {
        own = { heading: 0, list: { depth: Math.max(depth, 0), ordered: node.parentNode?.tagName === "OL" } };
      } else own.list = wordList(node) ?? block.list;
      const plain = { ...look, bold: !heading && weight(node, look.bold) };
      for (const child of node.childNodes) walk(child, plain, own, deeper);
      flush(own);
      if (own.list === null && block.list && node.tagName !== "LI") block.list = null;
    };

    const page = new DOMParser().parseFromString(withoutStyles(html), "text/html");
    walk(page.body, { bold: false, italic: false, href: "" }, { heading: 0, list: null }, -1);
    return lines.reduce((told, line, at) => {
      const gap = at === 0 ? "" : line.isItem && lines[at - 1].isItem ? "\n" : "\n\n";
      return told + gap + line.text;
    }, "");
  };

  document.addEventListener("paste", (event) => {
    const box = event.target;
    if (!box.matches?.("textarea[data-markdown]")) return;
    const html = event.clipboardData?.getData("text/html") ?? "";
    if (!html || html.length > LONGEST) return;
    const text = toMarkdown(html);
    if (!text) return;
    event.preventDefault();
    // This way it can be undone with Ctrl+Z, where the browser knows it.
    if (!document.execCommand("insertText", false, text)) {
      box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
})();
