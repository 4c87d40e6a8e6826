import * as fs from 'node:fs';
import * as path from 'node:path';
import { argoRollouts } from '../apps/argo-rollouts';
import { irisOnKServe, seldonDeployment } from '../apps/controllers';
import { vllmByAdapter, vllmByKeda } from '../apps/autoscaled-llm';
import { irisByWeight, seldon } from '../apps/gateways';
import { llama405b } from '../apps/multi-node';
import { chatByWeight } from '../apps/pools';
import { watched } from '../apps/watched';
import { ServingApp } from '../lib';
import { Manifests } from '../lib/testing';
import { findings } from './support/api-server';
import { manifestsFrom } from './support/declare';
import { answer } from './support/gateways';
import { DIALECTS, sound } from './support/routes';
import { strictSchemaErrors, unknownFields } from './support/strict-schemas';

const FOLDER = path.join(__dirname, 'golden');

/** One system in an app of its own, whose output stands in a file: `UPDATE_GOLDEN=1` writes it. */
function golden(
  file: string,
  declare: (app: ServingApp) => void,
): { readonly manifests: Manifests; readonly text: string } {
  const app = new ServingApp();
  declare(app);
  const text = app.synthYaml();
  if (process.env.UPDATE_GOLDEN === '1') fs.writeFileSync(path.join(FOLDER, file), text);
  return { manifests: sound(manifestsFrom(app)), text };
}

const files = {
  'seldon.k8s.yaml': seldon,
  'iris-by-weight.k8s.yaml': irisByWeight,
  'vllm-by-adapter.k8s.yaml': vllmByAdapter,
  'vllm-by-keda.k8s.yaml': vllmByKeda,
  'chat-by-weight.k8s.yaml': chatByWeight,
  'watched.k8s.yaml': watched,
  'llama-405b.k8s.yaml': llama405b,
};
/** Systems of whose Services and pods an operator is to make the most: no server of the API knows them yet. */
const operated = {
  'argo-rollouts.k8s.yaml': argoRollouts,
  'seldon-deployment.k8s.yaml': seldonDeployment,
  'iris-kserve.k8s.yaml': irisOnKServe,
};

test.each(Object.entries(files))('%s is what the app makes of it now', (file, declare) => {
  const { manifests, text } = golden(file, declare);
  expect(fs.readFileSync(path.join(FOLDER, file), 'utf8')).toBe(text);
  expect(findings(manifests.all, { externalServiceAccounts: true })).toEqual([]);
});

test.each(Object.entries(operated))(
  '%s is what the app makes of it now, and the strict schemas take it',
  (file, declare) => {
    const app = new ServingApp();
    declare(app);
    const text = app.synthYaml();
    if (process.env.UPDATE_GOLDEN === '1') fs.writeFileSync(path.join(FOLDER, file), text);
    expect(fs.readFileSync(path.join(FOLDER, file), 'utf8')).toBe(text);
    for (const object of Manifests.fromYaml(text).all) {
      expect(strictSchemaErrors(object.apiVersion, object.kind, object) ?? []).toEqual([]);
      expect(unknownFields(object.apiVersion, object.kind, object)).toEqual([]);
    }
  },
);

test('the folder holds nothing else', () => {
  expect(fs.readdirSync(FOLDER).sort()).toEqual([...Object.keys(files), ...Object.keys(operated)].sort());
});

describe('Seldon Core itself behind a gateway', () => {
  const app = new ServingApp();
  seldonDeployment(app);
  const manifests = Manifests.fromApp(app);

  test('serves the image that is fixed on port 5000 by a port named http', () => {
    const [{ spec }] = manifests.get('SeldonDeployment', 'seldon-test-model').spec.predictors[0].componentSpecs;
    expect(spec.containers).toMatchObject([
      {
        image: 'alexioannides/seldon-test-model:latest',
        ports: [{ name: 'http', containerPort: 5000 }],
      },
    ]);
  });

  test('strips the prefix of both paths on the way to its executor', () => {
    const prefixes = manifests.all
      .filter(({ kind }) => kind === 'Middleware')
      .map(({ spec }) => spec.stripPrefix.prefixes);
    expect(prefixes).toEqual([['/seldon/seldon/seldon-test-model'], ['/seldon/seldon-test-model']]);
    const { routes } = manifests.get('IngressRoute', 'seldon').spec;
    for (const { services } of routes)
      expect(services).toEqual([{ kind: 'Service', name: 'seldon-test-model-default', port: 8000 }]);
  });
});

