/* Enhancement only: every page works without this file. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const on = (type, handler, options) => document.addEventListener(type, handler, options);
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  /* Characters left, said when they get few. */
  const count = (field) => {
    const max = Number(field.getAttribute("maxlength"));
    if (!max || max > 50000 || field.dataset.counted) return;
    field.dataset.counted = "yes";
    const output = make("span", { className: "field-count", ariaHidden: "true" });
    const show = () => {
      // The server counts line ends as one sign, as we do here.
      const used = [...field.value].length;
      output.textContent = `${used.toLocaleString(document.documentElement.lang)} / ${max.toLocaleString(document.documentElement.lang)}`;
      output.toggleAttribute("data-over", used > max);
    };
    field.after(output);
    field.addEventListener("input", show);
    show();
  };

  /* Files that the server would refuse. */
  const checkFiles = (input) => {
    const max = Number(input.dataset.maxBytes);
    const large = max && [...input.files].filter((file) => file.size > max);
    input.setCustomValidity(large && large.length ? `${large.map((file) => file.name).join(", ")}: > ${Math.round(max / 1048576)} MB` : "");
    input.reportValidity();
  };

  /* Repeating rows. */
  const addRow = (button) => {
    const box = button.closest("[data-rows]");
    const total = box.querySelector(`[name="${box.dataset.rows}-TOTAL_FORMS"]`);
    const template = box.querySelector("template[data-row-template]");
    const html = template.innerHTML.replaceAll("__prefix__", total.value);
    template.insertAdjacentHTML("beforebegin", html);
    total.value = Number(total.value) + 1;
    const row = template.previousElementSibling;
    begin(row);
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  };

  const begin = (root) => {
    all("textarea[maxlength], input[type=text][maxlength][data-count]", root).forEach(count);
    all("[data-add-row]", root).forEach((button) => { button.hidden = false; });
    all("time[datetime*='T']", root).forEach((time) => {
      time.title = new Date(time.dateTime).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    });
  };

  on("change", (event) => {
    const field = event.target;
    if (field.type === "file") checkFiles(field);
    if (field.closest?.("[data-submit-on-change]")) field.form.requestSubmit();
  });
  on("click", (event) => {
    const add = event.target.closest("[data-add-row]");
    if (add) addRow(add);
    const asks = event.target.closest("button[data-confirm], a[data-confirm]");
    if (asks && !window.confirm(asks.dataset.confirm)) event.preventDefault();
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  on("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  on("submit", (event) => {
    if (event.defaultPrevented) return; // autosave holds it back, and sends it again itself
    const form = event.target;
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes"; // a second click sends nothing twice; the way back opens it again
    window.setTimeout(() => { delete form.dataset.sent; }, 8000);
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => { delete form.dataset.sent; }));
  /* What somebody is filling in is not renewed under their hands. */
  on("htmx:beforeRequest", (event) => {
    const { target } = event;
    if (target.matches("[data-waits-while-open]") && target.querySelector("details[open]")) event.preventDefault();
  });
  on("htmx:load", (event) => begin(event.target));

  /* What somebody opened stays open when its part of the page is renewed, and keeps the focus. */
  on("htmx:beforeSwap", (event) => {
    const { target } = event.detail;
    const open = all("details[id]", target).map((one) => [one.id, one.open]);
    const focused = target.contains(document.activeElement) && document.activeElement.closest("details[id]")?.id;
    target.addEventListener("htmx:afterSwap", () => {
      for (const [id, isOpen] of open) { const one = document.getElementById(id); if (one) one.open = isOpen; }
      if (focused) document.getElementById(focused)?.querySelector("summary")?.focus({ preventScroll: true });
    }, { once: true });
  });

  const start = () => {
    begin(document);
    document.querySelector("[data-focus]")?.focus();
    if (window.matchMedia("(max-width: 44rem)").matches) all("details.filter-panel[open]:not([data-keep-open])").forEach((panel) => { panel.open = false; });
  };
  if (document.readyState === "loading") on("DOMContentLoaded", start); else start();
})();
