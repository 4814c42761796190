/* Uploading: files dropped anywhere on the form, too large ones refused before they are sent, one press is enough. */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-drop]");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const said = form.querySelector("[data-said]");
  const most = Number(form.dataset.largest);
  const check = () => {
    const large = [...input.files].find((file) => file.size > most);
    said.textContent = large ? `“${large.name}”超过 ${Math.floor(most / 1048576)} MB 的上限，请压缩或删去文件里的图片后再传。` : "";
    return !large;
  };
  input.addEventListener("change", check);
  form.addEventListener("submit", (event) => {
    if (!check()) return event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    button.textContent = "正在上传…";
  });
  window.addEventListener("pageshow", () => {
    form.querySelector("button").disabled = false;
    form.querySelector("button").textContent = "上传并读取";
  });
  const over = (on) => form.classList.toggle("is-over", on);
  for (const name of ["dragenter", "dragover"])
    document.addEventListener(name, (event) => { if ([...event.dataTransfer.types].includes("Files")) { event.preventDefault(); over(true); } });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    over(false);
    input.files = event.dataTransfer.files;
    if (check()) form.requestSubmit();
  });
});
