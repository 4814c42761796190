/* One box ticks all in its table. */
for (const form of document.querySelectorAll("[data-ticking]")) {
  const all = form.querySelector("[data-all]"), boxes = [...form.querySelectorAll('[name="line"]')];
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; });
  form.addEventListener("change", () => { all.checked = boxes.every((b) => b.checked); all.indeterminate = !all.checked && boxes.some((b) => b.checked); });
}
