import { fraction } from '../fraction';
import { replacePrefix } from '../http';
import {
  flowTo,
  replyWith,
  scale,
  withHeader,
  withNote,
  withPass,
  type End,
  type Handler,
  type Leaf,
  type Passing,
} from '../passing';
import { throughMiddlewares } from '../traefik/serve';
import { Unbuildable } from '../traefik/references';
import { normalized } from '../traefik/config';
import { backendOf } from './backends';
import type { RouteContext } from './context';
import type { Filter, HeaderModifier, PathModifier, RouteMatch } from './fields';

/**
 * Puts filters before a handler, in their order. A filter that cannot be had turns requests into errors: an
 * implementation must not skip it. Redirects end a request; mirrors get what the filters before them made of it.
 */
export function throughFilters(
  context: RouteContext,
  filters: readonly Filter[],
  match: RouteMatch,
  next: Handler,
): Handler {
  return filters.reduceRight<Handler>((following, filter) => filtered(context, filter, match, following), next);
}

function filtered(context: RouteContext, filter: Filter, match: RouteMatch, next: Handler): Handler {
  const { features } = context;
  switch (filter.type) {
    case 'RequestHeaderModifier':
      return (passing) => next(modifiedRequest(filter.requestHeaderModifier ?? {}, passing));
    case 'ResponseHeaderModifier':
      return (passing) => next(modifiedResponse(filter.responseHeaderModifier ?? {}, passing));
    case 'URLRewrite': {
      const { hostname, path } = filter.urlRewrite ?? {};
      return (passing) =>
        next({ ...passing, host: hostname ?? passing.host, path: modifiedPath(path, match, passing.path) });
    }
    case 'RequestRedirect':
      return (passing) => flowTo(redirect(filter.requestRedirect ?? {}, match, passing), passing);
    case 'RequestMirror':
      return features.has('RequestMirror') ? mirror(context, filter, next) : unsupported(context, filter);
    case 'CORS':
      return features.has('Cors') ? cors(context, filter, next) : unsupported(context, filter);
    case 'ExtensionRef':
      return extension(context, filter, next);
    default:
      return unsupported(context, filter);
  }
}

function unsupported({ implementation, label }: RouteContext, { type }: Filter): Handler {
  return replyWith(500, `${implementation.implementation} does not have the filter ${type} of ${label}`);
}

function modifiedRequest({ set = [], add = [], remove = [] }: HeaderModifier, passing: Passing): Passing {
  let next = passing;
  for (const { name, value } of set) next = withHeader(next, name, [value]);
  for (const { name, value } of add) {
    next = withHeader(next, name, [...(next.headers.get(name.toLowerCase()) ?? []), value]);
  }
  for (const name of remove) next = withHeader(next, name, undefined);
  return next;
}

function modifiedResponse({ set = [], add = [], remove = [] }: HeaderModifier, passing: Passing): Passing {
  const written = [...set, ...add].map(({ name, value }) => [name.toLowerCase(), value]);
  const gone = remove.map((name) => [name.toLowerCase(), '']);
  return { ...passing, response: { ...passing.response, ...Object.fromEntries([...written, ...gone]) } };
}

function modifiedPath(path: PathModifier | undefined, match: RouteMatch, current: string): string {
  if (!path) return current;
  if (path.type === 'ReplaceFullPath') return path.replaceFullPath ?? '/';
  return replacePrefix(current, match.path?.value ?? '/', path.replacePrefixMatch ?? '/');
}

/** Without a port of its own a redirect to a scheme goes to the usual port of that scheme, which is not written. */
function redirect(fields: NonNullable<Filter['requestRedirect']>, match: RouteMatch, passing: Passing): End {
  const { request } = passing;
  const scheme = fields.scheme ?? request.scheme;
  const host = fields.hostname ?? request.hostHeader.replace(/:\d+$/, '');
  const ownPort = /:(\d+)$/.exec(request.hostHeader)?.[1];
  const port = fields.port === undefined ? (fields.scheme === undefined ? ownPort : undefined) : String(fields.port);
  const isUsual = port === undefined || (scheme === 'http' && port === '80') || (scheme === 'https' && port === '443');
  const path = modifiedPath(fields.path, match, passing.path);
  const location = `${scheme}://${host}${isUsual ? '' : `:${port}`}${path}${passing.query}`;
  return { kind: 'redirect', status: fields.statusCode ?? 302, location };
}

function mirror(context: RouteContext, { requestMirror }: Filter, next: Handler): Handler {
  if (!requestMirror) return replyWith(500, `${context.label} has a mirror without fields`);
  const { percent, fraction: part } = requestMirror;
  const isPart = percent !== undefined || part !== undefined;
  const share = context.features.has('PercentageMirror')
    ? part
      ? fraction(part.numerator, part.denominator ?? 100)
      : fraction(percent ?? 100, 100)
    : fraction(1);
  // A mirror that cannot be had is left out; the request itself goes its way.
  const target = backendOf(context, requestMirror.backendRef);
  return (passing) => {
    const copies: readonly Leaf[] = scale(target(passing), share).leaves.filter(({ end }) => end.kind === 'backend');
    const ignored = isPart && !context.features.has('PercentageMirror');
    const flow = next(
      ignored ? withNote(passing, `ignored: the percentage of the mirror of ${context.label}`) : passing,
    );
    return { leaves: flow.leaves, mirrors: [...flow.mirrors, ...copies] };
  };
}

function cors({ label }: RouteContext, filter: Filter, next: Handler): Handler {
  return (passing) => {
    const { method, headers } = passing.request;
    const isPreflight = method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method');
    if (isPreflight) return replyWith(200, 'a preflight request')(passing);
    return next(withPass(passing, { kind: 'cors', from: label, config: filter.cors ?? {} }));
  };
}

/** Traefik takes a Middleware of the route's own namespace. */
function extension(context: RouteContext, { extensionRef }: Filter, next: Handler): Handler {
  const { traefik, namespace, label } = context;
  const { group = '', kind = '', name = '' } = extensionRef ?? {};
  if (!traefik || group !== 'traefik.io' || kind !== 'Middleware') {
    return replyWith(
      500,
      `${label} refers to ${group}/${kind} ${name}, which ${context.implementation.implementation} does not know`,
    );
  }
  try {
    return throughMiddlewares(traefik, [normalized(namespace, name)], next);
  } catch (error) {
    // The router is built without a handler, as for an IngressRoute.
    if (error instanceof Unbuildable) return replyWith(404, `${label} is down: ${error.message}`);
    throw error;
  }
}
