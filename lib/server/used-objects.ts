import { ApiObject, Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { type JsonObject, sortedEntries } from '../private/json';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { EnvironmentOptions } from './environment';
import { FileMount } from './file-mount';
import { ConfigMapKeyRef, SecretKeyRef } from './references';
import type { ServerOptions } from './server-options';

/** An object that a server's pods name, and the keys that they read of it. */
interface UsedObject {
  readonly property: string;
  readonly object: ApiObject;
  readonly keys: readonly string[];
}

/**
 * Checks what the pods of a server name against what this app makes: pods find objects in their own namespace only, and
 * wait for good for a key that a ConfigMap lacks. Keys are looked at when the app is synthesized, for data may be added
 * until then.
 */
export function checkUsedObjects(problems: Problems, server: IConstruct, options: ServerOptions): void {
  const used = usedObjects(options);
  const { namespace } = Chart.of(server);
  problems.add(used.map((one) => foreignProblem(one, namespace)));
  if (used.some(({ keys }) => keys.length > 0))
    server.node.addValidation({ validate: () => used.flatMap(missingKeys) });
}

/** The object of a construct in this app. What is only referred to (`ConfigMap.fromConfigMapName`) has none. */
export function apiObjectOf(construct: IConstruct): ApiObject | undefined {
  if (ApiObject.isApiObject(construct)) return construct;
  const child = construct.node.defaultChild;
  return child ? apiObjectOf(child) : undefined;
}

function usedObjects(options: ServerOptions): UsedObject[] {
  const { serviceAccount, imagePullSecrets = [], files = [], initContainers = [], sidecars = [] } = options;
  return [
    ...used('serviceAccount', serviceAccount),
    ...imagePullSecrets.flatMap((secret, index) => used(`imagePullSecrets[${index}]`, secret)),
    ...files.flatMap((file, index) =>
      file instanceof FileMount ? used(`files[${index}]`, file._construct, file._keys) : [],
    ),
    ...usedBy('', options),
    ...initContainers.flatMap((container) => usedBy(`initContainers[${show(container.name)}].`, container)),
    ...sidecars.flatMap((container) => usedBy(`sidecars[${show(container.name)}].`, container)),
  ];
}

function usedBy(property: string, { envFromSecrets, envFromConfigMaps }: EnvironmentOptions): UsedObject[] {
  return [
    ...sortedEntries<unknown>(envFromSecrets).map(([name, ref]) => [`envFromSecrets['${name}']`, ref] as const),
    ...sortedEntries<unknown>(envFromConfigMaps).map(([name, ref]) => [`envFromConfigMaps['${name}']`, ref] as const),
  ].flatMap(([place, ref]) =>
    ref instanceof SecretKeyRef || ref instanceof ConfigMapKeyRef
      ? used(`${property}${place}`, ref._construct, [ref.key])
      : [],
  );
}

function used(property: string, construct: unknown, keys: readonly string[] = []): UsedObject[] {
  const object = Construct.isConstruct(construct) ? apiObjectOf(construct) : undefined;
  return object ? [{ property, object, keys }] : [];
}

function foreignProblem({ property, object }: UsedObject, namespace: string | undefined): string | undefined {
  const { kind, metadata, node } = object;
  if (metadata.namespace === namespace) return undefined;
  return `${property} must be of the server's namespace, ${show(namespace)}, got ${kind} '${node.path}' of ${show(metadata.namespace)}; pods find objects in their own namespace only: declare it where the server is`;
}

/** Of ConfigMaps alone: Secrets are often declared empty and filled by a controller. */
function missingKeys({ property, object, keys }: UsedObject): string[] {
  if (object.kind !== 'ConfigMap' || keys.length === 0) return [];
  const { data, binaryData } = object.toJson() as { data?: JsonObject; binaryData?: JsonObject };
  const there = Object.keys({ ...data, ...binaryData });
  return keys
    .filter((key) => !there.includes(key))
    .map(
      (key) =>
        `${property} must name a key of ConfigMap '${object.node.path}', which has ${show(there)}, got ${show(key)}; add the key, or refer to the ConfigMap by name where something else fills it`,
    );
}
