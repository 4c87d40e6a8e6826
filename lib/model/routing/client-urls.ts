import { isPlainObject, type JsonObject, objectsIn } from '../../private/json';
import { containersOf } from '../quota/pod-charge';

/** A URL that a container of a pod is given, as far as it may be one of a Service of the cluster. */
export interface ClientUrl {
  /** Where it is written, without the value: `variable 'URL' of container 'main'`. */
  readonly where: string;
  /** JSON pointer under the pod spec. */
  readonly at: string;
  /** The labels of the host before `svc`, or all of them: of one to three the last but one may be the Service. */
  readonly hostLabels: readonly string[];
  /** Whether the host says that it is a Service: `<name>.<namespace>.svc`. */
  readonly isService: boolean;
  readonly port: number;
}

const PORTS: { readonly [scheme: string]: number } = { http: 80, https: 443, ws: 80, wss: 443 };
const URL_IN_TEXT =
  /\b([a-z][a-z0-9+]*):\/\/(?:[^\s/@'"]*@)?([a-z0-9]([a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?(?![\w.$:@-])/g;

/** The URLs in the variables, commands and arguments of a pod's containers. */
export function clientUrlsOf(podSpec: JsonObject): ClientUrl[] {
  const lists = { initContainers: 0, containers: 0 };
  return containersOf(podSpec).flatMap(({ container }) => {
    const list = objectsIn(podSpec.initContainers).includes(container) ? 'initContainers' : 'containers';
    const at = `/${list}/${lists[list]++}`;
    const named = `of container '${String(container.name)}'`;
    return [
      ...itemsOf(container.env).flatMap((variable, index) => {
        const { name, value } = isPlainObject(variable) ? variable : {};
        return urlsIn(value, `variable '${String(name)}' ${named}`, `${at}/env/${index}`);
      }),
      ...(['command', 'args'] as const).flatMap((field) =>
        itemsOf(container[field]).flatMap((text, index) =>
          urlsIn(text, `${field}[${index}] ${named}`, `${at}/${field}/${index}`),
        ),
      ),
    ];
  });
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function urlsIn(text: unknown, where: string, at: string): ClientUrl[] {
  if (typeof text !== 'string' || !text.includes('://')) return [];
  return [...text.matchAll(URL_IN_TEXT)].flatMap(([, scheme, host, , given]) => {
    const port = given === undefined ? PORTS[scheme] : Number(given);
    if (port === undefined || /^[\d.]+$/.test(host)) return [];
    const labels = host.split('.');
    const service = labels.indexOf('svc');
    return [{ where, at, port, isService: service >= 2, hostLabels: service >= 2 ? labels.slice(0, service) : labels }];
  });
}
