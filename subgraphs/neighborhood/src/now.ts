/** The domain's time. */
export const now = (): Date => new Date();
