/**
 * What a gateway does with requests while the endpoint picker of their pool does not answer
 * (https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#endpointpickerfailuremode).
 */
export enum PickerFailureMode {
  /** It sends them to a pod of its own choice: the pool is then no better than a Service, and no worse. */
  OPEN = 'FailOpen',
  /** It refuses them: the API's own default. */
  CLOSE = 'FailClose',
}
