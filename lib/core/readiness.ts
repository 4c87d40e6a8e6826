import { Attachment } from './attachment';

/** Where the pods of a server say over HTTP whether they take requests. */
export interface HttpReadiness {
  readonly path: string;
  /** Port of the pods. */
  readonly port: number;
}

/** On a server whose readiness is asked over HTTP. */
export const READINESS = new Attachment<HttpReadiness>('readiness');
