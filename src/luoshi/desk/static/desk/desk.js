/* What all pages share: a select that submits its form, the way that is current, "/" to the search box, asking before
   what cannot be undone. */
document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-submit], input[data-submit]")) event.target.form.requestSubmit();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.matches("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("input[type=search]");
  if (box) { event.preventDefault(); box.focus(); box.select(); }
});
// what cannot be undone is asked for once more: data-confirm on the form, or on the button that was pressed
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});
document.addEventListener("DOMContentLoaded", () => {
  const here = document.querySelector("main").dataset.way || location.pathname;
  let best = null;
  for (const link of document.querySelectorAll("#ways .nav-link")) {
    const way = new URL(link.href).pathname;
    if ((way === here || (way !== "/" && here.startsWith(way))) && (!best || way.length > best.length)) best = way;
  }
  for (const link of document.querySelectorAll("#ways .nav-link"))
    if (best && new URL(link.href).pathname === best) link.setAttribute("aria-current", "page");
});
// What the folded filters are set to, in their own words: "攻坚 产业强链；时限 已过时限".
function sayFilters(fold) {
  const form = fold.nextElementSibling;
  if (!form?.matches("form")) return;
  const set = [];
  for (const field of form.elements) {
    if (!field.name || !field.id || field.type === "hidden" || (field.type === "checkbox" && !field.checked) || !field.value) continue;
    const label = form.querySelector(`label[for="${field.id}"]`)?.textContent.trim() ?? "";
    set.push(`${label.length > 6 ? "" : `${label} `}${field.tagName === "SELECT" ? field.selectedOptions[0].text.trim() : field.value}`);
  }
  fold.querySelector(".fold-set").textContent = set.join("；") || "没有设条件";
}
document.addEventListener("DOMContentLoaded", () => {
  for (const fold of document.querySelectorAll(".fold")) {
    sayFilters(fold);
    fold.nextElementSibling?.addEventListener("input", () => sayFilters(fold));
  }
});
