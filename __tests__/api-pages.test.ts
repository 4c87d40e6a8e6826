import * as fs from 'node:fs';
import * as path from 'node:path';
import * as lib from '../lib';
import type { AssemblyType } from '../scripts/api-pages/assembly';
import { familiesOf } from '../scripts/api-pages/families';

/** Types by name with what they use: a `*` behind the name makes it a class, a `+` an interface with behaviour. */
function families(uses: { readonly [name: string]: readonly string[] }): string[] {
  const types = Object.entries(uses).map(([spelled, used]): AssemblyType => {
    const name = spelled.replace(/[*+]$/, '');
    return {
      name,
      fqn: `lib.${name}`,
      kind: spelled.endsWith('*') ? 'class' : 'interface',
      datatype: !/[*+]$/.test(spelled),
      properties: used.map((other) => ({ name: other, type: { fqn: `lib.${other}` } })),
    };
  });
  const assembly = { name: 'lib', types: Object.fromEntries(types.map((type) => [type.fqn, type])) };
  return familiesOf(assembly).map((family) => family.map(({ name }) => name).join(' '));
}

test.each([
  [
    'a class has a page of its own, also where one other uses it',
    { 'Server*': ['Image'], 'Image*': [] },
    'Image, Server',
  ],
  ['so has an interface with behaviour', { 'Server*': ['Peer'], 'Peer+': [] }, 'Peer, Server'],
  ['a struct is on the page of the one that uses it', { 'Server*': ['Props'], Props: [] }, 'Server Props'],
  ['with what only it uses', { 'Server*': ['Props'], Props: ['Health'], Health: [] }, 'Server Health Props'],
  ['structs that use each other stay together', { 'A*': ['Node'], Node: ['Leaf'], Leaf: ['Node'] }, 'A Leaf Node'],
  [
    'a struct of two pages has its own',
    { 'A*': ['Props'], 'B*': ['Props'], Props: ['Part'], Part: [] },
    'A, B, Props Part',
  ],
  ['one that two of a page use is on it', { 'Server*': ['A', 'B'], A: ['C'], B: ['C'], C: [] }, 'Server A B C'],
])('%s', (_, uses, pages) => {
  expect(families(uses).join(', ')).toBe(pages);
});

const FOLDER = path.join(__dirname, '..', 'docs', 'api');

test('every link of the reference leads to a page and a place on it', () => {
  const pages = new Map(fs.readdirSync(FOLDER).map((file) => [file, fs.readFileSync(path.join(FOLDER, file), 'utf8')]));
  const places = new Map(
    [...pages].map(([file, text]) => [file, new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id))]),
  );
  const links = [...pages].flatMap(([from, text]) =>
    [...text.matchAll(/(?:href="|\]\()(?!https?:|\.\.\/)([^#")]*)(?:#([^")]*))?[")]/g)].map(([link, to, place]) => ({
      at: `${from}: ${link}`,
      leads: place === undefined ? pages.has(to) : places.get(to === '' ? from : to)?.has(place) === true,
    })),
  );
  expect(links.length).toBeGreaterThan(1000);
  expect(links.filter(({ leads }) => !leads)).toEqual([]);
});

test('every class and enumeration of the library is in the index of the reference', () => {
  const index = fs.readFileSync(path.join(FOLDER, 'README.md'), 'utf8');
  expect(Object.keys(lib).filter((name) => !index.includes(`[${name}](`))).toEqual([]);
});

test('examples of docstrings are on the page of what they are of', () => {
  const server = fs.readFileSync(path.join(FOLDER, 'model-server.md'), 'utf8');
  const [, example] = /```ts\n(.*?)\n```/s.exec(server.slice(0, server.indexOf('Initializers'))) ?? [];
  expect(example.split('\n').at(-1)).toBe('app.synth();');
});
