import { IngressController } from '../../../cluster/gateway-options';
import { longestRequest } from '../../plan/longest-request';
import type { RoutePlan } from '../../plan/route-plan';
import { bytesOf } from '../../traffic-mirror';

type Annotations = { [key: string]: string };

/** Annotations that a route needs on an Ingress, by the program that reads it. */
export function controllerAnnotations(plan: RoutePlan): Annotations {
  const controller = plan.gateway._ingress?.controller;
  if (controller === IngressController.TRAEFIK) return traefik(plan);
  return controller === IngressController.INGRESS_NGINX ? nginx(plan) : {};
}

/** https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/#annotations */
function traefik({ tls, rules, namespaceName, gateway }: RoutePlan): Annotations {
  const prefix = 'traefik.ingress.kubernetes.io/router';
  const [{ options }] = rules;
  const names = (options.middlewares ?? []).map(
    ({ _name, _namespaceName = namespaceName }) =>
      `${_namespaceName === undefined ? '' : `${_namespaceName}-`}${_name}@kubernetescrd`,
  );
  return {
    ...(tls && {
      [`${prefix}.entrypoints`]: gateway._traefik?.httpsEntryPoint ?? 'websecure',
      [`${prefix}.tls`]: 'true',
    }),
    ...(names.length > 0 && { [`${prefix}.middlewares`]: names.join(',') }),
  };
}

/** What nginx waits for between two pieces of an answer. */
const NGINX_SECONDS = 60;
/** In place of no limit, which nginx cannot say. */
const AN_HOUR = 3600;

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ */
function nginx({ rules, redirectToHttps }: RoutePlan): Annotations {
  const prefix = 'nginx.ingress.kubernetes.io';
  const [{ options }] = rules;
  const seconds = Math.max(...rules.map((rule) => Math.ceil(longestRequest(rule) / 1000) || AN_HOUR));
  return {
    ...(redirectToHttps && { [`${prefix}/force-ssl-redirect`]: 'true' }),
    ...(options.maxBodySize !== undefined && { [`${prefix}/proxy-body-size`]: String(bytesOf(options.maxBodySize)) }),
    ...(seconds > NGINX_SECONDS && {
      [`${prefix}/proxy-read-timeout`]: String(seconds),
      [`${prefix}/proxy-send-timeout`]: String(seconds),
    }),
  };
}

/** What an annotation says holds for all rules of an Ingress. */
export function uniformityProblems({ rules }: RoutePlan): string[] {
  const [first] = rules;
  return (['middlewares', 'maxBodySize'] as const).flatMap((name) => {
    const textOf = (value: unknown): string => JSON.stringify(value ?? null);
    const other = rules.find(({ options }) => textOf(options[name]) !== textOf(first.options[name]));
    return other
      ? [
          `${other.property}.${name} must be the same for every rule, since an Ingress has one annotation for all of them; set it in defaults, or make several routes`,
        ]
      : [];
  });
}
