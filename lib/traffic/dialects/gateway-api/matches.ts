import type {
  GatewayGrpcRouteRule,
  GatewayHttpRouteMatch,
  GatewayValueMatch,
} from '../../../../imports/gateway.networking.k8s.io';
import type { Branch } from '../../plan/branches';
import { cookiePattern } from '../../plan/pattern';
import type { NameAndValue } from '../../plan/route-match';

/** The matches of a branch: one for each method, since a match holds one. */
export function httpMatches({ rule, pin }: Branch): GatewayHttpRouteMatch[] {
  const { form, path, methods, headers, queryParams } = rule.match;
  const conditions = {
    path: { type: form === 'exact' ? ('Exact' as const) : ('PathPrefix' as const), value: path },
    headers: nothingIfEmpty(headerMatches(headers, pin)),
    queryParams: nothingIfEmpty(queryParams.map(exactly)),
  };
  return methods.length === 0 ? [conditions] : methods.map((method) => ({ ...conditions, method }));
}

/** The match of a branch of gRPC calls. */
export function grpcMatches({ rule, pin }: Branch): GatewayGrpcRouteRule['matches'] {
  const { service = '', method } = rule.match.grpc ?? {};
  return [
    {
      method: { type: 'Exact', service, method },
      headers: nothingIfEmpty(headerMatches(rule.match.headers, pin)),
    },
  ];
}

function headerMatches(headers: readonly NameAndValue[], pin: Branch['pin']): GatewayValueMatch[] {
  const own = headers.map(exactly);
  if (!pin) return own;
  return pin.by === 'header'
    ? [...own, exactly(pin.condition)]
    : [...own, { type: 'RegularExpression', name: 'Cookie', value: cookiePattern(pin.condition) }];
}

function exactly([name, value]: NameAndValue): GatewayValueMatch {
  return { type: 'Exact', name, value };
}

function nothingIfEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}
