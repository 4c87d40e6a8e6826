/**
 * Merges what several releases say into one table, the newest first: it names the types, and older releases add the
 * fields and kinds that are gone.
 *
 * Two types of different releases are the same when the same field of the same type leads to them, whatever they are
 * called there: a generated name moves as soon as another type of that name appears.
 */
export function mergeReleases(releases, quantities) {
  const table = { types: new Map(), kinds: new Map() };
  for (const release of [...releases].sort((a, b) => b.minor - a.minor)) addRelease(table, release, quantities);
  return table;
}

function addRelease(table, { minor, types, kinds }, quantities) {
  const named = knownNames(table, types, kinds);
  const pending = [];
  const nameOf = (type) => {
    if (!types.has(type)) return undefined;
    if (!named.has(type)) named.set(type, type);
    pending.push(type);
    return named.get(type);
  };
  for (const [key, kind] of kinds) {
    const type = nameOf(kind.type);
    if (!type) continue;
    const known = table.kinds.get(key) ?? { ...kind, type, minors: [] };
    known.minors.push(minor);
    table.kinds.set(key, known);
  }
  const done = new Set();
  while (pending.length > 0) {
    const type = pending.pop();
    if (done.has(type)) continue;
    done.add(type);
    const merged = mergedType(table, named.get(type));
    merged.minors.push(minor);
    for (const field of types.get(type)) {
      const code = codeOf(field, type, quantities, nameOf);
      const known = merged.fields.get(field.name) ?? { code, minors: [] };
      known.minors.push(minor);
      merged.fields.set(field.name, known);
    }
  }
}

/** What a release calls the types that are in the table already, found along the fields that both know. */
function knownNames(table, types, kinds) {
  const named = new Map();
  const pending = [];
  const meet = (type, known) => {
    if (!types.has(type) || named.has(type) || !table.types.has(known)) return;
    named.set(type, known);
    pending.push(type);
  };
  for (const [key, kind] of kinds) if (table.kinds.has(key)) meet(kind.type, table.kinds.get(key).type);
  while (pending.length > 0) {
    const type = pending.pop();
    const merged = table.types.get(named.get(type));
    for (const field of types.get(type)) {
      const known = merged.fields.get(field.name);
      if (known?.code.type) meet(partsOf(field.type).item, known.code.type);
    }
  }
  return named;
}

function mergedType(table, name) {
  if (!table.types.has(name)) table.types.set(name, { minors: [], fields: new Map() });
  return table.types.get(name);
}

/** A type of the client as `[`, `{` (list of, map of) and what is in there. */
function partsOf(type) {
  let wrap = '';
  let item = type;
  for (;;) {
    const inner = /^Array<(.*)>$/.exec(item) ?? /^\{ \[key: string\]: (.*); \}$/.exec(item);
    if (!inner) return { wrap, item };
    wrap += item.startsWith('Array') ? '[' : '{';
    item = inner[1];
  }
}

const SCALARS = { boolean: 'b', IntOrString: 'o', Date: 't', V1MicroTime: 'm', any: 'a', object: 'a' };

function codeOf({ name, type, format }, owner, quantities, nameOf) {
  const { wrap, item } = partsOf(type);
  const bare = owner.replace(/^[A-Za-z]*?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '');
  if (quantities.has(`${bare}.${name}`)) return { wrap, scalar: 'q' };
  if (SCALARS[item]) return { wrap, scalar: SCALARS[item] };
  if (item === 'string') {
    return {
      wrap,
      scalar: { byte: 'y', 'int-or-string': 'o', 'date-time': 't', 'date-time-micro': 'm' }[format] ?? 's',
    };
  }
  if (item === 'number') return { wrap, scalar: { int32: 'i', double: 'd' }[format] ?? 'l' };
  const known = nameOf(item);
  if (!known) throw new Error(`${owner}.${name} has a type that is not known: ${type}`);
  return { wrap, type: known };
}
