/** Whether a name reads like a known one: in the singular, with one letter wrong, or with two that changed places. */
export function isTypo(name: string, known: string): boolean {
  if (name === known) return false;
  if (`${name}s` === known || `${name}es` === known || name.replace(/y$/, 'ies') === known) return true;
  const [start, end] = sharedEnds(name, known);
  const [wrong, right] = [name, known].map((text) => text.slice(start, text.length - end));
  if (wrong.length <= 1 && right.length <= 1) return true;
  return wrong.length === 2 && right.length === 2 && wrong[0] === right[1] && wrong[1] === right[0];
}

/** How many letters two texts share at their beginnings, and at their ends besides. */
function sharedEnds(a: string, b: string): [start: number, end: number] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [start, end];
}
