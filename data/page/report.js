
"use strict";
// Every text reaches the page through textContent: nothing in an article can become markup.
const articles = JSON.parse(document.getElementById("articles").textContent);
const CHUNK = 200;
const WORDS = { tro: "TRO", apa: "APA", first_amendment: "First Amendment", constitutional_other: "Other constitutional", relief_in_force: "relief in force", no_relief: "no relief", partly: "partly in force" };
const FACTS = [["challenged_action", "Challenged"], ["case_name", "Case"], ["docket_number", "Docket"], ["court", "Court"], ["judge", "Judge"], ["decision_date", "Decided"], ["citations", "Citations"], ["date", "Published"], ["source", "Source"], ["url", "Link"], ["ruling_id", "Ruling"], ["duplicate_of", "Copy of"], ["id", "Id"], ["model_version", "Model"]];
const FACETS = [
  { key: "outcome", name: "Outcome", of: (a) => [a.outcome] },
  { key: "review", name: "Review", of: (a) => [a.needs_review ? "needs review" : "filed"] },
  { key: "relief", name: "Relief", of: (a) => (a.outcome === "none" ? [] : [a.relief]) },
  { key: "claims", name: "Claims", of: (a) => (a.outcome === "none" ? [] : a.claims) },
  { key: "scope", name: "Scope", of: (a) => (a.scope ? [a.scope] : []) },
];
const COLUMNS = [
  { key: "date", name: "Date", css: "c-date", of: (a) => a.date || a.facts.decision_date || "", down: true },
  { key: "title", name: "Article", css: "c-article", of: (a) => (a.title || a.id).toLocaleLowerCase() },
  { key: "outcome", name: "Outcome", css: "c-outcome", of: (a) => ORDER.outcome.indexOf(a.outcome) },
  { key: "relief", name: "Relief", css: "c-relief", of: (a) => ORDER.relief.indexOf(a.relief) },
  { name: "Claims", css: "c-claims" },
  { key: "scope", name: "Scope", css: "c-scope", of: (a) => (a.scope ? ORDER.scope.indexOf(a.scope) : 9) },
  { key: "sure", name: "Probability", css: "c-sure", of: (a) => a.outcome_probability },
  { key: "review", name: "Review", css: "c-review", of: (a) => (a.needs_review ? 0 : 1) },
];
const ORDER = {
  outcome: ["granted", "denied", "mixed", "none"],
  relief: ["stay", "tro", "preliminary_injunction", "final", "stay_pending_appeal", "none"],
  claims: ["apa", "first_amendment", "statutory", "constitutional_other", "none named"],
  scope: ["nationwide", "limited", "unstated"],
  review: ["needs review", "filed"],
};
const by = (id) => document.getElementById(id);
const chosen = Object.fromEntries(FACETS.map((facet) => [facet.key, new Set()]));
let sorted = { key: null, down: false };
let matching = [];
let rendered = 0;

function el(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}
function plain(label) {
  if (label in WORDS) return WORDS[label];
  const words = label.replaceAll("_", " ");
  return words[0].toLocaleUpperCase() + words.slice(1);
}
function percent(p) {
  return p === null || p === undefined ? "–" : p > 0.995 && p < 1 ? ">99 %" : p < 0.005 && p > 0 ? "<1 %" : Math.round(100 * p) + " %";
}
function bar(share, tone) {
  const fill = el("i", { className: tone || "" });
  fill.style.width = (100 * (share || 0)).toFixed(1) + "%";
  return el("span", { className: "bar " + (tone || ""), "aria-hidden": "true" }, fill);
}

function words(article) {
  if (article.words === undefined) {
    const values = [article.title, article.id, article.source, ...Object.values(article.facts).flat(), ...article.passage, ...(article.other_rulings || [])];
    article.words = values.filter(Boolean).join("\n").toLocaleLowerCase();
  }
  return article.words;
}
function matches(article, terms, except) {
  for (const facet of FACETS) {
    const wanted = chosen[facet.key];
    if (facet.key !== except && wanted.size && !facet.of(article).some((label) => wanted.has(label))) return false;
  }
  return terms.every((term) => words(article).includes(term));
}

