import { isPlainObject, type JsonObject } from '../../private/json';
import { countIn } from '../quota/amounts';
import { lastingContainers } from '../selection/pod-groups';

/** Devices that models run on, by the resource that the vendor's plugin gives them, parts of one included. */
const DEVICES =
  /^(nvidia\.com\/(gpu|mig-|vgpu)|amd\.com\/gpu|gpu\.intel\.com\/|habana\.ai\/gaudi|aws\.amazon\.com\/neuron|google\.com\/tpu|huawei\.com\/Ascend|cambricon\.com\/|iluvatar\.ai\/|metax-tech\.com\/gpu|furiosa\.ai\/|rebellions\.ai\/)/;

/** Accelerators of one container. */
export interface ContainerAccelerators {
  readonly container: JsonObject;
  readonly resource: string;
  readonly count: number;
}

/** The accelerators that the containers of a pod ask for by a resource. */
export function acceleratorsOf(podSpec: JsonObject): ContainerAccelerators[] {
  return lastingContainers(podSpec).flatMap((container) => {
    const { limits, requests } = isPlainObject(container.resources) ? container.resources : {};
    const asked = { ...(isPlainObject(requests) && requests), ...(isPlainObject(limits) && limits) };
    return Object.entries(asked).flatMap(([resource, amount]) => {
      const count = countIn(typeof amount === 'string' ? Number(amount) : amount, 0);
      return DEVICES.test(resource) && count > 0 ? [{ container, resource, count }] : [];
    });
  });
}
