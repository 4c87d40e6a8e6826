import { anyHostPriority } from '../../../lib/rules/traefik/any-host-priority';
import { setOfYaml, texts } from '../../support/findings';

const route = (name: string, match: string, rest = '', entryPoints = '[web]') => `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: ${name}, namespace: shop }
spec: { entryPoints: ${entryPoints}, routes: [{ kind: Rule, match: "${match}", services: [{ name: iris, port: 80 }]${rest} }] }`;
const LONG = 'PathPrefix(`/v1/models/iris/predict`)';
const check = (...documents: string[]) => texts(anyHostPriority, setOfYaml(...documents));

test.each<[string, string[]]>([
  ['a host of its own', [route('any', `Host(\`b.io\`) && ${LONG}`), route('one', 'Host(`a.io`)')]],
  ['a path that the other does not take', [route('any', LONG), route('one', 'Host(`a.io`) && PathPrefix(`/x`)')]],
  ['a priority below', [route('any', LONG, ', priority: -1'), route('one', 'Host(`a.io`)')]],
  ['a shorter rule', [route('any', 'PathPrefix(`/`)'), route('one', 'Host(`models.example.com`)')]],
  ['another entry point', [route('any', LONG), route('one', 'Host(`a.io`)', '', '[websecure]')]],
  ['conditions that are not looked at', [route('any', `${LONG} && Method(\`GET\`)`), route('one', 'Host(`a.io`)')]],
])('a route without a host passes with %s', (_what, documents) => {
  expect(check(...documents)).toEqual([]);
});

const FOUND =
  "'app/0': takes /v1/models/iris/predict on every host with the priority 37, also on the host 'a.io', on which 'app/1' takes / with the priority 12; give it a priority below that of rules with a host, such as -1, or name its hosts";

test.each<[string, string[], string]>([
  ['by the length of its rule', [route('any', LONG), route('one', 'Host(`a.io`)')], FOUND],
  [
    'by the length of an exact path',
    [route('any', 'Path(`/v1/models/iris/predict`)'), route('one', 'Host(`a.io`)')],
    FOUND.replace('37', '31'),
  ],
  [
    'by its priority',
    [route('any', 'PathPrefix(`/`)', ', priority: 100'), route('one', 'Host(`models.example.com`)')],
    "'app/0': takes / on every host with the priority 100, also on the host 'models.example.com', on which 'app/1' takes / with the priority 26",
  ],
  ['on all entry points', [route('any', LONG, '', '[]'), route('one', 'Host(`a.io`)')], FOUND],
])('a route without a host that wins over one with a host is found: %s', (_what, documents, message) => {
  expect(check(...documents)).toEqual([expect.stringContaining(message)]);
});
