// The table of a panel: headers that sort, a filter, pages. The kernel sorts, filters and turns; what it sends is set as text.
const SIZES = [25, 50, 200], PAUSE = 300; // rows of a page; milliseconds without a key, after which what was typed is asked for

function gridOf({ turn, pick }) {
  const caption = make("p", "statements-caption"), tools = make("div", "statements-tools"), pager = make("div", "statements-pager");
  const frame = make("div", "statements-scroll"), table = make("table"), head = make("tr"), body = make("tbody");
  caption.setAttribute("role", "status");
  const labelled = (text, field) => {
    const label = make("label", "", text);
    label.append(field);
    return label;
  };
  const wanted = make("input"), within = make("select"), size = make("select");
  wanted.type = "search";
  wanted.placeholder = "a word, or > 5";
  let waiting, columns = [], shown = {}, pressed;
  const filter = () => (clearTimeout(waiting), turn({ wanted: wanted.value, within: within.value }));
  wanted.addEventListener("input", () => (clearTimeout(waiting), (waiting = setTimeout(filter, PAUSE))));
  wanted.addEventListener("keydown", (event) => event.key === "Enter" && filter());
  within.addEventListener("change", filter);
  size.append(...SIZES.map((n) => new Option(n, n)));
  size.addEventListener("change", () => turn({ size: Number(size.value) }));
  const sizes = labelled("Rows a page ", size);
  tools.append(labelled("Filter rows ", wanted), labelled("in ", within), sizes);
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", "Rows of the table");
  const turns = [
    ["First", () => 0], ["Previous", () => shown.at - shown.size], ["Next", () => shown.at + shown.size], ["Last", () => shown.found],
  ].map(([name, at]) => button(name, () => turn({ at: at() }), `${name} page of the table`));
  pager.append(...turns);
  table.append(make("thead"), body);
  table.tHead.append(head);
  frame.append(table);
  const centre = () => {
    const node = body.querySelector("td.node"); // of lines too long for the panel the middle is seen first
    if (node) frame.scrollLeft = node.offsetLeft + node.offsetWidth / 2 - frame.clientWidth / 2;
  };
  new ResizeObserver(centre).observe(frame); // once it has a width, and whenever it has another

  // The first press sorts numbers from the greatest and texts from A, the second the other way, the third gives the table's own order.
  const sorted = ({ place, number }) => () => {
    const { by, down } = shown;
    turn(by !== place ? { by: place, down: Boolean(number) } : down === Boolean(number) ? { by, down: !down } : { by: "", down: false });
  };

  function headers() {
    head.replaceChildren(
      ...columns.map((column) => {
        const cell = make("th", column.number ? "number" : column.place), sort = make("button", "statements-sort");
        cell.scope = "col";
        sort.type = "button";
        sort.append(quoted(column.name), make("span", "statements-arrow"));
        sort.lastChild.setAttribute("aria-hidden", "true");
        sort.addEventListener("click", sorted(column));
        cell.append(sort);
        return cell;
      }),
    );
    within.replaceChildren(new Option("any column", ""), ...columns.map(({ name, place }) => new Option(name, place)));
  }

  function lines({ cells, ids }) {
    const focused = body.contains(document.activeElement), chosen = cells.findIndex((row) => JSON.stringify(row) === pressed);
    const openers = cells.map((row, i) => {
      const line = make("tr"), opener = make("button", "statements-button");
      opener.type = "button";
      opener.dataset.kind = "row";
      opener.setAttribute("aria-pressed", String(i === chosen));
      opener.append(quoted(row[0] || "(empty)"));
      opener.addEventListener("click", () => {
        pick(opener, ids[i]);
        pressed = JSON.stringify(row);
      });
      line.addEventListener("click", ({ target }) => {
        if (!opener.contains(target) && getSelection().isCollapsed) opener.click();
      });
      row.forEach((text, j) => {
        const cell = make(j ? "td" : "th", columns[j].number ? "number" : columns[j].place);
        if (j) cell.append(quoted(text));
        else (cell.scope = "row"), cell.append(opener);
        line.append(cell);
      });
      return opener;
    });
    body.replaceChildren(...openers.map((opener) => opener.closest("tr")));
    if (!openers.length) return;
    roving(body, openers);
    if (focused) openers[Math.max(chosen, 0)].focus({ preventScroll: chosen < 0 });
  }

  function show(rows) {
    const moved = rows.at !== shown.at || rows.by !== shown.by || rows.down !== shown.down;
    if (JSON.stringify(rows.columns) !== JSON.stringify(columns)) (columns = rows.columns), headers();
    shown = rows;
    caption.textContent = rows.caption;
    if (document.activeElement !== wanted) wanted.value = rows.wanted;
    within.value = rows.within;
    size.value = rows.size;
    [...head.cells].forEach((cell, i) => {
      const on = columns[i].place === rows.by;
      cell.setAttribute("aria-sort", on ? (rows.down ? "descending" : "ascending") : "none");
      cell.querySelector(".statements-arrow").textContent = on ? (rows.down ? " ▼" : " ▲") : "";
    });
    lines(rows);
    const back = rows.at > 0, on = rows.at + rows.size < rows.found;
    turns.forEach((made, i) => (made.disabled = !(i < 2 ? back : on)));
    tools.hidden = rows.total <= SIZES[0] / 2 && !rows.wanted;
    sizes.hidden = rows.found <= SIZES[0];
    pager.hidden = !back && !on;
    if (moved) frame.scrollTop = 0;
    centre();
  }

  return {
    parts: [tools, caption, frame, pager],
    show,
    release: () => (pressed = undefined),
  };
}
