/* The grid of measures: saves each cell as it is left, works by keyboard like a sheet, takes blocks from a spreadsheet. */
(() => {
  const grid = document.querySelector("[data-grid]");
  if (!grid) return;
  const body = grid.querySelector("[data-rows]");
  const blank = grid.querySelector("[data-blank]").content.firstElementChild;
  const CELLS = [...blank.querySelectorAll("[data-cell]")].map((field) => field.dataset.cell);
  const HEADS = Object.fromEntries([...blank.querySelectorAll("[data-cell]")].map((f) => [f.getAttribute("aria-label"), f.dataset.cell]));
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const saved = grid.querySelector("[data-saved]"), said = grid.querySelector("[data-said]");
  const known = new Map(); // row key → {cell: as last heard from the server}; a row that is not in here was never sent
  let removals = [], moves = [], timer = 0, busy = null, stopped = false;

  const rowsNow = () => [...body.children];
  const fieldOf = (row, cell) => row.querySelector(`[data-cell="${cell}"]`);
  const valuesOf = (row) => Object.fromEntries(CELLS.map((c) => [c, fieldOf(row, c).value]));
  const isUsual = (row) => ["title", "person", "department", "weight", "milestones"].every((c) => !fieldOf(row, c).value.trim());
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(4))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const fit = (field) => { if (field.tagName === "TEXTAREA") { field.style.height = "auto"; field.style.height = `${field.scrollHeight + 2}px`; } };
  const put = (row, cell, value) => {
    const field = fieldOf(row, cell);
    if (field.tagName === "SELECT" && ![...field.options].some((o) => o.value === value)) field.add(new Option(value || "未选", value));
    field.value = value;
    fit(field);
  };

  function makeRow(values, after, key) {
    const row = blank.cloneNode(true);
    row.dataset.key = key || newKey();
    const usual = { register: grid.dataset.register, begins: grid.dataset.begins, ends: grid.dataset.ends };
    after ? after.after(row) : body.append(row);
    for (const [cell, value] of Object.entries({ ...usual, ...values })) put(row, cell, value);
    renumber();
    return row;
  }
  function renumber() {
    rowsNow().forEach((row, n) => {
      row.querySelector("[data-number]").textContent = n + 1;
      for (const field of row.querySelectorAll("[data-cell]")) field.setAttribute("aria-label", `第${n + 1}条${field.closest("td").dataset.head}`);
    });
  }

  function pending() {
    const edits = removals.map((r) => ({ do: "remove", key: r.key, was: r.was }));
    for (const row of rowsNow()) {
      const key = row.dataset.key, values = valuesOf(row), before = known.get(key);
      if (!before) {
        if (!isUsual(row)) edits.push({ do: "add", key, after: row.previousElementSibling?.dataset.key || "", cells: values });
        continue;
      }
      const cells = {};
      for (const c of CELLS) if (values[c] !== before[c] && !row.querySelector(`[data-clash="${c}"]`)) cells[c] = [before[c], values[c]];
      if (Object.keys(cells).length) edits.push({ do: "set", key, cells });
    }
    return [...edits, ...moves];
  }
  function later(wait = 500) { clearTimeout(timer); timer = setTimeout(save, wait); }

  async function save() {
    clearTimeout(timer);
    if (busy) { await busy; }
    const edits = pending();
    if (!edits.length || stopped) return !stopped;
    busy = send(edits);
    const done = await busy;
    busy = null;
    return done;
  }
  async function send(edits) {
    saved.textContent = "正在保存……";
    const sent = new Map(edits.filter((e) => e.do === "add" || e.do === "set").map((e) => [e.key, valuesOf(body.querySelector(`[data-key="${e.key}"]`))]));
    let answer, heard;
    try {
      answer = await fetch(grid.dataset.address, { method: "POST", headers: { "X-CSRFToken": token, "Content-Type": "application/json" }, body: JSON.stringify({ edits }) });
      heard = await answer.json();
    } catch {
      if (answer && answer.status < 500) { stop(answer.redirected ? "登录已过期。请另开一页登录，再回到这一页继续，填写的内容还在。" : "没有保存成功，请刷新页面后再填。"); stopped = false; }
      saved.textContent = "没有保存上，稍后自动再试";
      saved.classList.add("unsaved");
      later(4000);
      return false;
    }
    if (!answer.ok) { stop(heard.said); return false; }
    removals = removals.filter((r) => !edits.some((e) => e.do === "remove" && e.key === r.key));
    moves = moves.filter((m) => !edits.includes(m));
    show(heard, sent);
    return true;
  }
  function stop(words) {
    stopped = true;
    said.hidden = false;
    said.textContent = words;
    saved.textContent = "没有保存";
    saved.classList.add("unsaved");
  }

  function show(heard, sent) {
    said.hidden = true;
    saved.classList.remove("unsaved");
    saved.textContent = `已保存 ${heard.at}`;
    for (const field of document.querySelectorAll("[data-version]")) field.value = heard.version;
    const there = new Set(heard.rows.map((r) => r.key));
    for (const row of rowsNow()) if (known.has(row.dataset.key) && !there.has(row.dataset.key) && !heard.clashes.some((c) => c.key === row.dataset.key)) { known.delete(row.dataset.key); row.remove(); }
    let last = null;
    for (const one of heard.rows) {
      let row = body.querySelector(`[data-key="${one.key}"]`);
      if (!row && removals.some((r) => r.key === one.key)) continue;
      if (!row) row = makeRow(one.cells, last, one.key); // written by a colleague meanwhile
      const was = sent.get(one.key), before = known.get(one.key);
      for (const c of CELLS) {
        const field = fieldOf(row, c), untouched = was ? field.value === was[c] : !before || field.value === before[c];
        const clashing = heard.clashes.some((x) => x.key === one.key && x.cell === c) || row.querySelector(`[data-clash="${c}"]`);
        if (untouched && !clashing && field !== document.activeElement) put(row, c, one.cells[c]);
        else if (field === document.activeElement && untouched && field.value !== one.cells[c]) field.dataset.heard = one.cells[c];
      }
      known.set(one.key, one.cells);
      last = row;
    }
    // a colleague's order, unless rows of one's own are on their way
    const shown = rowsNow().map((r) => r.dataset.key), order = heard.rows.map((r) => r.key);
    if (!moves.length && !removals.length && shown.length === order.length && shown.join() !== order.join() && order.every((k) => shown.includes(k))) {
      const at = document.activeElement;
      for (const key of order) body.append(body.querySelector(`[data-key="${key}"]`));
      if (body.contains(at)) at.focus();
    }
    renumber();
    showProblems(heard);
    for (const clash of heard.clashes) showClash(clash);
    grid.querySelector("[data-count]").textContent = heard.count;
    grid.querySelector("[data-sum]").textContent = heard.sum;
    grid.querySelector("[data-sum-words]").hidden = !heard.sum;
  }
  function showProblems(heard) {
    for (const note of body.querySelectorAll(".note:not([data-clash])")) note.remove();
    for (const field of body.querySelectorAll(".is-invalid")) { field.classList.remove("is-invalid"); field.removeAttribute("aria-describedby"); }
    const all = grid.querySelector("[data-problems]");
    all.replaceChildren();
    for (const p of heard.problems) {
      const field = p.key && body.querySelector(`[data-key="${p.key}"] [data-cell="${p.cell}"]`);
      if (!field) { all.append(Object.assign(document.createElement("li"), { textContent: p.text })); continue; }
      const empty = !field.value.trim();
      if (p.grave && !empty) field.classList.add("is-invalid");
      const note = Object.assign(document.createElement("div"), { className: empty ? "note quiet" : "note", textContent: empty ? "待填" : p.text, id: `note-${p.key}-${p.cell}`, title: p.text });
      field.setAttribute("aria-describedby", note.id);
      if (!field.parentElement.querySelector(".note")) field.after(note);
    }
  }
  function showClash(clash) {
    const row = body.querySelector(`[data-key="${clash.key}"]`) || makeRow({}, null, clash.key);
    const cell = clash.cell || "title", field = fieldOf(row, cell), place = field.parentElement;
    if (clash.mine === clash.theirs) return;
    place.querySelector("[data-clash]")?.remove();
    const box = document.createElement("div");
    box.className = "note clash";
    box.dataset.clash = cell;
    const gone = !clash.cell && !clash.theirs;
    const words = document.createElement("p");
    words.textContent = gone ? "这一行刚被同事删除，您改的内容还在这里。" : `${clash.by}（${clash.at}）写的是：${clash.theirs}`;
    const button = (text, act) => { const b = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: text }); b.addEventListener("click", () => { box.remove(); act(); later(0); }); return b; };
    if (gone) box.append(words, button("留下这一行", () => known.delete(clash.key)), button("不要了", () => { known.delete(clash.key); row.remove(); renumber(); }));
    else if (!clash.cell) box.append(words, button("仍然删除", () => remove(row)), button("留着", () => { removals = removals.filter((r) => r.key !== clash.key); }));
    else box.append(words, button("用我的", () => {}), button("用对方的", () => put(row, cell, known.get(clash.key)[cell])));
    place.append(box);
  }

  function remove(row) {
    const key = row.dataset.key, values = valuesOf(row), after = row.previousElementSibling;
    if (known.has(key)) removals.push({ key, was: known.get(key) });
    known.delete(key);
    row.remove();
    if (!body.children.length) makeRow({});
    renumber();
    said.hidden = true;
    const undo = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: "撤销删除" });
    undo.addEventListener("click", () => { grid.querySelector("[data-undo]")?.remove(); fieldOf(makeRow(values, after?.isConnected ? after : null), "title").focus(); later(0); });
    grid.querySelector("[data-undo]")?.remove();
    undo.dataset.undo = "";
    grid.querySelector(".grid-foot").append(undo);
    later(0);
  }
  function move(row, down) {
    const beside = down ? row.nextElementSibling : row.previousElementSibling;
    if (!beside) return;
    down ? beside.after(row) : beside.before(row);
    renumber();
    const key = row.dataset.key;
    moves = moves.filter((m) => m.key !== key);
    moves.push({ do: "move", key, after: row.previousElementSibling?.dataset.key || "" });
    later();
  }
  function below(row, make) {
    const next = row.nextElementSibling;
    return next && !make ? next : makeRow({}, row);
  }

  body.addEventListener("input", (event) => { fit(event.target); delete event.target.dataset.heard; saved.textContent = "正在填写……"; later(2500); });
  body.addEventListener("change", () => later(200));
  body.addEventListener("focusout", (event) => {
    const field = event.target;
    if (field.dataset.heard !== undefined) { put(field.closest("tr"), field.dataset.cell, field.dataset.heard); delete field.dataset.heard; }
    later(200);
  });
  body.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (event.target.closest("[data-remove]")) { remove(row); (body.lastElementChild && fieldOf(body.lastElementChild, "title")).focus(); }
    const mover = event.target.closest("[data-move]");
    if (mover) { move(row, mover.dataset.move === "down"); mover.focus(); }
    if (event.target.closest("[data-copy]")) { fieldOf(makeRow(valuesOf(row), row), "title").focus(); later(0); }
  });
  grid.querySelector("[data-add]").addEventListener("click", () => fieldOf(makeRow({}), "title").focus());
  body.addEventListener("keydown", (event) => {
    const field = event.target, row = field.closest("tr"), cell = field.dataset.cell;
    if (!cell || event.isComposing) return;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) { event.preventDefault(); move(row, event.key === "ArrowDown"); field.focus(); return; }
    const go = (to) => { event.preventDefault(); if (to) fieldOf(to, cell).focus(); };
    if (event.key === "Enter" && event.ctrlKey) go(below(row, true));
    else if (event.key === "Enter" && !event.shiftKey && !event.altKey && cell !== "milestones") go(below(row));
    else if (event.key === "d" && event.ctrlKey) { event.preventDefault(); const above = row.previousElementSibling; if (above) { put(row, cell, fieldOf(above, cell).value); later(); } }
    else if (event.key === "ArrowDown" && field.tagName !== "SELECT" && (field.selectionEnd === field.value.length || field.tagName === "INPUT")) { if (row.nextElementSibling && !field.list) go(row.nextElementSibling); }
    else if (event.key === "ArrowUp" && field.tagName !== "SELECT" && (field.selectionStart === 0 || field.tagName === "INPUT")) { if (row.previousElementSibling && !field.list) go(row.previousElementSibling); }
  });
  body.addEventListener("paste", (event) => {
    const field = event.target, cell = field.dataset.cell, text = event.clipboardData.getData("text/plain");
    if (!cell || !(text.includes("\t") || (/\n./.test(text) && cell !== "milestones"))) return;
    event.preventDefault();
    const rows = window.readPasted(text);
    let columns = rows[0].map((_, n) => CELLS[CELLS.indexOf(cell) + n]);
    const heads = rows[0].map((head) => HEADS[head.trim().replace(/[%％（(].*$/, "")]);
    if (heads.filter(Boolean).length >= 2) { columns = heads; rows.shift(); }
    let row = field.closest("tr");
    rows.forEach((values, n) => {
      if (n) row = row.nextElementSibling || makeRow({}, row);
      values.forEach((value, at) => { if (columns[at]) putTyped(row, columns[at], value.trim()); });
    });
    later(0);
  });
  function putTyped(row, cell, value) {
    if (cell !== "register") return put(row, cell, value);
    const option = [...fieldOf(row, cell).options].find((o) => o.value === value || o.text === value.replace(/清单$/, ""));
    if (option || value) put(row, cell, option ? option.value : value);
  }

  // what colleagues wrote comes with an answer to no edits at all; cells that are being written stay as they are
  grid.addEventListener("heard-of-colleagues", async () => {
    if (await save() && !stopped) await send([]);
    for (const row of body.querySelectorAll(".touched")) row.classList.remove("touched");
  });
  for (const form of document.querySelectorAll("[data-hand-in], [data-after-saving]"))
    form.addEventListener("submit", async (event) => {
      if (form.dataset.ready) return;
      const button = event.submitter;
      event.preventDefault();
      await new Promise((go) => setTimeout(go)); // a form cannot be submitted anew while its event is still under way
      if (await save() && !body.querySelector("[data-clash]")) { form.dataset.ready = "1"; form.requestSubmit(button); }
      else if (!stopped) { said.hidden = false; said.textContent = body.querySelector("[data-clash]") ? "有的内容与同事写的不一样，请先选用哪一个。" : "还有内容没有保存上，请稍候再试。"; }
    });
  window.addEventListener("beforeunload", (event) => { if (pending().length) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });

  for (const row of rowsNow()) {
    if (row.dataset.new !== undefined) { row.dataset.key = newKey(); continue; }
    known.set(row.dataset.key, valuesOf(row));
  }
  for (const field of body.querySelectorAll("textarea")) fit(field);
  renumber();
  showProblems({ problems: JSON.parse(grid.dataset.noted) });
  history.replaceState(null, "", grid.dataset.address.replace(/rows\/$/, "")); // the page may stand at the address of a refused submission
  body.addEventListener("focusin", async () => {
    const names = await (await fetch(grid.dataset.names)).json();
    for (const [cell, list] of [["person", "people"], ["department", "rooms"]])
      document.getElementById(list).replaceChildren(...names[cell].map((name) => new Option(name, name)));
  }, { once: true });
})();
