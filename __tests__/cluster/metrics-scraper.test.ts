import { ClusterProfile, MetricsScraper } from '../../lib';

const untyped = (value: unknown) => value as never;

test('stays what was checked, whatever becomes of its options', () => {
  const podLabels: { [key: string]: string } = { app: 'prometheus' };
  const options = { namespaceName: 'monitoring', podLabels };
  const scraper = MetricsScraper.podAnnotations(options);
  podLabels.app = '{{ }}';
  options.namespaceName = 'Everywhere';
  Object.assign(scraper._peer.podLabels!, { app: 'any' });
  expect(scraper._peer).toEqual({ namespaceName: 'monitoring', podLabels: { app: 'prometheus' } });
});

test.each([
  [undefined, "scraper.namespaceName must be lower-case letters, digits and '-'"],
  [null, "scraper.namespaceName must be lower-case letters, digits and '-'"],
  ['monitoring', "scraper.options must be an object, got 'monitoring'"],
  [{ namespaceName: 'monitoring', podLabels: 'app' }, "scraper.podLabels must be an object, got 'app'"],
])('made of %p it is reported by the cluster profile', (options, message) => {
  expect(() => ClusterProfile.of({ scraper: MetricsScraper.podAnnotations(untyped(options)) })).toThrow(message);
});
