// All that is known of one finding, made of the page's data: the same elements that HtmlFindingDetail.cs writes.

const factKinds = { code: 1, link: 2 };

function detailOf(data, finding) {
  const body = element("div", { class: "detail-body" }, factsOf(data, finding));
  body.append(...(finding.sources ?? []).map((source) => sourceOf(data, source)));
  body.append(...(finding.lists ?? []).map((list) => listOf(data, list)));
  body.append(...(finding.chains ?? []).map((chain) => chainOf(data, chain)));
  for (const kind of ["stacks", "owners"]) {
    if (finding[kind]) {
      body.append(stacksOf(data, finding[kind], kind));
    }
  }
  if (finding.stacksLeftOut) {
    body.append(textElement("p", "There was no room for its stacks here: the JSON report has them.", { class: "note" }));
  }
  return body;
}

function factsOf(data, finding) {
  const list = element("dl", { class: "facts" });
  for (let i = 0; i < finding.facts.length; i += 3) {
    const label = data.text(finding.facts[i]);
    const text = data.text(finding.facts[i + 1]);
    list.append(element("div", { class: `fact fact-${label.toLowerCase()}` },
      textElement("dt", label), element("dd", {}, factValue(text, finding.facts[i + 2]))));
  }
  return list;
}

function factValue(text, kind) {
  switch (kind) {
    case factKinds.code:
      return textElement("code", text);
    case factKinds.link:
      return textElement("a", text, { href: text, rel: "noopener noreferrer" });
    default:
      return text;
  }
}

function sourceOf(data, source) {
  const place = data.text(source.place);
  const lines = element("pre", { tabindex: "0", "aria-label": `Source lines of ${place}` });
  source.lines.forEach((line, i) => {
    const number = source.first + i;
    lines.append(element("span", { class: number === source.line ? "line here" : "line" }, textElement("b", String(number)), data.text(line)));
  });
  return element("section", { class: "source" }, textElement("h4", place), lines);
}

function listOf(data, list) {
  const items = element("ol", { class: data.text(list.kind) });
  items.append(...list.items.map((item) => textElement("li", data.text(item))));
  return element("section", { class: "list" }, textElement("h4", data.text(list.heading)), items);
}

function chainOf(data, chain) {
  const links = element("ol");
  for (let i = 0; i < chain.links.length; i += 2) {
    const onStack = chain.links[i + 1] === 1;
    links.append(element("li", { class: onStack ? "on-stack" : "awaits" },
      textElement("code", data.text(chain.links[i])), textElement("span", onStack ? "on the stack" : "awaits the next")));
  }
  return element("section", { class: "chain" }, textElement("h4", data.text(chain.heading)), links);
}

function stacksOf(data, stacks, kind) {
  const section = element("section", { class: kind });
  stacks.forEach((stack, i) => {
    const frames = element("ol", { class: "stack" });
    for (const number of stack.frames) {
      const frame = data.frame(number);
      const item = element("li", { class: frame.origin }, textElement("code", frame.method));
      if (frame.place !== null) {
        item.append(" ", textElement("span", frame.place));
      }
      frames.append(item);
    }
    section.append(element("details", { open: i === 0 ? "" : null }, textElement("summary", data.text(stack.heading)), frames));
  });
  return section;
}
