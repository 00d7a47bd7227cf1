// CSV as the registry writes it: commas, quotes doubled, a line of names first (RFC 4180).

/** @returns one object by column name per row */
export function parseCsv(text) {
  const [names, ...rows] = cells(text);
  return rows.filter((row) => row.length === names?.length)
    .map((row) => Object.fromEntries(row.map((cell, i) => [names[i], cell])));
}

function cells(text) {
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[(i += 1)];
      else quoted = false;
    } else if (c === '"') {
      quoted = true;
    } else if (c === ',') {
      row.push(cell);
      cell = '';
    } else if (c === '\n') {
      row.push(cell.replace(/\r$/, ''));
      rows.push(row);
      row = [];
      cell = '';
    } else {
      cell += c;
    }
  }
  if (cell || row.length) rows.push([...row, cell]);
  return rows;
}
