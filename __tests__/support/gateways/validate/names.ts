import { text, type Shape } from './shape';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

export const objectName = text({ min: 1, max: 253, pattern: new RegExp(`^${label}(\\.${label})*$`) });
export const namespaceName = text({ min: 1, max: 63, pattern: new RegExp(`^${label}$`) });
export const apiGroup = text({ max: 253, pattern: new RegExp(`^$|^${label}(\\.${label})*$`) });
export const kindName = text({ min: 1, max: 63, pattern: /^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$/ });
export const exactHost = text({ min: 1, max: 253, pattern: new RegExp(`^${label}(\\.${label})*$`) });
export const wildcardHost = text({ min: 1, max: 253, pattern: new RegExp(`^(\\*\\.)?${label}(\\.${label})*$`) });
export const headerName = text({ min: 1, max: 256, pattern: /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/ });

export const nonEmpty: Shape = text({ min: 1 });
