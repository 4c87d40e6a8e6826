import * as fs from 'node:fs';
import * as path from 'node:path';
import { roundTrip } from './support/round-trip';

const FOLDER = path.join(__dirname, 'manifests');
const FILES = fs.readdirSync(FOLDER).sort();

/** What changes in the traffic of a Service that is kept: nothing that its clients see. */
describe.each(FILES)('%s', (file) => {
  const trip = roundTrip(fs.readFileSync(path.join(FOLDER, file), 'utf8'));

  it('is imported without a restart', () => {
    expect(trip.review.restarts).toEqual([]);
    expect(trip.review.refusals).toEqual([]);
  });

  it('leads requests where they went', () => {
    expect(trip.review.traffic).toEqual([]);
    expect(trip.review.services).toEqual([]);
    expect(trip.review.removals).toEqual([]);
    expect(trip.review.reach).toEqual([]);
    expect(trip.review.security).toEqual([]);
    expect(trip.review.permissions).toEqual([]);
  });

  it('changes nothing but labels of objects and names of ports that had none', () => {
    const changed = trip.review.changes.flatMap(({ object, kind, fields = [] }) => [
      ...(kind === 'added' ? [`${object.kind} ${object.name} added`] : []),
      ...fields
        .filter(
          ({ at }) =>
            !/^\/metadata\/labels(\/|$)|^\/metadata\/annotations(\/cdk8s-model-serving~1acknowledged)?$/.test(at),
        )
        .map(({ at }) => `${object.kind} ${object.name} ${at}`),
    ]);
    expect({ changed, verdict: trip.review.verdict, reasons: trip.review.reasons }).toMatchSnapshot();
  });
});
