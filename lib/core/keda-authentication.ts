import { checkSecretRef } from './check-secret-ref';
import { checkObjectName } from '../private/check-name';
import { checkOneOf } from '../private/check-text';
import type { JsonObject } from '../private/json';
import type { SecretKeyRef } from './references';

/** How KEDA shows Prometheus who it is: https://keda.sh/docs/latest/scalers/prometheus/#authentication-parameters */
export enum KedaAuthenticationMode {
  /** A token in the header `Authorization`. */
  BEARER = 'bearer',
  /** User and password. */
  BASIC = 'basic',
  /** A certificate of the client. */
  TLS = 'tls',
  /** A header of its own. */
  CUSTOM = 'custom',
}

/** What of a trigger names its authentication, and the TriggerAuthentication that a server brings for it. */
interface Authentication {
  readonly mode?: KedaAuthenticationMode;
  /** One that exists. */
  readonly existing?: { readonly kind: string; readonly name: string };
  /** Parameters of the scaler, each from a key of a Secret. */
  readonly secrets?: { readonly [parameter: string]: SecretKeyRef };
}

/**
 * How KEDA authenticates itself to Prometheus. Values never pass through synthesis.
 *
 * @example
 * import { ClusterProfile, KedaAuthentication, SecretKeyRef } from 'cdk8s-model-serving';
 *
 * const cluster = ClusterProfile.of({
 *   keda: {
 *     prometheusUrl: 'https://prometheus.monitoring.svc:9090',
 *     prometheusAuthentication: KedaAuthentication.bearerToken(SecretKeyRef.named('prometheus', 'token')),
 *   },
 * });
 */
export class KedaAuthentication {
  /**
   * A token. Each server that scales by a query gets a TriggerAuthentication of its own.
   *
   * @param token key of a Secret in the server's namespace
   */
  public static bearerToken(token: SecretKeyRef): KedaAuthentication {
    return new KedaAuthentication({ mode: KedaAuthenticationMode.BEARER, secrets: { bearerToken: token } });
  }

  /**
   * User and password. Each server that scales by a query gets a TriggerAuthentication of its own.
   *
   * @param username key of a Secret in the server's namespace
   * @param password key of a Secret in the server's namespace
   */
  public static basic(username: SecretKeyRef, password: SecretKeyRef): KedaAuthentication {
    return new KedaAuthentication({ mode: KedaAuthenticationMode.BASIC, secrets: { username, password } });
  }

  /**
   * A TriggerAuthentication that exists in the namespace of each server that scales by a query.
   *
   * @param name its name
   * @param mode what it holds
   */
  public static named(name: string, mode?: KedaAuthenticationMode): KedaAuthentication {
    return new KedaAuthentication({ mode, existing: { kind: 'TriggerAuthentication', name } });
  }

  /**
   * A ClusterTriggerAuthentication, which servers of every namespace share.
   *
   * @param name its name
   * @param mode what it holds
   */
  public static clusterNamed(name: string, mode?: KedaAuthenticationMode): KedaAuthentication {
    return new KedaAuthentication({ mode, existing: { kind: 'ClusterTriggerAuthentication', name } });
  }

  private constructor(private readonly given: Authentication) {}

  /** @internal */
  public _problems(): string[] {
    const { mode, existing, secrets = {} } = this.given;
    return [
      checkOneOf('mode', mode, Object.values(KedaAuthenticationMode)),
      existing && checkObjectName('name', existing.name ?? null),
      ...Object.entries<unknown>(secrets).flatMap(([parameter, ref]) => checkSecretRef(parameter, ref ?? null)),
    ].filter((problem) => problem !== undefined);
  }

  /** What a trigger says of it. @internal */
  public get _mode(): string | undefined {
    return this.given.mode;
  }

  /** @param ownName name of the TriggerAuthentication that the server brings @internal */
  public _reference(ownName: string): JsonObject {
    const { kind, name } = this.given.existing ?? { kind: 'TriggerAuthentication', name: ownName };
    return { kind, name };
  }

  /** Spec of the TriggerAuthentication that the server brings; nothing where one exists. @internal */
  public get _spec(): JsonObject | undefined {
    const { secrets } = this.given;
    return (
      secrets && {
        secretTargetRef: Object.entries(secrets).map(([parameter, { secretName, key }]) => ({
          parameter,
          name: secretName,
          key,
        })),
      }
    );
  }
}
