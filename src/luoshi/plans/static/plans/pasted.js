/* What a spreadsheet puts on the clipboard, as rows of cells: tab-separated, a cell with breaks or tabs in quotes. */
window.readPasted = (text) => {
  const rows = [[]];
  let cell = "", quoted = false;
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < plain.length; at++) {
    const char = plain[at];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (plain[at + 1] === '"') { cell += '"'; at++; }
      else quoted = false;
    } else if (char === '"' && cell === "") quoted = true;
    else if (char === "\t") { rows.at(-1).push(cell); cell = ""; }
    else if (char === "\n") { rows.at(-1).push(cell); cell = ""; rows.push([]); }
    else cell += char;
  }
  rows.at(-1).push(cell);
  return rows;
};
