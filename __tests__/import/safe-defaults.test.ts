import * as fs from 'node:fs';
import * as path from 'node:path';
import { roundTrip } from './support/round-trip';

const FOLDER = path.join(__dirname, 'manifests');
const FILES = fs.readdirSync(FOLDER).sort();

describe.each(FILES)('%s with safe defaults', (file) => {
  const yaml = fs.readFileSync(path.join(FOLDER, file), 'utf8');
  const trip = roundTrip(yaml, { safeDefaults: true });
  const servers = trip.notes.filter(({ kind }) => kind === 'server').map(({ object }) => object.name);

  it('replaces the pods of its servers once, of nothing else, and says so', () => {
    const restarted = new Set(trip.review.restarts.map(({ object }) => object.name));
    expect([...restarted].sort()).toEqual([...new Set(servers)].sort());
    const told = trip.notes.filter(
      ({ kind, message }) => kind === 'changed' && message.startsWith('its pods are replaced'),
    );
    expect(told.map(({ object }) => object.name).sort()).toEqual([...servers].sort());
    expect(trip.review.refusals).toEqual([]);
  });

  it('leads requests where they went', () => {
    expect(trip.review.traffic).toEqual([]);
    expect(trip.review.removals).toEqual([]);
  });

  it('says what it changes', () => {
    expect(trip.source.replace(/^\/\/ Written.*\n/, '')).toMatchSnapshot();
  });
});
