/* The grid of a report: each cell is saved as it is left, 无变化 is one click or key, handing in stays on the page. */
(() => {
  const grid = document.querySelector("[data-report]");
  if (!grid) return;
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const saved = document.querySelector("[data-saved]"), said = document.querySelector("[data-said]");
  const count = document.querySelector("[data-count]"), handIn = document.querySelector("[data-hand-in]");
  const rest = document.querySelector("[data-unchanged]"), back = document.querySelector("[data-take-back]");
  const lines = [...grid.querySelectorAll("[data-line]")];
  const queue = new Map(); // line → promise of what is being saved
  const heard = new WeakMap(); // field → as last heard from the server

  const cells = (line) => [...line.querySelectorAll("[data-cell]")];
  const fieldOf = (line, cell) => line.querySelector(`[data-cell="${cell}"]`);
  const fit = (field) => { if (field.tagName === "TEXTAREA") { field.style.height = "auto"; field.style.height = `${field.scrollHeight + 2}px`; } };
  const writable = (line) => cells(line).length > 0;
  const ticks = (line) => [...line.querySelectorAll("[data-tick]:checked")].map((b) => Number(b.dataset.tick));
  for (const line of lines) for (const field of cells(line)) { heard.set(field, field.value); fit(field); }

  function tell(words) { said.hidden = !words; said.textContent = words; if (words) said.scrollIntoView({ block: "nearest" }); }
  function note(line, words) { const n = line.querySelector("[data-note]"); if (n) { n.hidden = !words; n.textContent = words; } }
  function tally() {
    const asked = lines.filter((l) => l.dataset.saidIs !== "fed");
    count.textContent = asked.filter((l) => l.dataset.saidIs).length;
    if (rest) {
      const still = lines.filter((l) => !l.dataset.saidIs && l.querySelector('[data-say="unchanged"]')).length;
      rest.hidden = !still;
      rest.textContent = `其余${still}条都无变化`;
    }
  }

  async function send(address, body) {
    const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": token, "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify(body) });
    let told;
    try { told = await answer.json(); } catch { told = { said: answer.redirected ? "登录已过期。请另开一页登录，再回到这一页继续，填写的内容还在。" : "没有保存成功，请稍后再试。" }; }
    return [answer.ok && !answer.redirected, answer.status, told];
  }
  function show(line, now) {
    line.dataset.version = now.version;
    line.dataset.saidIs = now.said;
    const state = line.querySelector("[data-state]");
    state.textContent = now.said_word;
    state.className = `badge state-${now.said || "nothing"}`;
    for (const field of cells(line)) {
      const value = now[field.dataset.cell] ?? "";
      if (field.value === heard.get(field) && field !== document.activeElement) { field.value = value; fit(field); }
      heard.set(field, String(value));
    }
    const ask = line.querySelector("[data-ask]");
    if (ask && now.said === "blank") askFor(line, "word", "未能填报的原因");
    line.classList.toggle("is-said", Boolean(now.said));
    tally();
  }
  function askFor(line, cell, words) {
    const ask = line.querySelector("[data-ask]"), field = ask.querySelector("input");
    ask.hidden = false;
    ask.querySelector("[data-ask-words]").textContent = words;
    if (field.dataset.cell !== cell) { field.dataset.cell = cell; field.value = ""; heard.set(field, ""); }
    return field;
  }

  function save(line, values) {
    const before = queue.get(line) || Promise.resolve(true);
    const next = before.then(() => write(line, values));
    queue.set(line, next);
    return next;
  }
  async function write(line, values) {
    saved.textContent = "正在保存……";
    let ok, status, told;
    try { [ok, status, told] = await send(line.dataset.at, { seen: Number(line.dataset.version), values }); }
    catch { saved.textContent = "没有保存上，稍后自动再试"; setTimeout(() => save(line, values), 4000); return false; }
    if (!ok) {
      saved.textContent = "没有保存";
      if (status === 409 && told.line) return clash(line, values, told);
      note(line, told.said);
      return false;
    }
    saved.textContent = `已保存 ${told.at}`;
    note(line, "");
    show(line, told.line);
    return true;
  }
  function clash(line, values, told) {
    const now = told.line, box = line.querySelector("[data-note]");
    line.dataset.version = now.version;
    box.hidden = false;
    box.replaceChildren(`${now.by}刚改过这一行：${now.value || now.words || now.said_word}。`);
    const choose = (text, act) => { const b = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: text }); b.addEventListener("click", () => { note(line, ""); act(); }); box.append(" ", b); };
    choose("用我的", () => save(line, values));
    choose("用对方的", () => { for (const f of cells(line)) heard.set(f, f.value); show(line, now); for (const f of cells(line)) { f.value = now[f.dataset.cell] ?? ""; heard.set(f, f.value); fit(f); } });
    return false;
  }
  function changed(field) {
    const line = field.closest("[data-line]");
    if (field.dataset.tick) return save(line, { ticked: ticks(line) });
    if (!field.dataset.cell || field.value === heard.get(field)) return null;
    heard.set(field, field.value);
    return save(line, { [field.dataset.cell]: field.value });
  }
  async function unchanged(wanted) {
    await Promise.all(queue.values());
    const [ok, , told] = await send(grid.dataset.unchangedAt, wanted ? { lines: wanted } : {});
    if (!ok) { tell(told.said); return; }
    saved.textContent = `已保存 ${told.at}`;
    showAll(told.lines);
  }
  function showAll(now) { for (const one of now) { const line = document.getElementById(`line-${one.id}`); if (line) show(line, one); } }

  grid.addEventListener("input", (event) => { fit(event.target); if (event.target.dataset.cell) saved.textContent = "正在填写……"; });
  grid.addEventListener("change", (event) => {
    const line = event.target.closest("[data-line]");
    if (event.target.matches("[data-out]")) { if (event.target.value) save(line, { said: event.target.value }).then((ok) => { if (ok && line.dataset.saidIs === "blank") askFor(line, "word", "未能填报的原因").focus(); }); event.target.value = ""; return; }
    changed(event.target);
  });
  grid.addEventListener("click", (event) => {
    const button = event.target.closest('[data-say="unchanged"]');
    if (button) unchanged([Number(button.closest("[data-line]").dataset.line)]).then(() => move(button.closest("[data-line]"), 1));
  });
  function move(line, step) {
    const open = lines.filter(writable), next = open[open.indexOf(line) + step];
    if (next) cells(next)[0].focus();
  }
  grid.addEventListener("keydown", (event) => {
    const line = event.target.closest("[data-line]");
    if (!line || event.isComposing) return;
    if (event.key === "Enter" && event.ctrlKey) { event.preventDefault(); event.target.blur(); handIn?.requestSubmit(); }
    else if (event.key === "Enter" && event.target.matches("input[data-cell]")) { event.preventDefault(); changed(event.target); move(line, 1); }
    else if (event.altKey && (event.key === "0" || event.code === "Digit0")) { event.preventDefault(); const b = line.querySelector('[data-say="unchanged"]'); if (b) b.click(); }
    else if (event.altKey && event.key === "ArrowDown") { event.preventDefault(); move(line, 1); }
    else if (event.altKey && event.key === "ArrowUp") { event.preventDefault(); move(line, -1); }
  });
  rest?.addEventListener("click", () => unchanged(null));
  handIn?.addEventListener("submit", async (event) => {
    event.preventDefault();
    document.activeElement?.blur?.();
    const waiting = [...queue.values()];
    if ((await Promise.all(waiting)).includes(false)) { tell("有内容没有保存上，请看标红的行。"); queue.clear(); return; }
    queue.clear();
    const [ok, , told] = await send(handIn.action, {});
    for (const line of lines) { note(line, ""); line.classList.remove("is-missing"); }
    if (ok) {
      showAll(told.lines);
      for (const line of lines) for (const field of line.querySelectorAll("input, textarea, select, button")) field.disabled = true;
      said.className = "handed-in";
      tell(told.said);
      for (const b of document.querySelectorAll('[form="hand-in"], [data-unchanged]')) b.hidden = true;
      handIn.hidden = true;
      if (back) back.hidden = false;
      return;
    }
    tell(told.said);
    let first = null;
    for (const one of told.missing || []) {
      const line = document.getElementById(`line-${one.line}`);
      line.classList.add("is-missing");
      note(line, one.text);
      const field = one.ask ? askFor(line, "sure", "核对无误的说明") : cells(line)[0];
      first = first || field;
    }
    first?.focus();
  });
  addEventListener("beforeunload", (event) => { for (const line of lines) for (const field of cells(line)) if (field.value !== heard.get(field)) { event.preventDefault(); return; } });
  tally();
})();
