// The table of findings: search, filter, sort, rows beyond those of the page's text, and what is unfolded.

const rowsAtOnce = 100;
const severities = ["error", "warning", "info"];

class FindingsTable {
  constructor(section, data) {
    this.section = section;
    this.data = data;
    this.table = section.querySelector("table");
    this.body = this.table.tBodies[0];
    this.rows = new Map();
    this.sort = null;
    this.shown = rowsAtOnce;
    for (const row of this.body.querySelectorAll("tr.row")) {
      const detail = document.getElementById(`${row.id}-detail`);
      this.adopt(Number(row.dataset.index), row, detail);
      detail.hidden = true;
      row.querySelector("button").setAttribute("aria-expanded", "false");
    }
    section.querySelector(".more-static")?.remove();
    this.addControls(section.querySelector(".controls"));
    this.addSorting();
    section.append(textElement("p", "Keys: / searches, j and k go from finding to finding, Enter unfolds, Escape clears the search. Printing unfolds the details that are in the page.", { class: "note keys" }));
    this.more = button("", { class: "more" }, () => this.showMore());
    this.table.after(this.more);
    if (data.leftOut > 0) {
      this.more.after(textElement("p", `${numbers.format(data.leftOut)} more findings have no room here: the JSON report has them.`, { class: "note" }));
    }
    this.update();
  }

  adopt(index, row, detail) {
    this.rows.set(index, { row, detail });
    row.querySelector("button").addEventListener("click", () => this.toggle(index));
    row.addEventListener("click", (event) => {
      if (!event.target.closest("button, a") && !window.getSelection().toString()) {
        this.toggle(index);
      }
    });
  }

  addControls(controls) {
    this.search = element("input", { type: "search", placeholder: "method, file, advice …", autocomplete: "off", spellcheck: "false" });
    this.search.addEventListener("input", () => this.restart());
    this.severity = this.choice("all severities", severities.filter((name) => this.data.findings.some((finding) => this.data.text(finding.severity) === name)));
    this.rule = this.choice("all rules", [...new Set(this.data.findings.map((finding) => this.data.text(finding.rule)))].sort());
    this.status = element("span", { class: "status", role: "status" });
    controls.append(
      element("label", { class: "search" }, textElement("span", "Search"), this.search),
      element("label", {}, textElement("span", "Severity"), this.severity),
      element("label", {}, textElement("span", "Rule"), this.rule),
      this.status);
  }

  choice(all, values) {
    const select = element("select", {}, textElement("option", all, { value: "" }));
    select.append(...values.map((value) => textElement("option", value, { value })));
    select.addEventListener("change", () => this.restart());
    return select;
  }

  addSorting() {
    this.table.querySelectorAll("thead th").forEach((head, column) => {
      const sorter = button(head.textContent, { class: "sort" }, () => this.sortBy(column));
      head.replaceChildren(sorter);
    });
  }

  sortBy(column) {
    const isNumber = column > 2;
    const descends = this.sort?.column === column ? !this.sort.descends : isNumber;
    this.sort = { column, descends };
    this.table.querySelectorAll("thead th").forEach((head, at) => {
      if (at === column) {
        head.setAttribute("aria-sort", descends ? "descending" : "ascending");
      } else {
        head.removeAttribute("aria-sort");
      }
    });
    this.restart();
  }

  restart() {
    this.shown = rowsAtOnce;
    this.update();
  }

  showMore() {
    const first = this.matching()[this.shown];
    this.shown += rowsAtOnce;
    this.update();
    this.rows.get(first).row.querySelector("button").focus();
  }

  update() {
    const matching = this.matching();
    const visible = matching.slice(0, this.shown);
    this.body.replaceChildren(...visible.flatMap((index) => {
      const { row, detail } = this.rowOf(index);
      return [row, detail];
    }));
    const left = matching.length - visible.length;
    this.more.hidden = left === 0;
    this.more.textContent = `Show ${numbers.format(Math.min(left, rowsAtOnce))} more (${numbers.format(left)} left)`;
    const all = this.data.findings.length;
    this.status.textContent = matching.length === all
      ? `${numbers.format(all)} ${all === 1 ? "finding" : "findings"}`
      : `${numbers.format(matching.length)} of ${numbers.format(all)} findings`;
  }

  matching() {
    const terms = this.search.value.toLowerCase().split(/\s+/).filter((term) => term !== "");
    const found = terms.map((term) => this.stringsWith(term));
    const indexes = [];
    this.data.findings.forEach((finding, index) => {
      const isChosen = (this.severity.value === "" || this.data.text(finding.severity) === this.severity.value)
        && (this.rule.value === "" || this.data.text(finding.rule) === this.rule.value);
      if (isChosen && found.every((strings) => this.has(finding, strings))) {
        indexes.push(index);
      }
    });
    return this.sorted(indexes);
  }

  /** Which of the page's texts have the term: each is looked at once, however many findings share it. */
  stringsWith(term) {
    this.lower ??= this.data.strings.map((text) => text.toLowerCase());
    return this.lower.map((text) => text.includes(term));
  }