function drawSummary(terms) {
  const focused = document.activeElement && document.activeElement.dataset.label;
  by("summary").replaceChildren(...FACETS.map((facet) => {
    const counts = new Map(ORDER[facet.key].map((label) => [label, 0]));
    let total = 0;
    for (const article of articles) {
      if (!matches(article, terms, facet.key)) continue;
      total += 1;
      for (const label of facet.of(article)) counts.set(label, (counts.get(label) || 0) + 1);
    }
    if (facet.key === "relief") counts.delete("none");
    const box = el("fieldset", { className: "facet" }, el("legend", {}, facet.name));
    for (const [label, count] of counts) {
      const tone = facet.key === "outcome" ? label : label === "needs review" ? "review" : "";
      const share = facet.key === "review" && total ? ` · ${Math.round((100 * count) / total)} %` : "";
      const button = el("button", { type: "button", className: tone, "aria-pressed": String(chosen[facet.key].has(label)) },
        el("span", { className: "name" }, facet.key === "outcome" && label === "none" ? "No ruling" : plain(label)),
        el("span", { className: "number" }, count.toLocaleString("en") + share), bar(total ? count / total : 0, tone));
      button.dataset.label = facet.key + ":" + label;
      button.addEventListener("click", () => {
        if (!chosen[facet.key].delete(label)) chosen[facet.key].add(label);
        update();
      });
      box.append(button);
      if (button.dataset.label === focused) queueMicrotask(() => button.focus());
    }
    return box;
  }));
}

function update() {
  const terms = by("query").value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  drawSummary(terms);
  matching = articles.filter((article) => matches(article, terms));
  const column = COLUMNS.find((each) => each.key && each.key === sorted.key);
  if (column) {
    const sign = sorted.down ? -1 : 1;
    const values = new Map(matching.map((article) => [article, column.of(article)]));
    // An article without a date goes last, whichever way the rest runs.
    matching.sort((a, b) => {
      const x = values.get(a), y = values.get(b);
      if (x === y) return 0;
      if (x === "" || y === "") return x === "" ? 1 : -1;
      return (typeof x === "string" ? x.localeCompare(y) : x - y) * sign;
    });
  }
  const filtered = terms.length > 0 || FACETS.some((facet) => chosen[facet.key].size);
  by("clear").disabled = !filtered;
  by("shown").textContent = filtered ? `${matching.length.toLocaleString("en")} of ${articles.length.toLocaleString("en")} shown` : "";
  by("empty").hidden = matching.length > 0;
  for (const [index, cell] of [...by("head").children].entries()) {
    if (COLUMNS[index].key && COLUMNS[index].key === sorted.key) cell.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
    else cell.removeAttribute("aria-sort");
  }
  by("order").value = sorted.key ? sorted.key + (sorted.down ? ":down" : "") : "";
  by("rows").replaceChildren();
  rendered = 0;
  drawMore(CHUNK);
}
function drawMore(count) {
  const next = matching.slice(rendered, rendered + count);
  by("rows").append(...next.map(row));
  rendered += next.length;
  by("more").hidden = rendered >= matching.length;
  by("more").textContent = `Show more (${(matching.length - rendered).toLocaleString("en")} left)`;
}

