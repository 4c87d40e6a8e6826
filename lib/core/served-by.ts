import type { ServingGateway } from '../manifests/manifest';
import { Attachment } from './attachment';

/** On the objects of a route: the gateway that it was made for. */
export const SERVED_BY = new Attachment<ServingGateway>('served-by');
