/**
 * The prop that decides how many pods a side has at least: a number written where an autoscaler decides would take the
 * autoscaler's place.
 *
 * @param side how the side is written: `green`
 * @param scales whether an autoscaler decides
 */
export function sizeProp(side: string, scales: boolean): string {
  return scales ? `${side}.autoscaling.minReplicas` : `${side}.replicas`;
}

/**
 * How a side with so many pods at least is written.
 *
 * @param mostPods the most pods of its autoscaler; nothing without one
 */
export function sizedAs(pods: number, mostPods: number | undefined): string {
  if (mostPods === undefined) return `replicas: ${pods}`;
  const most = mostPods < pods ? `, maxReplicas: ${pods}` : '';
  return `autoscaling: { minReplicas: ${pods}${most} }`;
}
