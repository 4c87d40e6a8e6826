import { show } from '../private/show';

/** How urgent an alert is: the value of its label `severity`, by which Alertmanager routes it. */
export enum AlertSeverity {
  /** Somebody has to look now. */
  CRITICAL = 'critical',
  /** Somebody has to look in working hours. */
  WARNING = 'warning',
  /** To be seen beside others. */
  INFO = 'info',
}

/**
 * An alert, by its name in Prometheus.
 *
 * @example
 * import { AlertSetting, ServingAlert } from 'cdk8s-model-serving';
 *
 * AlertSetting.tuned(ServingAlert.REQUESTS_WAITING, { threshold: 50 });
 * AlertSetting.silenced(ServingAlert.named('VllmPreemptions'), 'long prompts at night are put back, and may wait');
 */
export class ServingAlert {
  /** No pod is available where some were a short while ago. */
  public static readonly NOTHING_READY = new ServingAlert('ModelServerNothingReady');
  /** No pod has become available in the time that a start may take. The threshold is that of the available pods. */
  public static readonly NOT_STARTING = new ServingAlert('ModelServerNotStarting');
  /** Containers have started again more often in an hour than the threshold. */
  public static readonly RESTARTS = new ServingAlert('ModelServerRestarts');
  /** Pods are available, and Prometheus has figures of none of them. */
  public static readonly NOT_SCRAPED = new ServingAlert('ModelServerNotScraped');
  /** More requests wait for each pod than the threshold. */
  public static readonly REQUESTS_WAITING = new ServingAlert('ModelServerRequestsWaiting');
  /** More of the KV cache is in use than the threshold, a share from 0 to 1. */
  public static readonly CACHE_FULL = new ServingAlert('ModelServerCacheFull');
  /** A larger share of the requests fails than the threshold, from 0 to 1. */
  public static readonly ERRORS = new ServingAlert('ModelServerErrors');
  /** Requests take longer than the threshold, in seconds. What is too long only the model's users know: no default. */
  public static readonly LATENCY = new ServingAlert('ModelServerLatency');
  /** The first token takes longer than the threshold, in seconds. No default either. */
  public static readonly FIRST_TOKEN_LATENCY = new ServingAlert('ModelServerFirstTokenLatency');
  /** A new version that has a share of the requests gets fewer in ten minutes than the threshold: too few to judge it. */
  public static readonly NEW_VERSION_REQUESTS = new ServingAlert('NewVersionFewRequests');
  /** A new version loses more of its requests than the one before, by more than the threshold, a share from 0 to 1. */
  public static readonly NEW_VERSION_ERRORS = new ServingAlert('NewVersionErrors');
  /** Requests of a new version take longer than those of the one before, by more than the factor. */
  public static readonly NEW_VERSION_LATENCY = new ServingAlert('NewVersionLatency');

  /**
   * An alert of a runtime alone.
   *
   * @param name its name, as the runtime's definition has it
   */
  public static named(name: string): ServingAlert {
    return new ServingAlert(name);
  }

  private constructor(
    /** Name of the alert in Prometheus. */
    public readonly alertName: string,
  ) {}

  /** @internal */
  public _problem(): string | undefined {
    const { alertName } = this;
    return typeof alertName === 'string' && /^[A-Z][A-Za-z0-9]{2,62}$/.test(alertName)
      ? undefined
      : `must be the name of an alert, letters and digits that begin with a capital, got ${show(alertName)}`;
  }
}
