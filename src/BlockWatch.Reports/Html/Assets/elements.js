"use strict";

// Elements and texts. Text from the report is only ever set as text: it is never parsed as markup.

/** An element with attributes (those that are null are left out) and children (elements, or text). */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children);
  return made;
}

/** An element that holds text alone. */
function textElement(name, text, attributes = {}) {
  return element(name, attributes, text);
}

function button(text, attributes, onClick) {
  const made = textElement("button", text, { type: "button", ...attributes });
  made.addEventListener("click", onClick);
  return made;
}

const numbers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** The data of one target's part of the page. */
class ReportData {
  constructor(part) {
    this.key = part.dataset.key;
    Object.assign(this, JSON.parse(document.getElementById(`data-${this.key}`).textContent));
  }

  text(number) {
    return this.strings[number];
  }

  /** Method, place (null when not known) and origin of a frame. */
  frame(number) {
    const [method, place, origin] = this.frames[number];
    return { method: this.text(method), place: place < 0 ? null : this.text(place), origin: this.text(origin) };
  }

  rowId(index) {
    return `f${this.key}-${index}`;
  }
}
