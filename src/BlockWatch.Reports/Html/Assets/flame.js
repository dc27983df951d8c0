// The stacks of a finding as one flame graph, the outermost frame on top. A frame is as wide as it is frequent.

const flameRowHeight = 22;
const flameMaxDepth = 120;

class Flame {
  constructor(data, stacks) {
    this.data = data;
    this.stacks = stacks;
    this.showsAll = false;
    this.area = element("div", { class: "flame-area", role: "tree", "aria-label": "Flame graph: arrow keys move, Enter zooms, Escape zooms out" });
    this.area.addEventListener("keydown", (event) => this.onKey(event));
    this.info = textElement("p", "", { class: "flame-info" });
    this.root = null;
    this.build();
  }

  element() {
    const all = element("input", { type: "checkbox" });
    all.addEventListener("change", () => {
      this.showsAll = all.checked;
      this.build();
    });
    const heading = element("div", { class: "flame-head" }, textElement("h4", "Flame graph"), element("label", {}, all, " all framework frames"));
    return element("section", { class: "flame" }, heading, element("div", { class: "flame-scroll" }, this.area), this.info);
  }

  build() {
    this.root = { name: "all", place: null, origin: "root", count: 0, depth: 0, start: 0, parent: null, children: [] };
    for (const stack of this.stacks) {
      let node = this.root;
      node.count += stack.count;
      for (const number of this.outermostFirst(stack.frames)) {
        node = this.childOf(node, number);
        node.count += stack.count;
      }
    }
    this.zoomTo(this.root);
  }

  outermostFirst(frames) {
    return frames.filter((_, i) => this.showsAll || this.matters(frames, i)).reverse().slice(0, flameMaxDepth);
  }

  // Your code, what it called, and what blocks; the rest is the way in between.
  matters(frames, i) {
    const isFramework = (at) => this.data.frame(frames[at]).origin !== "user";
    return i === 0 || !isFramework(i) || (i + 1 < frames.length && !isFramework(i + 1));
  }

  childOf(parent, number) {
    let child = parent.children.find((known) => known.number === number);
    if (!child) {
      const frame = this.data.frame(number);
      child = { number, name: frame.method, place: frame.place, origin: frame.origin, count: 0, depth: parent.depth + 1, parent, children: [] };
      parent.children.push(child);
    }
    return child;
  }

  zoomTo(root) {
    this.zoomed = root;
    this.boxes = new Map();
    this.area.replaceChildren();
    this.deepest = 0;
    this.place(root, 0, 1, 0);
    this.area.style.height = `${(this.deepest + 1) * flameRowHeight}px`;
    this.focusable(root);
    this.describe(root);
  }

  place(node, left, width, depth) {
    const isRoot = node === this.root;
    const label = isRoot ? `all ${numbers.format(node.count)}` : shortMethod(node.name);
    const box = button(label, { class: `frame ${node.origin}`, tabindex: "-1", role: "treeitem", title: this.sentence(node) }, () => this.toggle(node));
    box.style.left = `${left * 100}%`;
    box.style.width = `${width * 100}%`;
    box.style.top = `${depth * flameRowHeight}px`;
    box.addEventListener("focus", () => this.describe(node));
    box.addEventListener("pointerenter", () => this.describe(node));
    this.boxes.set(node, box);
    this.area.append(box);
    this.deepest = Math.max(this.deepest, depth);
    let at = left;
    for (const child of node.children.sort((one, other) => other.count - one.count)) {
      const share = (child.count / node.count) * width;
      this.place(child, at, share, depth + 1);
      at += share;
    }
  }

  toggle(node) {
    this.zoomTo(node === this.zoomed && node.parent ? this.root : node);
    this.boxes.get(this.zoomed).focus();
  }

  sentence(node) {
    const share = Math.round((node.count / this.root.count) * 100);
    const place = node.place === null ? "" : ` at ${node.place}`;
    return node === this.root ? `all stacks: ${numbers.format(node.count)}` : `${node.name}${place}: ${numbers.format(node.count)} of ${numbers.format(this.root.count)} (${share} %)`;
  }

  describe(node) {
    this.info.textContent = this.sentence(node);
  }

  focusable(node) {
    for (const box of this.boxes.values()) {
      box.tabIndex = -1;
    }
    this.boxes.get(node).tabIndex = 0;
  }

  onKey(event) {
    const node = [...this.boxes].find(([, box]) => box === document.activeElement)?.[0];
    if (!node) {
      return;
    }
    const siblings = node.parent && node !== this.zoomed ? node.parent.children : [node];
    const at = siblings.indexOf(node);
    const next = {
      ArrowDown: node.children[0],
      ArrowUp: node === this.zoomed ? undefined : node.parent,
      ArrowRight: siblings[at + 1],
      ArrowLeft: siblings[at - 1],
    }[event.key];
    if (event.key === "Escape" && this.zoomed !== this.root) {
      this.zoomTo(this.root);
      this.boxes.get(this.root).focus();
      event.preventDefault();
      event.stopPropagation();
    } else if (next) {
      this.focusable(next);
      this.boxes.get(next).focus();
      event.preventDefault();
    }
  }
}

/** Type and method without namespace and parameters: "Orders.CheckoutAsync". */
function shortMethod(method) {
  const head = method.split("(")[0];
  const plain = head.replace(/<[^<>]*>/g, "");
  return plain.split(".").slice(-2).join(".") || head;
}
