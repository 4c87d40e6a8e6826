import * as fc from 'fast-check';
import { PolicyIndex } from '../../../lib/model/network/policy-index';
import { networkReachOf } from '../../../lib/model/network/reach';
import { selects } from '../../../lib/model/selection/label-selector';
import { setOf } from '../../support/findings';

const labels = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y'), { maxKeys: 3 });
const namespaces = fc.constantFrom('vision', 'shop');
const policies = fc.array(fc.tuple(namespaces, labels), { maxLength: 12 });

const setWith = (made: readonly (readonly [string, Record<string, string>])[]) =>
  setOf(
    made.map(([namespace, matchLabels], index) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `p${index}`, namespace },
      spec: { podSelector: { matchLabels } },
    })),
  );

test('the policies of pods are found as if all of them had been asked, each once', () => {
  fc.assert(
    fc.property(policies, namespaces, labels, (made, namespaceName, carried) => {
      const set = setWith(made);
      const asked = made.flatMap(([namespace, matchLabels], index) =>
        namespace === namespaceName && selects({ matchLabels }, carried) ? [`p${index}`] : [],
      );
      const names = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name).sort();
      expect(names(networkReachOf(set).policiesOf({ namespaceName, labels: carried }, 'ingress'))).toEqual(
        asked.sort(),
      );
    }),
  );
});

test('policies that ask for a label of their own are not looked at for other pods', () => {
  const made = Array.from({ length: 100 }, (_, index) => ['vision', { a: `x${index}`, b: 'y' }] as const);
  const index = new PolicyIndex(setWith(made).manifests);
  expect(index.candidates('vision', { a: 'x7', b: 'y' })).toHaveLength(1);
});