let made = 0;
function row(article) {
  const ruling = article.outcome !== "none";
  const title = el("button", { type: "button", className: "title", "aria-expanded": "false" }, article.title || article.id);
  const cells = [
    el("td", { className: "date" }, COLUMNS[0].of(article)),
    el("td", { className: "article" }, title, source(article)),
    el("td", {}, el("span", { className: "label " + article.outcome }, ruling ? plain(article.outcome) : "No ruling"),
      article.effect ? el("span", { className: "effect" }, plain(article.effect)) : null),
    el("td", {}, ruling ? plain(article.relief) : ""),
    el("td", {}, ruling ? article.claims.map(plain).join(", ") : ""),
    el("td", {}, article.scope ? plain(article.scope) : ""),
    el("td", { className: "sure" }, percent(article.outcome_probability), bar(article.outcome_probability, article.outcome)),
    el("td", {}, article.needs_review ? el("span", { className: "flag" }, "Review") : ""),
  ];
  const line = el("tr", { className: "row" }, ...cells);
  const toggle = () => {
    const open = title.getAttribute("aria-expanded") !== "true";
    if (open && !(line.nextSibling && line.nextSibling.classList.contains("detail"))) {
      const id = "detail-" + ++made;
      line.after(el("tr", { className: "detail", id }, el("td", { colSpan: COLUMNS.length }, detail(article))));
      title.setAttribute("aria-controls", id);
    }
    if (line.nextSibling && line.nextSibling.classList.contains("detail")) line.nextSibling.hidden = !open;
    title.setAttribute("aria-expanded", String(open));
    line.classList.toggle("open", open);
  };
  line.addEventListener("click", (event) => {
    if (event.target.closest("a") || (window.getSelection() || "").toString()) return;
    toggle();
  });
  return line;
}
function source(article) {
  const told = [article.source, article.facts.case_name].filter(Boolean).join(" · ");
  return told ? el("span", { className: "source" }, told) : null;
}

function detail(article) {
  const [before, near, evidence, after, far] = article.passage;
  const passage = el("p", { className: "passage" });
  const parts = { before: el("span", { className: "far", hidden: true }, before), after: el("span", { className: "far", hidden: true }, far) };
  const dots = [before || article.cut[0] ? el("span", {}, "… ") : null, far || article.cut[1] ? el("span", {}, " …") : null];
  passage.append(parts.before, ...(dots[0] ? [dots[0]] : []), near, ...(evidence ? [el("mark", {}, evidence)] : []), after, ...(dots[1] ? [dots[1]] : []), parts.after);
  const heading = article.evidence_in_title ? el("h3", {}, el("mark", {}, article.title)) : null;
  const told = el("section", {}, el("h2", {}, article.outcome === "none" ? "How it begins" : "Evidence in its context"), heading && el("div", { className: "passage" }, heading), passage);
  if (before || far) {
    const fold = el("button", { type: "button", className: "fold", "aria-expanded": "false" }, "Whole text");
    fold.addEventListener("click", (event) => {
      event.stopPropagation();
      const open = fold.getAttribute("aria-expanded") !== "true";
      fold.setAttribute("aria-expanded", String(open));
      fold.textContent = open ? "Only the context" : "Whole text";
      parts.before.hidden = parts.after.hidden = !open;
      if (dots[0]) dots[0].hidden = open && !article.cut[0];
      if (dots[1]) dots[1].hidden = open && !article.cut[1];
    });
    told.append(fold);
  }
  const left = el("div", {}, told);
  if (article.other_rulings && article.other_rulings.length) {
    left.append(el("section", {}, el("h2", {}, "Other rulings it reports"), el("ul", { className: "others" }, ...article.other_rulings.map((each) => el("li", {}, each)))));
  }
  const right = el("div", {});
  if (article.needs_review) right.append(el("section", {}, el("h2", {}, "For a person to read"), el("p", { className: "reason" }, article.review_reason || "It needs review.")));
  right.append(el("section", {}, el("h2", {}, "Probabilities"), chances(article)));
  if (article.doubtful_tasks && article.doubtful_tasks.length) right.append(el("section", {}, el("h2", {}, "Doubtful"), article.doubtful_tasks.map(plain).join(", ")));
  right.append(el("section", {}, el("h2", {}, "Case and article"), facts(article)));
  return el("div", { className: "inside" }, left, right);
}
function chances(article) {
  const list = el("dl", { className: "chances" });
  const line = (name, p, tone, quiet) => {
    const cls = quiet ? "unsaid" : "";
    list.append(el("dt", {}, el("span", { className: cls }, name), bar(p, tone)), el("dd", { className: cls }, percent(p)));
  };
  if (article.outcome === "none") {
    line("No ruling", article.outcome_probability, "none");
    return list;
  }
  line(plain(article.outcome), article.outcome_probability, article.outcome);
  line(plain(article.relief), article.relief_probability);
  if (article.scope) line(plain(article.scope), article.scope_probability);
  for (const claim of ORDER.claims) {
    if (claim in article.claims_probabilities) line(plain(claim), article.claims_probabilities[claim], "", !article.claims.includes(claim));
  }
  return list;
}
function facts(article) {
  const list = el("dl", { className: "facts" });
  for (const [key, name] of FACTS) {
    const value = key in article.facts ? article.facts[key] : article[key];
    if (!value || value.length === 0) continue;
    const text = Array.isArray(value) ? value.join("; ") : String(value);
    // Only web addresses become links: others could run code.
    const link = key === "url" && /^https?:\/\//i.test(text);
    list.append(el("dt", {}, name), el("dd", {}, link ? el("a", { href: text, target: "_blank", rel: "noopener noreferrer" }, text) : text));
  }
  return list;
}

