/* The rows of a revision's form: one more, one less. */
document.addEventListener("click", (event) => {
  const more = event.target.closest("[data-row-in]");
  const less = event.target.closest("[data-row-out]");
  if (more) {
    const rows = more.closest("[data-rows]").querySelectorAll("[data-row]");
    const last = rows[rows.length - 1];
    const fresh = last.cloneNode(true);
    for (const input of fresh.querySelectorAll("input:not([type=hidden])")) input.value = "";
    last.after(fresh);
    fresh.querySelector("input:not([type=hidden])").focus();
  } else if (less) {
    const row = less.closest("[data-row]");
    if (row.parentElement.querySelectorAll("[data-row]").length > 1) row.remove();
    else for (const input of row.querySelectorAll("input:not([type=hidden])")) input.value = "";
  }
});