describe('Seldon Core behind a gateway', () => {
  const { manifests } = golden('seldon.k8s.yaml', seldon);
  const ask = (requested: string) =>
    answer(manifests.all, DIALECTS.traefik.implementation, {
      method: 'POST',
      scheme: 'http',
      host: 'models.example.com',
      path: requested,
    });

  test.each([
    ['/seldon/seldon-test-model/api/v0.1/predictions', '/api/v0.1/predictions'],
    ['/seldon/seldon/seldon-test-model/api/v1.0/predictions', '/api/v1.0/predictions'],
  ])('%s reaches the model as %s', (requested, seen) => {
    expect(ask(requested)).toMatchObject({
      outcome: 'forward',
      backends: { 'seldon/seldon-test-model:80': '1' },
      seen: { 'seldon/seldon-test-model:80': { path: seen } },
    });
  });

  test('nothing else of the model is reached', () => {
    for (const requested of ['/predict', '/seldon/seldon-test-model/metrics', '/seldon/other/api/v0.1/predictions'])
      expect(ask(requested)).toMatchObject({ outcome: 'reply', status: 404 });
  });
});

describe('Iris by weight', () => {
  const { manifests } = golden('iris-by-weight.k8s.yaml', irisByWeight);
  const ask = (dialect: 'traefik' | 'Envoy Gateway', requested: string, headers: { [name: string]: string } = {}) =>
    answer(manifests.all, DIALECTS[dialect].implementation, {
      scheme: 'http',
      host: 'iris.example.com',
      path: requested,
      headers,
    });

  test.each(['traefik', 'Envoy Gateway'] as const)(
    'lets testers choose the new version by a header on %s',
    (dialect) => {
      expect(ask(dialect, '/iris/predict', { 'X-Model-Version': '0.2.0' })).toMatchObject({
        backends: { 'iris-canary/mlops-server-svc-canary:8000': '1' },
        seen: { 'iris-canary/mlops-server-svc-canary:8000': { path: '/predict' } },
      });
    },
  );

  test.each(['traefik', 'Envoy Gateway'] as const)('splits 90 to 10 on %s', (dialect) => {
    expect(ask(dialect, '/iris/predict')).toMatchObject({
      outcome: 'forward',
      backends: { 'iris-canary/mlops-server-svc:8000': '9/10', 'iris-canary/mlops-server-svc-canary:8000': '1/10' },
      seen: { 'iris-canary/mlops-server-svc-canary:8000': { path: '/predict' } },
    });
  });

  test('mirrors a fifth on Traefik', () => {
    expect(ask('traefik', '/shadow/predict')).toMatchObject({
      backends: { 'iris-canary/mlops-server-svc:8000': '1' },
      mirrors: { 'iris-canary/mlops-server-svc-canary:8000': 20 },
    });
  });
});

describe('a chat model by weight over two pools', () => {
  const { manifests } = golden('chat-by-weight.k8s.yaml', chatByWeight);
  const ask = (headers: { [name: string]: string } = {}) =>
    answer(
      manifests.all,
      { kind: 'gateway-api', implementation: 'agentgateway' },
      { scheme: 'http', host: 'chat.example.com', path: '/v1/chat/completions', headers },
    );

  test('shares the requests between the pools of both versions', () => {
    expect(ask()).toMatchObject({
      outcome: 'forward',
      backends: { 'chat/pool/llama': '3/4', 'chat/pool/llama-canary': '1/4' },
    });
  });

  test('lets testers choose the new version by a header', () => {
    expect(ask({ 'X-Model-Version': 'next' })).toMatchObject({ backends: { 'chat/pool/llama-canary': '1' } });
  });
});
