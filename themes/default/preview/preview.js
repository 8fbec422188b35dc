// The preview's part in a page: says how things stand, and keeps the page up to date where the reader left it.
// Never part of a published site. All text is set as text, never as HTML.
(() => {
  "use strict";
  const own = document.currentScript;
  const { base, page } = own.dataset;
  const route = (() => {
    const path = location.pathname.slice(base.length);
    try { return decodeURIComponent(path); } catch { return path; }
  })();
  const KEPT = "preview:kept";
  let token = page, build = 0, source = null, retry = 0, timer = 0;
  const state = { connected: true, loading: false, older: null, problems: [], more: 0, gaps: { new: 0, to: null }, hidden: false };

  const make = (name, className, ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };
  const clock = (millis) => new Date(millis).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const safe = (address) => !/^\s*(javascript|data|vbscript):/i.test(address);

  // ---- What the reader had: scroll, open details, fields, focus ----

  const pathOf = (element) => {
    const steps = [];
    for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
      if (at.id) { steps.unshift(`#${CSS.escape(at.id)}`); break; }
      const same = at.parentElement ? [...at.parentElement.children].filter((one) => one.localName === at.localName) : [at];
      steps.unshift(`${at.localName}:nth-of-type(${same.indexOf(at) + 1})`);
    }
    return steps.join(">");
  };
  const find = (path) => { try { return document.querySelector(path); } catch { return null; } };
  const isOurs = (element) => Boolean(element.closest(".pv, .pv-pill"));

  // The heading nearest above the top of the window: text added above it must not move what is being read.
  const anchor = () => {
    let best = null;
    for (const heading of document.querySelectorAll("main [id]")) {
      const top = heading.getBoundingClientRect().top;
      if (top > 120) break;
      best = { id: heading.id, top };
    }
    return best;
  };

  const keep = () => {
    const fields = [];
    for (const field of document.querySelectorAll("input, select, textarea")) {
      if (isOurs(field) || field.type === "password" || field.type === "file") continue;
      fields.push({ path: pathOf(field), value: field.value, checked: field.checked === true });
    }
    const scrolled = [];
    for (const element of document.querySelectorAll("body *")) {
      if ((element.scrollTop > 0 || element.scrollLeft > 0) && !isOurs(element)) {
        scrolled.push({ path: pathOf(element), top: element.scrollTop, left: element.scrollLeft });
      }
    }
    const details = [...document.querySelectorAll("details")].map((one) => ({ path: pathOf(one), open: one.open }));
    const focused = document.activeElement;
    const focus = focused && focused !== document.body && !isOurs(focused)
      ? { path: pathOf(focused), start: focused.selectionStart ?? null, end: focused.selectionEnd ?? null } : null;
    const kept = { route, x: scrollX, y: scrollY, anchor: anchor(), details, fields, scrolled, focus, hidden: state.hidden, at: Date.now() };
    try { sessionStorage.setItem(KEPT, JSON.stringify(kept)); } catch { /* no storage: the page only loses its place */ }
  };

  const restore = () => {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
      sessionStorage.removeItem(KEPT);
    } catch { /* as if nothing was kept */ }
    if (!kept || kept.route !== route || Date.now() - kept.at > 60000) return;
    for (const { path, open } of kept.details) {
      const element = find(path);
      if (element instanceof HTMLDetailsElement) element.open = open;
    }
    for (const { path, value, checked } of kept.fields) {
      const field = find(path);
      if (!field || !("value" in field) || field.type === "file") continue;
      if (field.value === value && (field.checked === true) === checked) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = checked; else field.value = value;
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    if (kept.focus) {
      const element = find(kept.focus.path);
      element?.focus?.({ preventScroll: true });
      try {
        if (kept.focus.start !== null) element?.setSelectionRange?.(kept.focus.start, kept.focus.end);
      } catch { /* a field without a selection */ }
    }
    const scroll = () => {
      for (const { path, top, left } of kept.scrolled) find(path)?.scrollTo({ top, left, behavior: "instant" });
      const mark = kept.anchor && document.getElementById(kept.anchor.id);
      const y = mark ? scrollY + mark.getBoundingClientRect().top - kept.anchor.top : kept.y;
      scrollTo({ left: kept.x, top: kept.y === 0 ? 0 : y, behavior: "instant" });
    };
    state.hidden = kept.hidden === true;
    scroll();
    // Pictures that come late move the page once more.
    if (document.readyState !== "complete") addEventListener("load", scroll, { once: true });
  };

  // ---- Pill and panel ----

  const pill = make("p", "pv-pill");
  const word = make("span"), gap = make("a"), show = make("button");
  pill.setAttribute("role", "status");
  pill.append(make("span", "pv-dot"), word, gap, show);
  show.type = "button";
  show.textContent = "show";
  show.addEventListener("click", () => { state.hidden = false; draw(); });
  const panel = make("aside", "pv");
  panel.setAttribute("aria-labelledby", "pv-title");

  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = make("textarea");
      field.value = text;
      panel.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy location"; }, 1500);
  };

  const excerpt = (problem) => {
    const code = make("code");
    const line = (number, ...text) => code.append(make("span", "pv-line", make("span", "pv-number", number), ...text));
    for (const [number, text] of problem.excerpt) {
      line(String(number), text);
      if (number !== problem.line || !problem.column) continue;
      // Tabs before the mark stay tabs, so that the caret stands below it.
      const before = [...text].slice(0, problem.column - 1).map((c) => (c === "\t" ? c : " ")).join("");
      line("", before, make("span", "pv-caret", "^".repeat(Math.max(1, Math.min(problem.width, 200)))));
    }
    const pre = make("pre", "", code);
    pre.tabIndex = 0;
    pre.setAttribute("role", "group");
    pre.setAttribute("aria-label", "Source excerpt");
    return pre;
  };

  const describe = (problem) => {
    const article = make("article");
    const place = [problem.path, problem.line || "", problem.column || ""].filter(String).join(":");
    article.append(make("p", "", make("strong", "", problem.message)));
    const where = make("p", "pv-where");
    if (problem.path) where.append(make("code", "", problem.path));
    if (problem.line) where.append(`, line ${problem.line}${problem.column ? `, column ${problem.column}` : ""}`);
    where.append(`${problem.path ? " · " : ""}error ${problem.code}`);
    article.append(where);
    if (problem.excerpt.length) article.append(excerpt(problem));
    if (problem.help) article.append(make("p", "pv-help", make("strong", "", "Try this: "), make("code", "", problem.help)));
    const acts = make("p", "pv-acts");
    if (problem.edit && safe(problem.edit)) {
      const edit = make("a", "", "Open in editor");
      edit.href = problem.edit;
      acts.append(edit);
    }
    if (problem.path) {
      const button = make("button", "", "Copy location");
      button.type = "button";
      button.addEventListener("click", () => copy(place, button));
      acts.append(button);
    }
    article.append(acts);
    return article;
  };

  const drawPanel = () => {
    panel.hidden = state.hidden || state.problems.length === 0;
    const count = state.problems.length + state.more;
    const title = make("h2", "", count === 1 ? "The last edit does not build" : `${count} errors in the last build`);
    title.id = "pv-title";
    const hide = make("button", "", "Hide");
    hide.type = "button";
    hide.addEventListener("click", () => { state.hidden = true; draw(); });
    const notes = [];
    if (state.more) notes.push(make("p", "pv-where", `and ${state.more} more; the terminal lists them all`));
    const behind = state.older ? `The page behind this message is the last good one, from ${clock(state.older)}. ` : "";
    notes.push(make("p", "pv-where", `${behind}It reloads by itself when the file is mended.`));
    panel.replaceChildren(title, ...state.problems.map(describe), ...notes, make("p", "pv-acts", hide));
  };

  const drawPill = () => {
    const count = state.problems.length + state.more;
    let [name, text] = ["live", "live"];
    if (!state.connected) [name, text] = ["disconnected", "disconnected, retrying"];
    else if (state.loading) [name, text] = ["rebuilding", "rebuilding"];
    else if (state.older) [name, text] = ["failed", `build failed, showing ${clock(state.older)}`];
    else if (count) [name, text] = ["failed", count === 1 ? "1 error" : `${count} errors`];
    if (pill.dataset.state !== name) pill.dataset.state = name;
    // Only a real change is written, or a screen reader hears every build.
    if (word.textContent !== `Preview · ${text}`) word.textContent = `Preview · ${text}`;
    const news = state.gaps.new === 0 ? "" : `+${state.gaps.new} gap${state.gaps.new === 1 ? "" : "s"}`;
    gap.hidden = news === "" || !state.gaps.to;
    if (gap.textContent !== news) gap.textContent = news;
    if (state.gaps.to) gap.href = state.gaps.to; else gap.removeAttribute("href");
    show.hidden = !(state.hidden && count > 0);
  };

  const draw = () => { drawPill(); drawPanel(); };

  // ---- What the server tells ----

  const reload = () => { keep(); location.reload(); };

  const swap = (addresses) => {
    const links = [...document.querySelectorAll('link[rel~="stylesheet"]:not([data-preview])')];
    if (links.length !== addresses.length) return reload();
    links.forEach((old, index) => {
      const link = old.cloneNode(false);
      const address = new URL(addresses[index], document.baseURI);
      if (address.origin !== location.origin) return;
      address.searchParams.set("preview", String(Date.now()));
      link.removeAttribute("integrity");
      link.href = address.href;
      // The old one stays until the new one is there, so that the page is never bare.
      const drop = () => old.remove();
      link.addEventListener("load", drop, { once: true });
      link.addEventListener("error", drop, { once: true });
      old.after(link);
    });
  };

  const on = (kind, act) => source.addEventListener(kind, (event) => {
    if (event.lastEventId) build = Number(event.lastEventId) || build;
    act(JSON.parse(event.data));
  });

  const connect = () => {
    clearTimeout(timer);
    if (source || document.visibilityState === "hidden") return;
    const query = new URLSearchParams({ route, page: token, build: String(build) });
    source = new EventSource(`${base}-/events?${query}`);
    source.addEventListener("open", () => { retry = 0; state.connected = true; draw(); });
    source.addEventListener("error", () => {
      disconnect();
      state.connected = false;
      state.loading = false;
      draw();
      retry = Math.min(retry + 1, 6);
      timer = setTimeout(connect, 250 * 2 ** (retry - 1));
    });
    on("build", (told) => { state.loading = false; state.older = told.older; draw(); });
    on("loading", () => { state.loading = true; draw(); });
    on("problems", (told) => {
      const fresh = JSON.stringify(told.problems) !== JSON.stringify(state.problems);
      if (fresh && state.problems.length) state.hidden = false;
      state.problems = told.problems;
      state.more = told.more;
      draw();
    });
    on("gaps", (told) => { state.gaps = told; draw(); });
    on("reload", reload);
    on("moved", (told) => { if (told.to.startsWith(base)) location.replace(new URL(told.to, location.origin)); });
    on("style", (told) => { token = told.page ?? token; swap(told.styles); });
  };

  const disconnect = () => { source?.close(); source = null; };

  // Browsers allow six connections to a server: only what is seen holds one.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") { clearTimeout(timer); disconnect(); } else { retry = 0; connect(); }
  });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
  addEventListener("online", () => { retry = 0; connect(); });

  document.body.append(panel, pill);
  restore();
  draw();
  connect();
})();
