/** Filters entries and folds sections. Reads the page and never writes text of it as HTML. */
export const SCRIPT = `'use strict';
(() => {
  const find = (query, from = document) => [...from.querySelectorAll(query)];
  const controls = document.getElementById('controls');
  const filter = document.getElementById('filter');
  const grave = document.getElementById('grave');
  const found = document.getElementById('found');
  const sections = find('details.section');
  const apply = () => {
    const wanted = filter.value.trim().toLowerCase();
    let shown = 0;
    let all = 0;
    for (const section of sections) {
      let inside = 0;
      for (const entry of find('.entry', section)) {
        const fits = entry.textContent.toLowerCase().includes(wanted) && (!grave.checked || entry.matches('.bad, .warn'));
        entry.hidden = !fits;
        all += 1;
        if (fits) inside += 1;
      }
      shown += inside;
      section.hidden = inside === 0;
      if (inside > 0 && wanted !== '') section.open = true;
    }
    found.textContent = shown === all ? all + ' entries' : shown + ' of ' + all + ' entries';
  };
  const openAll = (open) => sections.forEach((section) => { section.open = open; });
  filter.addEventListener('input', apply);
  grave.addEventListener('change', apply);
  document.getElementById('open-all').addEventListener('click', () => openAll(true));
  document.getElementById('close-all').addEventListener('click', () => openAll(false));
  for (const link of find('nav a')) {
    link.addEventListener('click', () => {
      const section = document.getElementById(link.hash.slice(1));
      if (section) section.open = true;
    });
  }
  let folded = [];
  window.addEventListener('beforeprint', () => {
    folded = sections.filter((section) => !section.open);
    openAll(true);
  });
  window.addEventListener('afterprint', () => folded.forEach((section) => { section.open = false; }));
  controls.hidden = false;
  apply();
})();
`;
