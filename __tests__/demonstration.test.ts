import * as path from 'node:path';
import { Manifests } from '../lib/testing';
import { findings, noise } from './support/api-server';

const manifests = Manifests.fromDirectory(path.join(__dirname, '..', 'dist')).all;

test('the API server of every supported version accepts the demonstration platform on a bare cluster, file by file', () => {
  for (const kubernetesVersion of ['1.30', '1.33', '1.36', '1.37'])
    expect(findings(manifests, { kubernetesVersion })).toEqual([]);
});

test('a reviewer finds no empty object and no field that says nothing', () => {
  expect(noise(manifests)).toEqual([]);
});
