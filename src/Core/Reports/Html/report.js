"use strict";
(() => {
  const tools = document.getElementById("tools");
  if (!tools) { return; }
  const field = id => document.getElementById(id);
  const [search, group, area, target, shown] = ["search", "group", "area", "target", "shown"].map(field);
  const groups = Array.from(document.querySelectorAll(".group"), section => ({
    section,
    name: section.dataset.group,
    blocks: Array.from(section.querySelectorAll(".block"), block => ({
      block,
      visible: -1,
      findings: Array.from(block.children, element => ({
        element, area: element.dataset.area, target: element.dataset.target, text: null, hidden: false,
      })),
    })),
  }));
  const all = groups.flatMap(g => g.blocks.flatMap(b => b.findings));
  const textOf = finding => finding.text ??= finding.element.textContent.toLowerCase();

  const offer = (select, entries) => {
    for (const [value, label] of entries) { select.add(new Option(label, value)); }
    if (select.options.length < 3) { select.parentElement.hidden = true; }
  };
  const rows = id => Array.from(document.querySelectorAll(`#${id} tbody tr`), row => [row.dataset.number, row.cells[0].textContent]);
  offer(group, groups.map(g => [g.name, g.section.querySelector("h2").firstChild.data.trim()]));
  offer(area, rows("areas").map(([, name]) => [name, name]));
  offer(target, rows("targets")
    .sort((a, b) => a[1].localeCompare(b[1], undefined, { numeric: true })));

  const number = new Intl.NumberFormat("en");
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let total = 0;
    for (const g of groups) {
      let count = 0;
      for (const b of g.blocks) {
        let visible = 0;
        for (const f of b.findings) {
          const fits = (!group.value || g.name === group.value) && (!area.value || f.area === area.value)
            && (!target.value || f.target === target.value) && words.every(word => textOf(f).includes(word));
          if (fits === f.hidden) {
            f.hidden = !fits;
            f.element.hidden = !fits;
          }
          visible += fits ? 1 : 0;
        }
        if (visible !== b.visible) {
          b.visible = visible;
          b.block.hidden = visible === 0;
          b.block.style.containIntrinsicSize = `auto ${visible * 38}px`;
        }
        count += visible;
      }
      g.section.hidden = count === 0;
      total += count;
    }
    shown.value = `${number.format(total)} of ${number.format(all.length)}`;
  };

  // The words to search are gathered while nothing else is to be done, so that the first key does not wait for them.
  const later = window.requestIdleCallback ?? (work => setTimeout(() => work({ timeRemaining: () => 10 }), 50));
  let next = 0;
  const gather = deadline => {
    while (next < all.length && deadline.timeRemaining() > 1) { textOf(all[next++]); }
    if (next < all.length) { later(gather); }
  };
  tools.hidden = false;
  apply();
  later(gather);
  tools.addEventListener("input", apply);
  tools.addEventListener("submit", event => event.preventDefault());
})();
