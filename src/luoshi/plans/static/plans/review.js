/* The review page: the document on the left and its items on the right follow each other; marking text adds an item. */
(() => {
  const panes = document.querySelector(".review-panes");
  if (!panes) return;
  const doc = document.getElementById("doc");
  const panel = document.getElementById("panel");
  const marker = document.getElementById("marker");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  let current = ""; // the token of the item that is looked at: its letter and number
  let marked = null; // the characters that are marked: [start, end]

  // one side, the other side
  const places = (token) => doc.querySelectorAll(`[data-i~="${token}"]`);
  const cardOf = (token) => document.getElementById(`i-${token.slice(1)}`);
  const cards = () => [...panel.querySelectorAll("li.it")];
  const show = (pane) => {
    panes.classList.toggle("show-doc", pane === "doc");
    for (const b of panes.querySelectorAll("[data-pane]")) b.setAttribute("aria-pressed", String(b.dataset.pane === pane));
  };
  const within = (box, element, where = 0.3) => {
    const top = element.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
    box.scrollTo({ top: top - box.clientHeight * where, behavior: calm });
  };
  const flash = (elements) => {
    for (const e of elements) {
      e.classList.remove("flash");
      void e.offsetWidth;
      e.classList.add("flash");
    }
  };
  const paint = () => {
    for (const e of document.querySelectorAll(".cur")) e.classList.remove("cur");
    if (!current) return;
    for (const e of places(current)) e.classList.add("cur");
    cardOf(current)?.classList.add("cur");
  };
  const look = (token, side) => {
    current = token;
    paint();
    const card = cardOf(token), spots = places(token);
    if (side !== "doc" && spots.length) { within(doc, spots[0]); flash(spots); }
    if (side !== "card" && card) { within(panel.querySelector(".tabpanel"), card, 0.2); flash([card]); }
    if (card && side !== "stay") card.focus({ preventScroll: true });
  };
  const fetchPanel = (query) => htmx.ajax("GET", `${panes.dataset.panel}?${query}`, { target: "#panel", swap: "innerHTML" });
  const find = (token) => {
    if (cardOf(token)) return look(token, "doc");
    fetchPanel(`find=${token.slice(1)}`).then(() => look(token, "doc"));
  };

  // from the document
  const hidden = (token) => doc.classList.contains(`no-${token[0]}`);
  doc.addEventListener("click", (event) => {
    if (!getSelection().isCollapsed) return;
    if (caretForCut(event)) return;
    const span = event.target.closest("[data-i]");
    if (!span) return;
    const tokens = span.dataset.i.split(" ").filter((t) => !hidden(t));
    if (!tokens.length) return;
    // the same place once more: the next of the items that stand there
    const token = tokens[(tokens.indexOf(current) + 1) % tokens.length];
    show("items");
    find(token);
  });
  for (const box of document.querySelectorAll("[data-mark]"))
    box.addEventListener("change", () => doc.classList.toggle(`no-${box.dataset.mark}`, !box.checked));
  for (const button of panes.querySelectorAll("[data-pane]")) button.addEventListener("click", () => show(button.dataset.pane));

  // from the items
  panel.addEventListener("click", (event) => {
    const spot = event.target.closest("[data-at]");
    if (spot) return toPassage(Number(spot.dataset.at), spot.closest("li.it").dataset.i);
    if (event.target.closest("[data-close-adding]")) return closeAdding();
    if (event.target.closest("[data-row-in]")) return rowIn(event.target.closest("[data-rows]"));
    if (event.target.closest("[data-row-out]")) return rowOut(event.target.closest("[data-row]"));
    if (event.target.closest("button, a, input, select, textarea, label, summary")) return;
    const card = event.target.closest("li.it");
    if (card) look(card.dataset.i, "card");
  });
  const toPassage = (start, token) => {
    current = token;
    paint();
    const paragraphs = [...doc.querySelectorAll("p[data-s]")];
    const at = paragraphs.filter((p) => Number(p.dataset.s) <= start).pop();
    if (!at) return;
    show("doc");
    within(doc, at);
    flash(at.querySelectorAll(`[data-i~="${token}"]`));
  };
  const rowIn = (rows) => {
    const all = rows.querySelectorAll("[data-row]");
    const fresh = all[all.length - 1].cloneNode(true);
    for (const input of fresh.querySelectorAll("input:not([type=hidden])")) input.value = "";
    all[all.length - 1].after(fresh);
    fresh.querySelector("input:not([type=hidden])").focus();
  };
  const rowOut = (row) => {
    if (row.parentElement.querySelectorAll("[data-row]").length > 1) row.remove();
    else for (const input of row.querySelectorAll("input:not([type=hidden])")) input.value = "";
  };
  const closeAdding = () => { document.getElementById("adding").replaceChildren(); };

  // keyboard
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select");
    if (event.key === "Escape") {
      if (marker && !marker.hidden) { marker.hidden = true; return; }
      const open = event.target.closest("li.editing") || panel.querySelector("li.editing");
      if (open) { event.preventDefault(); open.querySelector("[data-cancel]").click(); current = open.dataset.i; return; }
      return closeAdding();
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const tab = event.target.closest("[role=tab]");
    if (tab && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      const tabs = [...panel.querySelectorAll("[role=tab]")];
      tabs[(tabs.indexOf(tab) + (event.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length].focus();
      return;
    }
    if (event.key === "j" || event.key === "k") {
      const all = cards();
      if (!all.length) return;
      const at = all.findIndex((c) => c.dataset.i === current);
      const next = all[Math.min(all.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))];
      event.preventDefault();
      look(next.dataset.i, "both");
    } else if (event.key === "Enter" && current && !event.target.closest("button, a, summary")) {
      cardOf(current)?.querySelector(".edit")?.click();
    }
  });

  // marking text
  const offset = (node, at) => {
    const paragraph = (node.nodeType === 1 ? node : node.parentElement).closest("p[data-s]");
    if (!paragraph) return null;
    const range = document.createRange();
    range.setStart(paragraph, 0);
    range.setEnd(node, at);
    return Number(paragraph.dataset.s) + [...range.toString()].length; // the server counts code points
  };
  const readMark = () => {
    const chosen = getSelection();
    if (!marker || chosen.isCollapsed || !chosen.rangeCount) return null;
    const range = chosen.getRangeAt(0);
    if (!doc.contains(range.commonAncestorContainer)) return null;
    const start = offset(range.startContainer, range.startOffset);
    let end = offset(range.endContainer, range.endOffset);
    if (end === null) end = start === null ? null : start + [...range.toString()].length;
    return start !== null && end > start ? [start, end, range.getBoundingClientRect()] : null;
  };
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (!marker || marker.contains(document.activeElement)) return;
      const found = readMark();
      marker.hidden = !found;
      if (!found) return;
      marked = found;
      const box = found[2];
      marker.style.left = `${Math.max(8, Math.min(innerWidth - marker.offsetWidth - 8, box.left))}px`;
      marker.style.top = `${Math.max(8, Math.min(innerHeight - marker.offsetHeight - 8, box.bottom + 6))}px`;
    }, 150);
  });
  marker?.addEventListener("mousedown", (event) => event.preventDefault());
  marker?.addEventListener("click", (event) => {
    const button = event.target.closest("[data-kind]");
    if (!button || !marked) return;
    marker.hidden = true;
    const where = `kind=${button.dataset.kind}&start=${marked[0]}&end=${marked[1]}`;
    const open = () => htmx.ajax("GET", `${panes.dataset.add}?${where}`, { target: "#adding", swap: "innerHTML" });
    show("items");
    (document.getElementById("tabpanel").dataset.tab === button.dataset.kind ? Promise.resolve() : fetchPanel(`tab=${button.dataset.kind}`)).then(open);
    getSelection().removeAllRanges();
  });
  document.body.addEventListener("review-show", (event) => {
    const token = event.detail.item;
    fetchPanel(`find=${token.slice(1)}`).then(() => look(token, "both"));
  });

  // where a task is cut
  function caretForCut(event) {
    const form = panel.querySelector("form[data-split]");
    if (!form || !document.caretRangeFromPoint) return false;
    const at = document.caretRangeFromPoint(event.clientX, event.clientY);
    const place = at && offset(at.startContainer, at.startOffset);
    if (place === null || !event.target.closest(`[data-i~="${form.closest("li").dataset.i}"]`)) return false;
    const radio = form.querySelector('[name="at"][value="caret"]');
    form.querySelector("[name=caret]").value = place;
    radio.disabled = false;
    radio.checked = true;
    const after = at.startContainer.textContent.slice(at.startOffset, at.startOffset + 16);
    form.querySelector("[data-caret-words]").textContent = `从“${after}…”起`;
    return true;
  }

  // the chosen tab stays in sight where the row is wider than the screen
  function showTab() {
    const tabs = panel.querySelector(".tabs"), chosen = tabs?.querySelector('[aria-selected="true"]');
    if (chosen) tabs.scrollLeft = chosen.offsetLeft - tabs.offsetLeft - 40;
  }
  showTab();

  // after each change: what was looked at is looked at again, a form begins in its first field
  document.body.addEventListener("htmx:afterSettle", (event) => {
    paint();
    const tab = document.getElementById("tabpanel")?.dataset.tab;
    showTab();
    const address = new URL(location.href);
    if (event.detail.target.id === "panel" && tab && address.searchParams.get("tab") !== tab) {
      address.search = `?tab=${tab}`;
      history.replaceState(null, "", address);
    }
    if (event.detail.target.id === "adding") {
      panel.querySelector(".tabpanel").scrollTo({ top: 0 });
      (panel.querySelector("#adding .f.wide :is(input, textarea)") ?? panel.querySelector("#adding select"))?.focus();
      return;
    }
    const form = event.detail.elt?.matches?.("li.editing") ? event.detail.elt : null;
    if (form) {
      look(form.dataset.i, "stay");
      form.querySelector("textarea, input:not([type=hidden]):not([disabled])")?.focus({ preventScroll: true });
    } else if (document.activeElement === document.body && current) cardOf(current)?.focus({ preventScroll: true });
  });
})();
