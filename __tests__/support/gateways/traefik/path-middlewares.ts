import { goReplaceAll } from '../go-regexp';
import type { End, Passing } from '../passing';

type Step = (passing: Passing) => Passing | End;

/** https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/stripprefix/: a string prefix, first hit only. */
export function stripPrefix(prefixes: readonly string[], forceSlash: boolean): Step {
  return (passing) => {
    const prefix = prefixes.find((each) => passing.path.startsWith(each));
    if (prefix === undefined) return passing;
    const rest = passing.path.slice(prefix.length);
    const path = forceSlash ? `/${rest.replace(/^\//, '')}` : rest === '' || rest.startsWith('/') ? rest : `/${rest}`;
    // An empty path is written as a slash on the wire.
    return stamped({ ...passing, path: path === '' ? '/' : path }, 'x-forwarded-prefix', prefix.trim());
  };
}

export function addPrefix(prefix: string): Step {
  return (passing) => ({ ...passing, path: `${prefix}${passing.path}`.replace(/^\/*/, '/') });
}

export function replacePath(path: string): Step {
  return (passing) => stamped({ ...passing, path }, 'x-replaced-path', passing.path);
}

/** Sees the path without query, as the client escaped it; an empty replacement does nothing. */
export function replacePathRegex(pattern: RegExp, replacement: string): Step {
  return (passing) => {
    if (replacement === '' || !pattern.test(passing.path)) return passing;
    const path = goReplaceAll(pattern, passing.path, replacement);
    return stamped({ ...passing, path }, 'x-replaced-path', passing.path);
  };
}

export function redirectScheme(scheme: string, port: string, isPermanent: boolean): Step {
  return (passing) => {
    const { request } = passing;
    const [, host = '', ownPort = ''] = /^(.*?)(:\d+)?$/.exec(request.hostHeader) ?? [];
    const usual = request.scheme === 'http' ? ':80' : ':443';
    const rest = `${passing.path}${passing.query}`;
    const before = `${request.scheme}://${host}${ownPort === usual ? '' : ownPort}${rest}`;
    const isUsual = (scheme === 'http' && port === '80') || (scheme === 'https' && port === '443');
    const after = `${scheme}://${host}${port === '' || isUsual ? '' : `:${port}`}${rest}`;
    return before === after ? passing : moved(passing, after, isPermanent);
  };
}

export function redirectTo(pattern: RegExp, replacement: string, isPermanent: boolean): Step {
  return (passing) => {
    const { scheme, hostHeader } = passing.request;
    const before = `${scheme}://${hostHeader}${passing.path}${passing.query}`;
    if (!pattern.test(before)) return passing;
    const after = goReplaceAll(pattern, before, replacement);
    return before === after ? passing : moved(passing, after, isPermanent);
  };
}

/** Other methods than GET keep method and body. */
function moved({ request }: Passing, location: string, isPermanent: boolean): End {
  const isGet = request.method === 'GET';
  return { kind: 'redirect', status: isPermanent ? (isGet ? 301 : 308) : isGet ? 302 : 307, location };
}

function stamped(passing: Passing, name: string, value: string): Passing {
  return { ...passing, stamped: { ...passing.stamped, [name]: value } };
}
