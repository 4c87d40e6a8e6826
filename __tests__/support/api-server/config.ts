import { isRecord, show, type Manifest } from './manifest';
import { at, configKey } from './names';
import type { ObjectRule } from './rules';

const largest = 1024 * 1024;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const requiredKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

/** Keys and sizes of ConfigMaps and Secrets. */
export const configRule: ObjectRule = function* (manifest) {
  if (manifest.apiVersion !== 'v1' || (manifest.kind !== 'ConfigMap' && manifest.kind !== 'Secret')) return;
  const isSecret = manifest.kind === 'Secret';
  const [plain, encoded] = isSecret ? (['stringData', 'data'] as const) : (['data', 'binaryData'] as const);
  let size = 0;
  for (const field of [plain, encoded]) {
    for (const [key, value] of entriesOf(manifest, field)) {
      yield* at(`${field} key`, configKey(key));
      if (typeof value !== 'string') continue;
      if (field === encoded && !base64.test(value)) yield `${field}[${show(key)}] must be base64`;
      size += field === encoded ? Math.floor((value.length * 3) / 4) : Buffer.byteLength(value);
    }
  }
  const plainKeys = new Set(entriesOf(manifest, plain).map(([key]) => key));
  for (const [key] of entriesOf(manifest, encoded)) {
    if (plainKeys.has(key)) yield `${plain} and ${encoded} both hold ${show(key)}`;
  }
  if (size > largest) yield `must hold at most ${largest} bytes, got ${size}`;
  if (isSecret) yield* secretTypeProblems(manifest);
};

/** The keys that pods may refer to. */
export function keysOf(manifest: Manifest): ReadonlySet<string> {
  const fields = ['data', 'binaryData', 'stringData'];
  return new Set(fields.flatMap((field) => entriesOf(manifest, field).map(([key]) => key)));
}

function entriesOf(manifest: Manifest, field: string): [string, unknown][] {
  const data = manifest[field];
  return isRecord(data) ? Object.entries(data) : [];
}

function* secretTypeProblems(secret: Manifest): Generator<string> {
  const keys = keysOf(secret);
  for (const key of requiredKeys[String(secret.type)] ?? []) {
    if (!keys.has(key)) yield `of the type ${String(secret.type)} must hold ${show(key)}`;
  }
  if (secret.type !== 'kubernetes.io/dockerconfigjson') return;
  const plain = entriesOf(secret, 'stringData').find(([key]) => key === '.dockerconfigjson')?.[1];
  const encoded = entriesOf(secret, 'data').find(([key]) => key === '.dockerconfigjson')?.[1];
  const text = typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString('utf8') : plain;
  if (typeof text !== 'string') return;
  try {
    JSON.parse(text);
  } catch {
    yield 'of the type kubernetes.io/dockerconfigjson must hold JSON';
  }
}
