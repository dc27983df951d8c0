// Puts the parts together when the page is there.

function addThemeButton(place) {
  const isDark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const toggle = button("", { class: "theme" }, () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    name();
  });
  const name = () => {
    toggle.textContent = isDark() ? "Light" : "Dark";
    toggle.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
  name();
  place.append(toggle);
}

function addCopyButtons() {
  for (const code of document.querySelectorAll("code.copy")) {
    const copy = button("Copy", { class: "copy-button" }, async () => {
      await navigator.clipboard.writeText(code.textContent);
      copy.textContent = "Copied";
    });
    // Only pages from a disk or from a server with https may use the clipboard.
    if (navigator.clipboard) {
      code.after(" ", copy);
    }
  }
}

function start() {
  const tables = new Map();
  document.documentElement.classList.add("scripted");
  addThemeButton(document.querySelector(".top-right"));
  addCopyButtons();
  for (const part of document.querySelectorAll(".report")) {
    const data = new ReportData(part);
    const timeline = part.querySelector(".timeline");
    const findings = part.querySelector(".findings");
    if (timeline) {
      new TimelineCursor(timeline, data);
    }
    if (findings) {
      tables.set(data.key, new FindingsTable(findings, data));
    }
  }
  const follow = () => {
    const [, key, index] = /^#f(\d+)-(\d+)$/.exec(location.hash) ?? [];
    if (tables.has(key) && Number(index) < tables.get(key).data.findings.length) {
      tables.get(key).reveal(Number(index));
    }
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    // A second click on the same link changes no address.
    if (event.target.closest("a[href^='#f']")?.getAttribute("href") === location.hash) {
      follow();
    }
  });
  document.addEventListener("keydown", (event) => onKey(event, tables));
  follow();
}

function onKey(event, tables) {
  if (event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  const isTyping = event.target.closest("input, select, textarea") !== null;
  const part = event.target.closest(".report")?.dataset.key;
  const table = tables.get(part) ?? tables.values().next().value;
  if (!table) {
    return;
  }
  if (event.key === "Escape" && event.target === table.search) {
    table.search.value = "";
    table.restart();
  } else if (event.key === "/" && !isTyping) {
    table.search.focus();
  } else if ((event.key === "j" || event.key === "k") && !isTyping) {
    table.step(event.key === "j" ? 1 : -1);
  } else {
    return;
  }
  event.preventDefault();
}

start();
