import { checkDataKey, checkEnvName } from '../../private/check-key';
import { checkObjectName } from '../../private/check-name';
import { environmentOrder } from '../../private/environment-order';
import { isPlainObject, type JsonObject, objectAt, objectsIn, unlessEmpty } from '../../private/json';
import { call, type Code, list, literal, object } from '../source/code';
import type { Part } from './part';

/** A variable that a prop can say. */
interface Known {
  readonly prop: 'env' | 'envFromSecrets' | 'envFromConfigMaps';
  readonly code: Code;
  readonly made: JsonObject;
}

/**
 * Variables of the container: `env`, `envFromSecrets`, `envFromConfigMaps`, `envFrom`.
 *
 * @param own those that a server sets by itself
 */
export function environmentPart(container: JsonObject, own: { readonly [name: string]: string }): Part {
  const given = objectsIn(container.env);
  const names = given.map(({ name }) => name);
  const known = new Map<string, Known>();
  for (const variable of given) {
    const one = knownVariable(variable);
    const isOnce = names.filter((name) => name === variable.name).length === 1;
    if (one && isOnce) known.set(String(variable.name), one);
  }
  const made = new Map<string, JsonObject>(Object.entries(own).map(([name, value]) => [name, { name, value }]));
  for (const [name, one] of known) made.set(name, one.made);
  const order = environmentOrder(new Map([...made].map(([name, { value }]) => [name, value])));
  const sources = sourcesOf(container);
  return {
    props: {
      env: propOf(known, 'env'),
      envFromSecrets: propOf(known, 'envFromSecrets'),
      envFromConfigMaps: propOf(known, 'envFromConfigMaps'),
      envFrom: sources && list(sources.map(({ code }) => code)),
    },
    container: {
      env: unlessEmpty(order.map((name) => made.get(name))),
      envFrom: sources?.map(({ made: source }) => source),
    },
  };
}

function propOf(known: ReadonlyMap<string, Known>, prop: Known['prop']): Code | undefined {
  const own = [...known].filter(([, one]) => one.prop === prop);
  return own.length === 0 ? undefined : object(own.map(([key, { code }]) => ({ key, value: code })));
}

function knownVariable(variable: JsonObject): Known | undefined {
  const { name, value = '', valueFrom, ...others } = variable;
  if (typeof name !== 'string' || checkEnvName('env', name) !== undefined || Object.keys(others).length > 0)
    return undefined;
  if (valueFrom === undefined)
    return typeof value === 'string' ? { prop: 'env', code: literal(value), made: { name, value } } : undefined;
  if (!isPlainObject(valueFrom) || Object.keys(valueFrom).length !== 1 || value !== '') return undefined;
  const [field] = Object.keys(valueFrom);
  const { name: of, key, ...rest } = objectAt(valueFrom, field);
  if (Object.keys(rest).length > 0 || !isName(of) || checkDataKey('key', key ?? null) !== undefined) return undefined;
  const made = { name, valueFrom: { [field]: { key, name: of } } };
  if (field === 'secretKeyRef')
    return { prop: 'envFromSecrets', code: call('SecretKeyRef.named', literal(of), literal(key)), made };
  if (field === 'configMapKeyRef')
    return { prop: 'envFromConfigMaps', code: call('ConfigMapKeyRef.named', literal(of), literal(key)), made };
  return undefined;
}

/** Where all keys are taken from; nothing where one of them cannot be said, since the order counts. */
function sourcesOf(container: JsonObject): { readonly code: Code; readonly made: JsonObject }[] | undefined {
  const sources = objectsIn(container.envFrom).map(sourceOf);
  return sources.length > 0 && sources.every((source) => source !== undefined) ? sources : undefined;
}

function sourceOf(source: JsonObject): { readonly code: Code; readonly made: JsonObject } | undefined {
  const { prefix, ...references } = source;
  const [field, ...others] = Object.keys(references);
  const { name, ...rest } = objectAt(references, field ?? '');
  if (others.length > 0 || Object.keys(rest).length > 0 || !isName(name)) return undefined;
  const factory = { configMapRef: 'configMapNamed', secretRef: 'secretNamed' }[field];
  if (factory === undefined) return undefined;
  if (prefix !== undefined && (typeof prefix !== 'string' || checkEnvName('prefix', prefix) !== undefined))
    return undefined;
  const options = prefix === undefined ? [] : [object([{ key: 'prefix', value: literal(prefix) }])];
  return { code: call(`EnvironmentSource.${factory}`, literal(name), ...options), made: { [field]: { name }, prefix } };
}

function isName(name: unknown): name is string {
  return typeof name === 'string' && checkObjectName('name', name) === undefined;
}
