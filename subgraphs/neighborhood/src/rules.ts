/** Who acts when a time is over: nobody, the rules themselves. */
export const theRules = { id: "system", name: "系统" } as const;
