/** The table as text: deterministic, and as short as it can be read without effort. See lib/model/validation/schema. */
export function writeTable({ types, kinds }, sources, minors, own) {
  const names = [...types.keys()].sort(byCodeUnit);
  const index = new Map(names.map((name, position) => [name, position]));
  const written = names.map((name) => {
    const type = types.get(name);
    const fields = [...type.fields].sort(([a], [b]) => byCodeUnit(a, b));
    return [
      name,
      ...fields.map(
        ([field, { code, minors: known }]) => `${field}:${codeText(code, index)}${span(known, type.minors)}`,
      ),
    ].join(' ');
  });
  const served = [...kinds]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(
      ([key, kind]) =>
        `${key} ${index.get(kind.type)} ${kind.plural} ${kind.isNamespaced ? 'n' : 'c'}${span(kind.minors, minors)}`,
    );
  const custom = own.map(({ key, fields }) => {
    const kind = key.slice(key.lastIndexOf('/') + 1);
    return `${key} ${typeOf(fields, `${kind}Spec`, written)}`;
  });
  return `${JSON.stringify({ sources, minors, types: written, kinds: served, custom }, null, 0)}\n`;
}

/** Writes the type of an object, and those in it before; returns its position. */
function typeOf(fields, name, written) {
  const sorted = Object.entries(fields).sort(([a], [b]) => byCodeUnit(a, b));
  const codes = sorted.map(([field, { code, fields: inner }]) => {
    const type = `${name}${field[0].toUpperCase()}${field.slice(1)}`;
    return `${field}:${code}${inner ? typeOf(inner, type, written) : ''}`;
  });
  const text = [name, ...codes].join(' ');
  const known = written.indexOf(text);
  return known >= 0 ? known : written.push(text) - 1;
}

function codeText({ wrap, scalar, type }, index) {
  return `${wrap}${scalar ?? index.get(type)}`;
}

/** The first and last release that know something, where they are not those of what it belongs to. */
function span(known, whole) {
  const [first, last] = [Math.min(...known), Math.max(...known)];
  const since = first > Math.min(...whole) ? String(first) : '';
  const until = last < Math.max(...whole) ? String(last) : '';
  return since || until ? `@${since}-${until}` : '';
}

function byCodeUnit(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
