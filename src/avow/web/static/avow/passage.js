/* Choose words of a plan and comment on just these: a button appears beside them. */
(() => {
  "use strict";
  const script = document.currentScript;
  const { passage, words } = script.dataset;
  const AROUND = 60;
  const LONGEST_ADDRESS = 3500; // what servers take; a letter of Chinese takes nine of it
  let button = null;

  const sectionOf = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-section]");
  const textBefore = (section, range) => { const before = range.cloneRange(); before.selectNodeContents(section); before.setEnd(range.startContainer, range.startOffset); return before.toString(); };
  const textAfter = (section, range) => { const after = range.cloneRange(); after.selectNodeContents(section); after.setStart(range.endContainer, range.endOffset); return after.toString(); };

  const hide = () => { button?.remove(); button = null; };
  const offer = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) { hide(); return; }
    const range = selection.getRangeAt(0);
    const section = sectionOf(range.startContainer);
    const quote = selection.toString().trim();
    if (!section || section !== sectionOf(range.endContainer) || quote.length < 2 || quote.length > 1000) { hide(); return; }
    const query = new URLSearchParams({
      section: section.dataset.section, quote,
      before: textBefore(section, range).slice(-AROUND), after: textAfter(section, range).slice(0, AROUND),
    });
    if (`${passage}?${query}`.length > LONGEST_ADDRESS) { query.delete("before"); query.delete("after"); }
    if (`${passage}?${query}`.length > LONGEST_ADDRESS) { hide(); return; }
    if (!button) {
      button = Object.assign(document.createElement("a"), { className: "button passage-button", textContent: words });
      section.append(button);
    } else if (button.parentElement !== section) section.append(button);
    button.href = `${passage}?${query}`;
  };
  document.addEventListener("selectionchange", () => { window.clearTimeout(offer.timer); offer.timer = window.setTimeout(offer, 250); });
})();