function sortBy(key, down) {
  sorted = { key: key || null, down };
  update();
}
for (const column of COLUMNS) {
  const cell = el("th", { scope: "col", className: column.css });
  if (column.key) {
    const button = el("button", { type: "button" }, column.name);
    const first = Boolean(column.down);
    button.addEventListener("click", () => {
      if (sorted.key !== column.key) sortBy(column.key, first);
      else if (sorted.down === first) sortBy(column.key, !first);
      else sortBy(null, false);
    });
    cell.append(button);
  } else cell.append(column.name);
  by("head").append(cell);
}
for (const [value, name] of [["", "In order of reading"], ["date:down", "Newest first"], ["date", "Oldest first"], ["outcome", "By outcome"], ["sure", "Least certain first"], ["sure:down", "Most certain first"], ["review", "Review first"]]) {
  by("order").append(el("option", { value }, name));
}
by("order").addEventListener("change", () => {
  const [key, down] = by("order").value.split(":");
  sortBy(key, down === "down");
});
let waiting = 0;
by("query").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(update, 120);
});
by("tools").addEventListener("submit", (event) => {
  event.preventDefault();
  update();
});
by("clear").addEventListener("click", () => {
  by("query").value = "";
  for (const wanted of Object.values(chosen)) wanted.clear();
  update();
  by("query").focus();
});
by("more").addEventListener("click", () => drawMore(CHUNK));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const active = document.activeElement;
  if (event.key === "/" && !/^(INPUT|SELECT)$/.test(active.tagName)) {
    event.preventDefault();
    by("query").focus();
  } else if (event.key === "Escape" && active.closest("#rows")) {
    const inner = active.closest("tr.detail");
    const title = (inner ? inner.previousSibling : active.closest("tr")).querySelector(".title");
    if (title.getAttribute("aria-expanded") === "true") title.click();
    title.focus();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && active.classList.contains("title")) {
    const titles = [...document.querySelectorAll("#rows .title")];
    const next = titles[titles.indexOf(active) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }
});
const rulings = articles.filter((article) => article.outcome !== "none").length;
const versions = [...new Set(articles.map((article) => article.model_version).filter(Boolean))];
by("about").append([` · ${articles.length.toLocaleString("en")} articles, ${rulings.toLocaleString("en")} rulings`, ...versions].join(" · "));
window.addEventListener("beforeprint", () => drawMore(matching.length));
update();
