import type { GivenText } from './variables';

/** Where a text of a container leads over the network. */
export interface Endpoint {
  readonly text: GivenText;
  readonly scheme: string;
  readonly host: string;
  /** That of the text, or of the scheme. */
  readonly port: number;
}

/** Ports of schemes whose texts begin with a host. */
const PORTS: { readonly [scheme: string]: number } = {
  amqp: 5672,
  amqps: 5671,
  clickhouse: 9000,
  grpc: 443,
  http: 80,
  https: 443,
  mongodb: 27017,
  mysql: 3306,
  nats: 4222,
  postgres: 5432,
  postgresql: 5432,
  redis: 6379,
  rediss: 6379,
};

// What is put together from other variables, `http://$(HOST)`, is not known.
const URL =
  /(?<![A-Za-z0-9+.-])([a-z][a-z0-9.-]*)(?:\+[a-z0-9]+)?:\/\/(?:[^\s/@'"$<>]*@)?([A-Za-z0-9][A-Za-z0-9.-]*)(?::(\d{1,5}))?(?=[/?#\s"',;)\]}]|$)/g;

/** The hosts by name that URLs in a text lead to: no addresses, and not the pod itself. */
export function endpointsIn(text: GivenText): Endpoint[] {
  if (text.value?.includes('://') !== true) return [];
  return [...text.value.matchAll(URL)].flatMap(([, scheme, name, digits]) => {
    const host = name.replace(/\.$/, '').toLowerCase();
    const port = (digits as string | undefined) === undefined ? portOf(scheme) : Number(digits);
    return port === undefined || isAddress(host) || isSelf(host) ? [] : [{ text, scheme, host, port }];
  });
}

function portOf(scheme: string): number | undefined {
  return Object.hasOwn(PORTS, scheme) ? PORTS[scheme] : undefined;
}

function isAddress(host: string): boolean {
  return /^\d+(\.\d+){3}$/.test(host);
}

function isSelf(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

/** Whether texts with such a URL can be nothing but what is called: pages and origins are not databases. */
export function isCalled({ scheme, text }: Endpoint): boolean {
  if (scheme !== 'http' && scheme !== 'https') return true;
  return text.name !== undefined && /(^|_)(ENDPOINT|TRACKING_URI|REGISTRY_URI|API_BASE)(_URL|_URI)?$/.test(text.name);
}
