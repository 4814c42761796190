/* Rows to be decided together: all at once by the box in the head; says how many are ticked. */
for (const form of document.querySelectorAll("[data-picking]")) {
  const boxes = [...form.querySelectorAll("input[name=pick]")], all = form.querySelector("[data-all]"), said = form.querySelector("[data-picked]");
  form.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes) box.checked = all.checked;
    const ticked = boxes.filter((box) => box.checked).length;
    if (all) { all.checked = ticked === boxes.length; all.indeterminate = ticked > 0 && ticked < boxes.length; }
    if (said) said.textContent = ticked ? `已选${ticked}项` : "";
  });
}
