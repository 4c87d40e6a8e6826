/** Methods of HTTP requests, as the Gateway API spells them (https://gateway-api.sigs.k8s.io/reference/spec/#httpmethod). */
export enum HttpMethod {
  /** Read. */
  GET = 'GET',
  /** Read the headers alone. */
  HEAD = 'HEAD',
  /** Send: what predictions are asked with. */
  POST = 'POST',
  /** Put in place. */
  PUT = 'PUT',
  /** Remove. */
  DELETE = 'DELETE',
  /** Ask what is possible: browsers do it before a request to another origin. */
  OPTIONS = 'OPTIONS',
  /** Change in part. */
  PATCH = 'PATCH',
}
