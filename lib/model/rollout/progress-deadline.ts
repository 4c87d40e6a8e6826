/** What the API server writes into a Deployment that says no progressDeadlineSeconds. */
export const DEFAULT_PROGRESS_DEADLINE = 600;
