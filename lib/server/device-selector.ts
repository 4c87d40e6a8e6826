import { vendorOfClass } from '../cluster/device-names';
import { checkBytes } from '../private/quantity';
import { show } from '../private/show';

const ATTRIBUTE = /^[A-Za-z_][A-Za-z0-9_]{0,31}$/;
const DOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** `CELSelectorExpressionMaxLength` in k8s.io/api/resource/v1. */
const LONGEST = 10 * 1024;

/**
 * Which devices of a DeviceClass will do, by what their driver says of them in ResourceSlices
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/). `kubectl get resourceslices -o
 * yaml` shows it. Written as an expression in CEL.
 *
 * @example
 * import { Accelerator, DeviceSelector } from 'cdk8s-model-serving';
 *
 * const accelerator = Accelerator.devices('gpu.nvidia.com', 2, {
 *   selectors: [DeviceSelector.product('NVIDIA H100 80GB HBM3'), DeviceSelector.memoryAtLeast('80Gi')],
 * });
 */
export class DeviceSelector {
  /**
   * Devices of a product: the attribute `productName`.
   *
   * @param name as the driver writes it, for example `NVIDIA H100 80GB HBM3`
   */
  public static product(name: string): DeviceSelector {
    return DeviceSelector.attribute('productName', name);
  }

  /**
   * Devices with as much memory at least: the capacity `memory`.
   *
   * @param amount Kubernetes quantity, for example `40Gi`
   */
  public static memoryAtLeast(amount: string): DeviceSelector {
    return new DeviceSelector(
      (driver) => `device.capacity[${text(driver)}].memory.compareTo(quantity(${text(amount)})) >= 0`,
      checkBytes('memoryAtLeast', amount ?? null),
    );
  }

  /**
   * Devices with an attribute of a text.
   *
   * @param name of the attribute, for example `architecture`; that of another driver with its domain,
   * `resource.kubernetes.io/pcieRoot`
   * @param value what it must be
   */
  public static attribute(name: string, value: string): DeviceSelector {
    return new DeviceSelector(
      (driver) => `${pathOf(driver, name)} == ${text(value)}`,
      attributeProblem(name) ?? textProblem(name, value),
    );
  }

  /**
   * Devices with an attribute that is a version, of that version or a later one.
   *
   * @param name of the attribute, for example `driverVersion` or `cudaComputeCapability`
   * @param version three numbers, as https://semver.org/ has them, for example `9.0.0`
   */
  public static versionAtLeast(name: string, version: string): DeviceSelector {
    const fine = typeof version === 'string' && /^\d{1,9}\.\d{1,9}\.\d{1,9}$/.test(version);
    return new DeviceSelector(
      (driver) => `${pathOf(driver, name)}.compareTo(semver(${text(version)})) >= 0`,
      attributeProblem(name) ??
        (fine ? undefined : `version must be three numbers such as '9.0.0', got ${show(version)}`),
    );
  }

  /**
   * Devices for which an expression is true (https://kubernetes.io/docs/reference/using-api/cel/). It is taken as it is.
   *
   * @param expression in CEL, about `device`
   */
  public static cel(expression: string): DeviceSelector {
    const fine = typeof expression === 'string' && expression.trim() !== '' && expression.length <= LONGEST;
    return new DeviceSelector(
      () => expression,
      fine ? undefined : `cel must be an expression of at most ${LONGEST} characters, got ${show(expression)}`,
    );
  }

  private constructor(
    private readonly write: (driver: string) => string,
    private readonly problem: string | undefined,
  ) {}

  /** @internal */
  public _problem(): string | undefined {
    return this.problem;
  }

  /** @internal */
  public _expression(deviceClass: string): string {
    return this.write(vendorOfClass(deviceClass)?.driver ?? deviceClass);
  }
}

function pathOf(driver: string, name: string): string {
  const slash = name.indexOf('/');
  const [domain, identifier] = slash < 0 ? [driver, name] : [name.slice(0, slash), name.slice(slash + 1)];
  return `device.attributes[${text(domain)}].${identifier}`;
}

/** A text in CEL; what is none has been reported, and is never written. */
function text(value: unknown): string {
  return `'${String(value).replace(/[\\']/g, '\\$&')}'`;
}

function attributeProblem(name: unknown): string | undefined {
  const [identifier, domain, ...more] = typeof name === 'string' ? name.split('/').reverse() : [''];
  const fine = ATTRIBUTE.test(identifier) && (domain === undefined || DOMAIN.test(domain)) && more.length === 0;
  return fine
    ? undefined
    : `attribute must be a name such as 'architecture' or 'vendor.example/name', got ${show(name)}`;
}

function textProblem(name: string, value: unknown): string | undefined {
  // Attributes have no more (DeviceAttributeMaxValueLength in k8s.io/api/resource/v1).
  const fine = typeof value === 'string' && value !== '' && value.length <= 64 && !/[\n\r]/.test(value);
  return fine
    ? undefined
    : `attribute ${show(name)} must be a text of 1 to 64 characters in one line, got ${show(value)}`;
}
