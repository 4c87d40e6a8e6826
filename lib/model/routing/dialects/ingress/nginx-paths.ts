/**
 * Paths of ingress-nginx as regular expressions. Where one Ingress of a host rewrites or says `use-regex`, every path of the
 * host is one, whatever its type: without regard to letter case, anchored at its beginning alone, and of those that match
 * the longest text wins
 * (https://kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching/, buildLocation and the order of Locations in
 * internal/ingress/controller of kubernetes/ingress-nginx).
 *
 * These expressions mean what `Prefix` and `Exact` mean elsewhere: letter case counts from the first slash on, elements are
 * whole, and the text of an exact path is longer than that of the prefix that it is as long as.
 */
const CASE = '(?-i)';
/** `$1` is the slash behind the prefix, `$2` what comes after it. */
const BELOW = '(/|$)(.*)';
/** Empty groups match nothing: they make the text longer than BELOW. */
const END = '()()()()()$';

export type PathForm = 'prefix' | 'exact';

/** The expression that takes what a path takes. */
export function regexPath(form: PathForm, path: string): string {
  if (path === '/') return form === 'exact' ? `/${END}` : '/(.*)';
  return `/${CASE}${escaped(path.slice(1))}${form === 'exact' ? END : BELOW}`;
}

/** What a prefix becomes in the place of which the target sees another path: groups of `regexPath`. */
export function rewriteTarget(form: PathForm, path: string, to: string): string {
  if (form === 'exact') return to;
  const start = to === '/' ? '' : to;
  if (path === '/') return `${start}/$1`;
  return start === '' ? '/$2' : `${start}$1$2`;
}

/** The path that such an expression stands for; nothing for one of somebody else. */
export function readRegexPath(text: string): { readonly form: PathForm; readonly path: string } | undefined {
  const form = text.endsWith(END) ? 'exact' : 'prefix';
  const end = [END, BELOW, '(.*)'].find((each) => text.endsWith(each)) ?? '';
  const start = text.startsWith(`/${CASE}`) ? `/${CASE}` : '/';
  const path = `/${text.slice(start.length, text.length - end.length).replace(/\\(.)/g, '$1')}`;
  return text.startsWith('/') && regexPath(form, path) === text ? { form, path } : undefined;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
