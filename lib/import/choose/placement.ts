import { checkObjectName } from '../../private/check-name';
import { canonical } from '../../private/digest';
import { isPlainObject, type JsonObject, objectsIn, unlessEmpty } from '../../private/json';
import { checkLabelKey, checkLabelValue, checkSelectorLabels, type Labels } from '../../private/labels';
import { type Code, list, literal, members, object, word } from '../source/code';
import type { Part } from './part';

const EFFECTS: { readonly [effect: string]: string } = {
  NoSchedule: 'TaintEffect.NO_SCHEDULE',
  PreferNoSchedule: 'TaintEffect.PREFER_NO_SCHEDULE',
  NoExecute: 'TaintEffect.NO_EXECUTE',
};
const HOSTNAME = 'kubernetes.io/hostname';

/** Which nodes the pods run on: `placement`. */
export function placementPart(
  podSpec: JsonObject,
  selector: Labels,
  accelerator: string | undefined,
  isSafe: boolean,
): Part {
  const { nodeSelector, priorityClassName, runtimeClassName } = podSpec;
  const nodes = isPlainObject(nodeSelector) && isLabels(nodeSelector) ? nodeSelector : undefined;
  const [priority, runtime] = [priorityClassName, runtimeClassName].map((name) => (isName(name) ? name : undefined));
  const own = accelerator === undefined ? [] : [{ key: accelerator, operator: 'Exists', effect: 'NoSchedule' }];
  const tolerations = tolerationsOf(podSpec, own);
  const given = members({
    nodeSelector: nodes && literal(nodes),
    tolerations: tolerations.length === 0 ? undefined : list(tolerations.map(({ code }) => code)),
    priorityClassName: priority === undefined ? undefined : literal(priority),
    runtimeClassName: runtime === undefined ? undefined : literal(runtime),
    spread: isSafe ? undefined : list([]),
  });
  return {
    props: { placement: given.length === 0 ? undefined : object(given) },
    pod: {
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { podAffinityTerm: { labelSelector: { matchLabels: selector }, topologyKey: HOSTNAME }, weight: 100 },
          ],
        },
      },
      nodeSelector: nodes,
      priorityClassName: priority,
      runtimeClassName: runtime,
      tolerations: unlessEmpty([...own, ...tolerations.map(({ made }) => made)]),
    },
  };
}

/** Those that a prop can say, but for the ones that come with the accelerator. */
function tolerationsOf(
  podSpec: JsonObject,
  own: readonly JsonObject[],
): { readonly code: Code; readonly made: JsonObject }[] {
  const given = objectsIn(podSpec.tolerations).filter(
    (one) => !own.some((other) => canonical(other) === canonical(one)),
  );
  const known = given.flatMap((one) => knownToleration(one) ?? []);
  return known.length === given.length ? known : [];
}

function knownToleration(toleration: JsonObject): { readonly code: Code; readonly made: JsonObject } | undefined {
  const { key, operator = 'Equal', value, effect, tolerationSeconds, ...others } = toleration;
  if (Object.keys(others).length > 0 || checkLabelKey('key', key) !== undefined) return undefined;
  if (operator === 'Exists' ? value !== undefined : operator !== 'Equal' || !isValue(value)) return undefined;
  if (effect !== undefined && (typeof effect !== 'string' || !Object.hasOwn(EFFECTS, effect))) return undefined;
  if (tolerationSeconds !== undefined && (effect !== 'NoExecute' || !isCount(tolerationSeconds))) return undefined;
  const code = object(
    members({
      key: literal(key),
      value: value === undefined ? undefined : literal(value),
      effect: effect === undefined ? undefined : word(EFFECTS[effect]),
      tolerationSeconds: tolerationSeconds === undefined ? undefined : literal(tolerationSeconds),
    }),
  );
  return { code, made: { key, operator, value, effect, tolerationSeconds } };
}

function isValue(value: unknown): boolean {
  return checkLabelValue('value', value) === undefined;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isName(name: unknown): name is string {
  return typeof name === 'string' && name !== '' && checkObjectName('name', name) === undefined;
}

/** Whether they can stand as labels of nodes. */
function isLabels(labels: JsonObject): labels is { [key: string]: string } {
  return checkSelectorLabels('labels', labels as Labels).every((problem) => problem === undefined);
}
