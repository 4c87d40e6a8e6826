import { checkObjectName } from '../private/check-name';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';
import { TOKEN } from './sticky-session';

/** A service that decides about each request. */
export interface ForwardAuthOptions {
  /** URL of the service, for example `http://auth.identity.svc:4180/verify`. An answer 2xx lets the request through. */
  readonly address: string;

  /**
   * Headers of its answer that are handed to the model, for example `X-Forwarded-User`.
   *
   * @default - none
   */
  readonly responseHeaders?: string[];
}

/**
 * Who may send requests, asked at the gateway. Secrets are named, never written.
 *
 * @example
 * import { RouteAuthentication } from 'cdk8s-model-serving';
 *
 * const defaults = {
 *   authentication: RouteAuthentication.forward({
 *     address: 'http://auth.identity.svc:4180/verify',
 *     responseHeaders: ['X-Forwarded-User'],
 *   }),
 * };
 */
export class RouteAuthentication {
  /**
   * Users and passwords (RFC 7617), in a Secret of the route's namespace whose key `users` holds lines of `htpasswd`
   * (https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/basicauth/); on ingress-nginx its key is
   * `auth` (https://kubernetes.github.io/ingress-nginx/examples/auth/basic/). The model does not see the password.
   *
   * @param secretName name of the Secret
   */
  public static basic(secretName: string): RouteAuthentication {
    return new RouteAuthentication(new Problems('').add(checkObjectName('secretName', secretName ?? '')), {
      basicSecret: secretName,
    });
  }

  /**
   * A service that is asked about each request.
   *
   * @param options its URL
   */
  public static forward(options: ForwardAuthOptions): RouteAuthentication {
    const found = new Problems('');
    const { address, responseHeaders = [] } = optionsOf(found, options, 'ForwardAuthOptions');
    found.add(
      isHttpUrl(address) ? undefined : `address must be a URL of http or https, got ${show(address)}`,
      responseHeaders.map((header: unknown) =>
        typeof header === 'string' && TOKEN.test(header)
          ? undefined
          : `responseHeaders must be names of headers, got ${show(header)}`,
      ),
    );
    return new RouteAuthentication(found, { forward: { address: address ?? '', responseHeaders } });
  }

  private constructor(
    private readonly found: Problems,
    /** @internal */
    public readonly _kind: { readonly basicSecret?: string; readonly forward?: ForwardAuthOptions },
  ) {}

  /** @internal */
  public _problems(): readonly string[] {
    return this.found.sentences;
  }
}

function isHttpUrl(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\/\S+$/.test(value) && URL.canParse(value);
}