  has(finding, strings) {
    const frames = [...(finding.stacks ?? []), ...(finding.owners ?? [])].flatMap((stack) => stack.frames);
    return strings[finding.title] || strings[finding.rule] || strings[finding.severity] || (finding.place !== undefined && strings[finding.place])
      || finding.facts.some((number, i) => i % 3 === 1 && strings[number])
      || (finding.lists ?? []).some((list) => list.items.some((number) => strings[number]))
      || (finding.chains ?? []).some((chain) => chain.links.some((number, i) => i % 2 === 0 && strings[number]))
      || frames.some((number) => strings[this.data.frames[number][0]] || (this.data.frames[number][1] >= 0 && strings[this.data.frames[number][1]]));
  }

  sorted(indexes) {
    if (!this.sort) {
      return indexes;
    }
    const { column, descends } = this.sort;
    const keys = new Map(indexes.map((index) => [index, this.sortKey(this.data.findings[index], column)]));
    const sign = descends ? -1 : 1;
    return indexes.sort((one, other) => sign * compare(keys.get(one), keys.get(other)) || one - other);
  }

  sortKey(finding, column) {
    switch (column) {
      case 0: return severities.indexOf(this.data.text(finding.severity));
      case 1: return this.data.text(finding.rule);
      case 2: return this.data.text(finding.title);
      default: return finding.values[Math.min(column - 3, 3)];
    }
  }

  rowOf(index) {
    if (!this.rows.has(index)) {
      const { row, detail } = this.makeRow(index);
      this.adopt(index, row, detail);
    }
    return this.rows.get(index);
  }

  makeRow(index) {
    const finding = this.data.findings[index];
    const id = this.data.rowId(index);
    const severity = this.data.text(finding.severity);
    const what = element("td", { class: "c-what" }, textElement("button", this.data.text(finding.title),
      { type: "button", class: "open", "aria-expanded": "false", "aria-controls": `${id}-detail` }));
    if (finding.place !== undefined) {
      what.append(textElement("span", this.data.text(finding.place), { class: "place" }));
    }
    const row = element("tr", { class: `row sev-${severity}`, id, "data-index": index },
      element("td", { class: "c-sev" }, textElement("span", severity, { class: "chip" })),
      textElement("td", this.data.text(finding.rule), { class: "c-rule" }),
      what);
    const labels = ["Stalls", "Total", "p95", "Max", "Human"];
    finding.cells.forEach((cell, i) => row.append(textElement("td", this.data.text(cell), { class: "num", "data-label": labels[i] })));
    if (finding.share) {
      row.cells[4].append(shareOf(finding.share));
    }
    const detail = element("tr", { class: "detail", id: `${id}-detail` }, element("td", { colspan: 3 + finding.cells.length }));
    detail.hidden = true;
    return { row, detail };
  }

  toggle(index) {
    this.unfold(index, this.rows.get(index).detail.hidden);
  }

  unfold(index, isOpen) {
    const { row, detail } = this.rowOf(index);
    if (isOpen) {
      this.fill(index, detail.firstElementChild);
    }
    detail.hidden = !isOpen;
    row.classList.toggle("is-open", isOpen);
    row.querySelector("button").setAttribute("aria-expanded", String(isOpen));
  }

  fill(index, cell) {
    const finding = this.data.findings[index];
    if (!cell.firstElementChild) {
      cell.append(detailOf(this.data, finding));
    }
    const stacks = cell.querySelector(".stacks");
    if (finding?.stacks && stacks && !cell.querySelector(".flame")) {
      stacks.before(new Flame(this.data, finding.stacks).element());
    }
  }

  /** Unfolds a finding that something on the page links to, whatever the table shows now. */
  reveal(index) {
    if (!this.matching().slice(0, this.shown).includes(index)) {
      this.search.value = this.severity.value = this.rule.value = "";
      this.shown = Math.max(this.shown, this.matching().indexOf(index) + 1);
      this.update();
    }
    this.unfold(index, true);
    const { row } = this.rows.get(index);
    row.scrollIntoView({ block: "start" });
    row.querySelector("button").focus({ preventScroll: true });
  }

  /** Moves the focus from finding to finding. */
  step(by) {
    const openers = [...this.body.querySelectorAll("button.open")];
    const row = document.activeElement?.closest("tr.row, tr.detail");
    const at = row ? openers.findIndex((opener) => opener.closest("tr").dataset.index === (row.dataset.index ?? row.previousElementSibling.dataset.index)) : -1;
    openers[Math.max(0, Math.min(openers.length - 1, at + by))]?.focus();
  }
}

function shareOf(share) {
  const [bar, part] = ["svg", "rect"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
  bar.setAttribute("class", "share");
  bar.setAttribute("role", "img");
  bar.setAttribute("aria-label", `${Math.round(share * 100)} % of all stalled time`);
  part.setAttribute("width", `${share * 100}%`);
  part.setAttribute("height", "100%");
  bar.append(part);
  return bar;
}

function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}
