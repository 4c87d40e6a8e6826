import { Chart } from 'cdk8s';
import { CidrPeer, ServingApp } from '../../lib';
import { warn, warningsOn } from '../../lib/core/warnings';
import { declare } from '../support/declare';

test('warnings are kept in order, and those that are made at synthesis are made anew each time', () => {
  const chart = new Chart(new ServingApp(), 'vision');
  let count = 0;
  expect(warningsOn(chart)).toEqual([]);
  warn(chart, 'one');
  warn(chart, () => [`made ${++count}`, 'three']);
  expect(warningsOn(chart)).toEqual(['one', 'made 1', 'three']);
  expect(warningsOn(chart)).toEqual(['one', 'made 2', 'three']);
});

test('nothing in the metadata or context of a node is lost on the way into another language', () => {
  const { app, server } = declare({
    env: { MODEL: 'iris' },
    overrides: { deployment: { spec: { revisionHistoryLimit: 3 } } },
  });
  server.connectTo(CidrPeer.internet(), { ports: [443] });
  app.synthYaml();
  const kept = app.node.findAll().flatMap(({ node }) => [node.metadata, node.getAllContext()]);
  expect(kept.length).toBeGreaterThan(10);
  expect(JSON.parse(JSON.stringify(kept))).toEqual(kept);
});
