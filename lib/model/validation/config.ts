import { isPlainObject, type JsonObject } from '../../private/json';
import { show } from '../../private/show';
import { childOrEmpty, text } from './fields';
import { configKey } from './names';
import { type Refusals, step } from './refusal';

const MAX_BYTES = 1024 * 1024;
/** The keys that a type of Secret stands for. */
const KEYS_OF_TYPE = new Map<string, readonly string[]>([
  ['kubernetes.io/dockercfg', ['.dockercfg']],
  ['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']],
  ['kubernetes.io/ssh-auth', ['ssh-privatekey']],
  ['kubernetes.io/tls', ['tls.crt', 'tls.key']],
]);
const JSON_TYPES = ['kubernetes.io/dockercfg', 'kubernetes.io/dockerconfigjson'];

/** ConfigMaps: keys and size. */
export function configMap(object: JsonObject, out: Refusals): void {
  const [data, binary] = [childOrEmpty(object, 'data'), childOrEmpty(object, 'binaryData')];
  const size = dataKeys('/data', data, out) + dataKeys('/binaryData', binary, out, true);
  for (const key of Object.keys(binary)) {
    if (Object.hasOwn(data, key)) out.invalid(step('/binaryData', key), `the key ${show(key)} is in data already`);
  }
  if (size > MAX_BYTES) out.invalid('', `must hold at most ${MAX_BYTES} bytes, got ${size}`);
}

/** Secrets: keys, size, and what their type asks for. Values are never shown. */
export function secret(object: JsonObject, out: Refusals): void {
  const [plain, encoded] = [childOrEmpty(object, 'stringData'), childOrEmpty(object, 'data')];
  const size = dataKeys('/data', encoded, out, true) + dataKeys('/stringData', plain, out);
  if (size > MAX_BYTES) out.invalid('/data', `must hold at most ${MAX_BYTES} bytes, got ${size}`);
  const type = text(object, 'type');
  const annotations = childOrEmpty(childOrEmpty(object, 'metadata'), 'annotations');
  if (
    type === 'kubernetes.io/service-account-token' &&
    text(annotations, 'kubernetes.io/service-account.name') === ''
  ) {
    out.invalid(
      '/metadata/annotations/kubernetes.io~1service-account.name',
      `is missing, the type ${show(type)} needs it`,
    );
  }
  if (type === 'kubernetes.io/basic-auth' && !['username', 'password'].some((key) => isIn(key, plain, encoded))) {
    out.invalid('/data/username', `is missing, the type ${show(type)} needs 'username' or 'password'`);
  }
  for (const key of KEYS_OF_TYPE.get(type) ?? []) {
    if (!isIn(key, plain, encoded)) out.invalid(step('/data', key), `is missing, the type ${show(type)} needs it`);
    else if (JSON_TYPES.includes(type) && !isJson(key, plain, encoded)) {
      out.invalid(step(Object.hasOwn(plain, key) ? '/stringData' : '/data', key), 'must hold JSON');
    }
  }
}

/** Checks the keys of a map and returns the bytes of its values. */
function dataKeys(at: string, data: JsonObject, out: Refusals, isEncoded = false): number {
  let size = 0;
  for (const key of Object.keys(data)) {
    const value = data[key];
    out.problem(step(at, key), prefixed(configKey(key)));
    if (typeof value === 'string') size += isEncoded ? Math.floor((value.length * 3) / 4) : Buffer.byteLength(value);
  }
  return size;
}

function prefixed(problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : `the key ${problem}`;
}

function isIn(key: string, ...maps: readonly JsonObject[]): boolean {
  return maps.some((map) => Object.hasOwn(map, key));
}

function isJson(key: string, plain: JsonObject, encoded: JsonObject): boolean {
  const content = Object.hasOwn(plain, key)
    ? text(plain, key)
    : Buffer.from(text(encoded, key), 'base64').toString('utf8');
  try {
    return isPlainObject(JSON.parse(content)) || content !== '';
  } catch {
    return false;
  }
}
