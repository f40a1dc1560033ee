/* Drafts save themselves: <form data-autosave="address">. Nothing typed is lost, nothing is overwritten unseen. */
(() => {
  "use strict";
  const WAIT = 800;
  const RETRY = 10000;

  class Autosave {
    constructor(form) {
      this.form = form;
      this.url = form.dataset.autosave;
      this.words = form.querySelector("[data-saved]") || document.querySelector("[data-saved]") || document.createElement("p");
      this.waiting = new Map(); // field name: timer
      this.busy = new Set();
      this.running = new Set(); // what is on its way to the server
      this.conflicts = new Set();
      this.kept = new Set();
      form.addEventListener("input", (event) => this.changed(event.target));
      form.addEventListener("change", (event) => this.changed(event.target));
      form.addEventListener("submit", (event) => this.handingOver(event));
      window.addEventListener("pagehide", () => this.flush());
      document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.flush(); });
      window.addEventListener("online", () => this.retry());
      this.offerKept();
    }

    /* Fields */
    isOurs(field) {
      return field.name && field.type !== "file" && field.type !== "hidden" && field.type !== "submit" && field.form === this.form
        && this.versionField(field.name);
    }
    versionField(name) { return this.form.elements.namedItem(`version:${name}`); }
    fieldsOf(name) { return [...this.form.elements].filter((field) => field.name === name && field.type !== "hidden"); }
    valuesOf(name) {
      return this.fieldsOf(name).flatMap((field) => {
        if (field.type === "checkbox" || field.type === "radio") return field.checked ? [field.value] : [];
        if (field.multiple && field.options) return [...field.selectedOptions].map((option) => option.value);
        return [field.value];
      });
    }
    write(name, values) {
      for (const field of this.fieldsOf(name)) {
        if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
        else if (field.multiple && field.options) for (const option of field.options) option.selected = values.includes(option.value);
        else field.value = values[0] ?? "";
      }
    }

    /* Saving */
    changed(field) {
      if (!this.isOurs(field) || this.conflicts.has(field.name)) return;
      window.clearTimeout(this.waiting.get(field.name));
      this.waiting.set(field.name, window.setTimeout(() => this.save(field.name), WAIT));
    }
    body(name) {
      const data = new URLSearchParams({ field: name, version: this.versionField(name).value });
      for (const value of this.valuesOf(name)) data.append("value", value);
      data.append("csrfmiddlewaretoken", this.token());
      return data;
    }
    token() { return this.form.elements.namedItem("csrfmiddlewaretoken")?.value || ""; }
    save(name) {
      if (this.handed || this.busy.has(name)) this.changed(this.fieldsOf(name)[0]);
      else this.track(this.send(name));
    }
    track(request) {
      this.running.add(request);
      request.finally(() => this.running.delete(request));
    }
    async send(name) {
      this.waiting.delete(name);
      this.busy.add(name);
      const sent = JSON.stringify(this.valuesOf(name));
      this.say("saving");
      try {
        const response = await fetch(this.url, {
          method: "POST", body: this.body(name), redirect: "manual", credentials: "same-origin",
          headers: { "X-CSRFToken": this.token(), "X-Requested-With": "fetch", Accept: "application/json" },
        });
        await this.answered(name, response, sent);
      } catch {
        this.keep(name);
      } finally {
        this.busy.delete(name);
      }
    }
    async answered(name, response, sent) {
      const isJson = (response.headers.get("Content-Type") || "").includes("json");
      const reply = isJson ? await response.json() : {};
      if (response.ok && reply.version !== undefined) {
        this.versionField(name).value = reply.version;
        if (JSON.stringify(this.valuesOf(name)) === sent) this.forget(name);
        this.explain(name, []);
        for (const [other, value] of Object.entries(reply.beside || {})) this.follow(other, value);
        this.form.dispatchEvent(new CustomEvent("avow-saved", { bubbles: true }));
        if (this.kept.size) this.retry(); else this.say("saved", reply.saved_at);
      } else if (response.status === 409 && reply.conflict) this.conflict(name, reply);
      else if ((response.status === 400 || response.status === 422) && reply.errors) {
        this.keep(name, false);
        this.explain(name, reply.errors);
      } else this.keep(name);
    }
    /* An answer that the server changed along with another one; what is being typed there stays. */
    follow(name, value) {
      const mark = this.versionField(name);
      if (!mark) return;
      if ((this.valuesOf(name)[0] ?? "") === mark.value) this.write(name, [value]);
      mark.value = value;
    }
    say(state, at) {
      const { words } = this;
      words.dataset.state = state;
      const clock = at && new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      words.textContent = { saving: words.dataset.saving, saved: (words.dataset.savedAt || "").replace("%s", clock || ""),
        kept: words.dataset.kept, conflict: words.dataset.conflict }[state] || "";
    }
    explain(name, errors) {
      const field = this.fieldsOf(name)[0];
      const box = field?.closest(".field");
      if (!box) return;
      box.querySelector("[data-autosave-error]")?.remove();
      box.classList.toggle("field-invalid", errors.length > 0);
      if (!errors.length) return;
      const line = document.createElement("div");
      line.className = "field-error";
      line.dataset.autosaveError = "";
      line.setAttribute("role", "alert");
      line.append(Object.assign(document.createElement("span"), { textContent: errors.join(" ") }));
      field.before(line);
    }

    /* Kept in this browser */
    key(name) { return `avow:${this.url}:${name}`; }
    keep(name, again = true) {
      try { localStorage.setItem(this.key(name), JSON.stringify({ values: this.valuesOf(name), at: Date.now() })); } catch { /* a full or closed store: the page still has the text */ }
      this.say("kept");
      if (!again) return;
      this.kept.add(name);
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.retry(), RETRY);
    }
    forget(name) { this.kept.delete(name); try { localStorage.removeItem(this.key(name)); } catch { /* as above */ } }
    retry() { for (const name of [...this.kept]) { this.kept.delete(name); this.save(name); } }
    flush() {
      for (const [name, timer] of this.waiting) {
        window.clearTimeout(timer);
        this.waiting.delete(name);
        if (this.handed) continue;
        try { localStorage.setItem(this.key(name), JSON.stringify({ values: this.valuesOf(name), at: Date.now() })); } catch { /* as above */ }
        this.track(fetch(this.url, { method: "POST", body: this.body(name), keepalive: true, credentials: "same-origin",
          headers: { "X-CSRFToken": this.token(), "X-Requested-With": "fetch" } })
          .then(async (response) => {
            if (!response.ok) return;
            const reply = await response.json();
            this.versionField(name).value = reply.version;
            this.forget(name);
          }).catch(() => { this.kept.add(name); }));
      }
    }
    handingOver(event) {
      if (this.leaving) { event.preventDefault(); return; }
      this.handed = true; // the form itself carries the words now
      for (const timer of this.waiting.values()) window.clearTimeout(timer);
      window.clearTimeout(this.handedTimer);
      this.handedTimer = window.setTimeout(() => { this.handed = false; }, 8000);
      if (!this.running.size || event.defaultPrevented) return;
      // The form must carry the versions that the running saves make, or it would conflict with itself.
      event.preventDefault();
      this.leaving = true;
      const longest = new Promise((done) => { window.setTimeout(done, 5000); });
      Promise.race([Promise.allSettled([...this.running]), longest]).then(() => {
        this.leaving = false;
        this.running.clear();
        this.form.requestSubmit(event.submitter);
      });
    }
    offerKept() {
      const names = new Set([...this.form.elements].map((field) => field.name).filter((name) => name && this.versionField(name)));
      const found = [];
      for (const name of names) {
        let kept = null;
        try { kept = JSON.parse(localStorage.getItem(this.key(name))); } catch { /* unreadable: nothing to offer */ }
        if (!kept) continue;
        if (JSON.stringify(kept.values) === JSON.stringify(this.valuesOf(name))) this.forget(name);
        else found.push([name, kept.values]);
      }
      if (!found.length) return;
      const box = panel("notice notice-warn");
      box.append(paragraph(this.words.dataset.found), buttons(
        [this.words.dataset.restore, () => { for (const [name, values] of found) { this.write(name, values); this.save(name); } box.remove(); }],
        [this.words.dataset.discard, () => { found.forEach(([name]) => this.forget(name)); box.remove(); }],
      ));
      this.form.prepend(box);
    }

    /* Two writers */
    conflict(name, reply) {
      this.conflicts.add(name);
      this.say("conflict");
      try { localStorage.setItem(this.key(name), JSON.stringify({ values: this.valuesOf(name), at: Date.now() })); } catch { /* the page still has the text */ }
      const theirs = [].concat(reply.theirs ?? []).map(String);
      const words = this.words.dataset;
      const box = panel("conflict");
      box.setAttribute("role", "alert");
      box.append(Object.assign(document.createElement("h3"), { textContent: words.conflictTitle || "" }));
      const both = panel("conflict-texts");
      const by = reply.saved_by ? ` (${(words.conflictBy || "%s").replace("%s", reply.saved_by)})` : "";
      both.append(quoted(words.mine, this.shown(name, this.valuesOf(name))), quoted(`${words.theirs || ""}${by}`, this.shown(name, theirs)));
      const settle = (values) => {
        this.versionField(name).value = reply.version;
        this.conflicts.delete(name);
        if (values) this.write(name, values);
        box.remove();
        this.fieldsOf(name)[0]?.focus();
        if (values) { this.forget(name); this.say("saved", reply.saved_at || new Date()); } else this.save(name);
      };
      box.append(both, buttons([words.keepMine, () => settle(null)], [words.takeTheirs, () => settle(theirs)]));
      const field = this.fieldsOf(name)[0];
      (field.closest(".field") || field).after(box);
    }
    shown(name, values) {
      const fields = this.fieldsOf(name);
      return values.map((value) => {
        const option = fields.flatMap((field) => [...(field.options || [])]).find((one) => one.value === value);
        const choice = fields.find((field) => (field.type === "checkbox" || field.type === "radio") && field.value === value);
        return option?.text || choice?.labels?.[0]?.innerText || value;
      }).join("\n") || "–";
    }
  }

  const panel = (name) => Object.assign(document.createElement("div"), { className: name });
  const paragraph = (text) => Object.assign(document.createElement("p"), { textContent: text || "" });
  const quoted = (title, text) => {
    const box = panel("");
    const words = Object.assign(document.createElement("div"), { className: "conflict-text", textContent: text, dir: "auto" });
    box.append(Object.assign(document.createElement("strong"), { textContent: title || "" }), words);
    return box;
  };
  const buttons = (...rows) => {
    const box = panel("cluster");
    for (const [text, act] of rows) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-secondary button-small", textContent: text || "" });
      button.addEventListener("click", act);
      box.append(button);
    }
    return box;
  };

  const start = () => document.querySelectorAll("form[data-autosave]").forEach((form) => new Autosave(form));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
