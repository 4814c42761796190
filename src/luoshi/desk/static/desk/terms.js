/* The “?” beside a word says what it means in place; without script it leads to the page of words. */
(() => {
  let shown = null, by = null;
  const hide = () => { shown?.remove(); by?.removeAttribute("aria-describedby"); shown = by = null; };
  const show = (link) => {
    hide();
    by = link;
    shown = Object.assign(document.createElement("div"), { className: "term-says", id: "term-says", textContent: link.dataset.says });
    shown.setAttribute("role", "tooltip");
    document.body.append(shown);
    link.setAttribute("aria-describedby", "term-says");
    const at = link.getBoundingClientRect(), box = shown.getBoundingClientRect();
    const left = Math.max(8, Math.min(innerWidth - box.width - 8, at.left - 12));
    const below = at.bottom + 6 + box.height < innerHeight;
    shown.style.left = `${left}px`;
    shown.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - box.height - 6)}px`;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.term");
    if (!link) return hide();
    event.preventDefault();
    link === by ? hide() : show(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) { event.stopPropagation(); hide(); }
    if (event.key === " " && event.target.matches("a.term")) { event.preventDefault(); event.target.click(); }
  }, true);
  document.addEventListener("focusout", (event) => { if (event.target === by) hide(); });
  document.addEventListener("scroll", hide, true);
})();
