/** What a kube-apiserver answers to a change of a live object, as a pure function over two plain manifest objects. */
export { judgeUpdate } from './judge-update';
export type { RestartCause, UpdateChange, UpdateOptions, UpdateRefusal, UpdateVerdict } from './verdict';
