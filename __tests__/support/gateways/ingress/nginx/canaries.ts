import { idOf, type Manifest } from '../../../api-server/manifest';
import type { ParsedRequest } from '../../http';
import { annotationOf, isTrue, type Location, pathsOf, type Upstream, upstreamKey } from './locations';

/** What a canary Ingress says of the requests of the Service that it was merged into. */
interface Alternative {
  readonly upstream: Upstream;
  readonly ingress: Manifest;
}

/** Alternatives by the upstream of the main Service: nginx looks at the first one alone. */
export function alternativesOf(
  servers: ReadonlyMap<string, readonly Location[]>,
  canaries: readonly Manifest[],
): { readonly byUpstream: ReadonlyMap<string, Alternative>; readonly notes: readonly string[] } {
  const byUpstream = new Map<string, Alternative>();
  const notes: string[] = [];
  for (const ingress of canaries)
    for (const { host, location } of pathsOf(ingress)) {
      const found = mainFor(servers.get(host) ?? [], location);
      if ('problem' in found) notes.push(`ignored: ${location.label} ${found.problem}`);
      else if (!byUpstream.has(found.key)) byUpstream.set(found.key, { upstream: location.upstream, ingress });
      else if (upstreamKey(byUpstream.get(found.key)?.upstream ?? location.upstream) !== upstreamKey(location.upstream))
        notes.push(`ignored: ${idOf(ingress)} is a second canary of ${found.key}`);
    }
  return { byUpstream, notes };
}

/** mergeAlternativeBackends walks the locations of the host, and stops at one that leads to the canary's Service. */
function mainFor(
  locations: readonly Location[],
  canary: Location,
): { readonly key: string } | { readonly problem: string } {
  const own = upstreamKey(canary.upstream);
  for (const each of locations) {
    if (upstreamKey(each.upstream) === own)
      return { problem: 'leads to a Service that another path of the host leads to' };
    if (each.written === canary.written && each.type === canary.type) return { key: upstreamKey(each.upstream) };
  }
  return { problem: 'has no path of another Ingress beside it' };
}

/** How many of `total` requests like this one go to the canary: route_to_alternative_balancer in balancer.lua. */
export function canaryShare({ ingress }: Alternative, request: ParsedRequest): { weight: number; total: number } {
  const [always, never] = [
    { weight: 1, total: 1 },
    { weight: 0, total: 1 },
  ];
  const [header] = request.headers.get((annotationOf(ingress, 'canary-by-header') ?? '').toLowerCase()) ?? [];
  const value = annotationOf(ingress, 'canary-by-header-value') ?? '';
  const pattern = annotationOf(ingress, 'canary-by-header-pattern') ?? '';
  if (header !== undefined) {
    if (value !== '') {
      if (header === value) return always;
    } else if (pattern !== '') {
      if (new RegExp(pattern).test(header)) return always;
    } else if (header === 'always') return always;
    else if (header === 'never') return never;
  }
  const cookie = cookieOf(request, annotationOf(ingress, 'canary-by-cookie') ?? '');
  if (cookie === 'always') return always;
  if (cookie === 'never') return never;
  const total = Math.max(100, integer(annotationOf(ingress, 'canary-weight-total')));
  return { weight: Math.min(total, integer(annotationOf(ingress, 'canary-weight'))), total };
}

export function isCanary(ingress: Manifest): boolean {
  return isTrue(ingress, 'canary');
}

/** What is no whole number is 0. */
function integer(text = '0'): number {
  return /^-?\d+$/.test(text) ? Math.max(0, Number(text)) : 0;
}

function cookieOf({ headers }: ParsedRequest, name: string): string | undefined {
  const cookies = (headers.get('cookie') ?? []).flatMap((line) => line.split(/; ?/));
  return name === '' ? undefined : cookies.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
}
