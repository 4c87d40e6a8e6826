/** How what a tool renders comes to be checked: the end of the commands that are proposed. */
export const INTO_CHECK = '| cdk8s-model-serving check -';
