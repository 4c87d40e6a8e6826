import { checkObjectName } from '../private/check-name';
import { checkOneOf } from '../private/check-text';
import { Problems } from '../private/problems';
import { optionsOf, type StructOf } from '../private/shape';
import { show } from '../private/show';

/** The oldest version of TLS that clients may speak. */
export enum TlsVersion {
  /** TLS 1.2 (RFC 5246). */
  TLS_1_2 = 'VersionTLS12',
  /** TLS 1.3 (RFC 8446). */
  TLS_1_3 = 'VersionTLS13',
}

/** What clients must bring along. Kept by Traefik's own kinds only, which have a TLSOption for it. */
export interface TlsOptions {
  /**
   * The oldest version of TLS that clients may speak.
   *
   * @default - the gateway's own; TlsVersion.TLS_1_2 where `clientCaSecretName` is given
   */
  readonly minVersion?: TlsVersion;

  /**
   * Name of a Secret with the key `tls.ca` or `ca.crt`: clients must have a certificate of that authority.
   *
   * @default - clients need no certificate
   */
  readonly clientCaSecretName?: string;

  /**
   * Hosts that the certificate is for, each one that the route serves; for the others the gateway has one.
   *
   * @default - the hosts of the route
   */
  readonly hosts?: string[];
}

/** Who signs the certificates: exactly one of the two. */
export interface CertManagerOptions extends TlsOptions {
  /**
   * Name of a ClusterIssuer.
   *
   * @default - `issuer`
   */
  readonly clusterIssuer?: string;

  /**
   * Name of an Issuer in the route's namespace.
   *
   * @default - `clusterIssuer`
   */
  readonly issuer?: string;

  /**
   * Name of the Secret that cert-manager writes the certificate to.
   *
   * @default - the route's name and `-tls`
   */
  readonly secretName?: string;

  /**
   * Whether the issuer proves the hosts by HTTP-01: cert-manager then starts a pod in the namespace of the route, which
   * answers the authority through the gateway. A NetworkPolicy lets the gateway in to it, on port 8089
   * (https://cert-manager.io/docs/configuration/acme/http01/); in a tenant with `defaultDeny` no certificate comes without it.
   *
   * @default false - the issuer proves them otherwise, or the namespace is open
   */
  readonly http01?: boolean;
}

/** @internal */
export interface TlsKind {
  readonly http01?: boolean;
  readonly secretName?: string;
  readonly issuer?: { readonly kind: 'ClusterIssuer' | 'Issuer'; readonly name: string };
  readonly options: Partial<TlsOptions>;
}

/**
 * Where a route's certificate comes from.
 *
 * @example
 * import { RouteTls } from 'cdk8s-model-serving';
 *
 * const tls = RouteTls.certManager({ clusterIssuer: 'letsencrypt' });
 */
export class RouteTls {
  /**
   * A Secret of the type `kubernetes.io/tls` in the route's namespace.
   *
   * @param secretName its name
   * @param options what clients must bring along
   */
  public static secret(secretName: string, options: TlsOptions = {}): RouteTls {
    const found = new Problems('');
    found.add(checkObjectName('secretName', secretName ?? ''));
    return new RouteTls(found, { secretName, options: readOptions<TlsOptions>(found, options, 'TlsOptions') });
  }

  /**
   * A certificate that cert-manager gets and renews (https://cert-manager.io/docs/). For Ingresses and Gateways through
   * its annotations; for Traefik's own kinds, which it does not look at, through a Certificate.
   *
   * @param options the issuer
   */
  public static certManager(options: CertManagerOptions): RouteTls {
    const found = new Problems('');
    const given = readOptions<CertManagerOptions>(found, options, 'CertManagerOptions');
    const { clusterIssuer, http01, issuer, secretName } = given;
    found.add(
      (clusterIssuer === undefined) === (issuer === undefined)
        ? `certManager must name either clusterIssuer or issuer, got ${issuer === undefined ? 'neither' : 'both'}`
        : undefined,
      checkObjectName('clusterIssuer', clusterIssuer),
      checkObjectName('issuer', issuer),
      checkObjectName('secretName', secretName),
      checkOneOf('http01', http01, [true, false]),
    );
    return new RouteTls(found, {
      http01,
      secretName,
      issuer:
        issuer === undefined ? { kind: 'ClusterIssuer', name: clusterIssuer ?? '' } : { kind: 'Issuer', name: issuer },
      options: given,
    });
  }

  /**
   * The gateway has a certificate for the hosts already: its default certificate, a wildcard of the platform, the
   * listener of a Gateway, a load balancer in front.
   */
  public static atGateway(): RouteTls {
    return new RouteTls(new Problems(''), { options: {} });
  }

  private constructor(
    private readonly found: Problems,
    /** @internal */
    public readonly _kind: TlsKind,
  ) {}

  /** @internal */
  public _problems(): readonly string[] {
    return this.found.sentences;
  }
}

function readOptions<T extends TlsOptions>(found: Problems, options: T, struct: StructOf<T>): Partial<T> {
  const given = optionsOf<T>(found, options, struct);
  const { minVersion, clientCaSecretName, hosts } = given;
  found.add(
    checkOneOf('minVersion', minVersion, Object.values(TlsVersion)),
    checkObjectName('clientCaSecretName', clientCaSecretName),
    hosts?.length === 0 ? `hosts must name a host at least, got ${show(hosts)}; leave it out for all` : undefined,
  );
  return given;
}

/** Who signs, by annotation, for Ingresses and Gateways: https://cert-manager.io/docs/usage/ingress/ */
export function issuerAnnotations(tls: Pick<TlsKind, 'issuer'> | undefined): { [key: string]: string } {
  if (!tls?.issuer) return {};
  const { kind, name } = tls.issuer;
  return { [kind === 'Issuer' ? 'cert-manager.io/issuer' : 'cert-manager.io/cluster-issuer']: name };
}
