import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface CustomManager {
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
}

const page = readFileSync(join(__dirname, '../../docs/images.md'), 'utf8');
const [images, renovate] = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, json]) => json);
const [manager] = (JSON.parse(renovate) as { customManagers: [CustomManager] }).customManagers;

test('the custom manager of docs/images.md finds each image of a file, its tag and its digest', () => {
  const found = [...images.matchAll(new RegExp(manager.matchStrings[0], 'g'))].map(({ groups = {} }) => ({
    ...groups,
  }));
  const written = Object.values(JSON.parse(images) as { [name: string]: string });
  expect(
    found.map(({ depName, currentValue, currentDigest }) => [`${depName}:${currentValue}`, currentDigest]),
  ).toEqual(written.map((image) => [image.split('@')[0], image.split('@')[1]]));
});

test('it finds a registry with a port', () => {
  const [{ groups = {} }] = '{ "a": "localhost:5000/a:1.2" }'.matchAll(new RegExp(manager.matchStrings[0], 'g'));
  expect(groups).toMatchObject({ depName: 'localhost:5000/a', currentValue: '1.2' });
});

test.each(['images.json', 'images/production.json'])('it looks into %s', (file) => {
  expect(manager.managerFilePatterns.some((pattern) => new RegExp(pattern.slice(1, -1)).test(file))).toBe(true);
});
