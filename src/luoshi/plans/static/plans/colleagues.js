/* What colleagues changed while this page is open: marked in its place, with a button that brings just that anew. */
(() => {
  document.addEventListener("htmx:beforeRequest", (event) => {
    // nobody looks: nothing is asked
    if (document.hidden && event.detail.elt.matches("[data-colleagues]")) event.preventDefault();
  });
  const offer = (place, words, act) => {
    if (place.querySelector("[data-anew]")) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm anew", textContent: words });
    button.dataset.anew = "";
    button.addEventListener("click", (event) => { event.stopPropagation(); button.remove(); act(); });
    place.append(button);
  };
  document.body.addEventListener("colleagues-changed", (event) => {
    const line = () => document.querySelector("[data-colleagues]");
    let elsewhere = 0;
    for (const mark of event.detail.marks) {
      const place = mark.id ? document.getElementById(mark.id) : mark.key && document.querySelector(`tr[data-key="${mark.key}"]`);
      if (!place) { elsewhere += 1; continue; }
      place.classList.add("touched");
      if (mark.link) offer(place, "同事刚改过，载入最新", () => htmx.ajax("GET", mark.link, { target: place, swap: "outerHTML", select: mark.part }));
    }
    const grid = document.querySelector("[data-grid]");
    if (grid) offer(grid.querySelector(".grid-head"), "载入同事刚改的内容", () => grid.dispatchEvent(new CustomEvent("heard-of-colleagues")));
    else if (elsewhere) setTimeout(() => line() && offer(line(), "载入整页", () => location.reload()));
  });
})();
