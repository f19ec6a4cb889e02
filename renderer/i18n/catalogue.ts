/** A catalogue of texts: the second language has exactly the keys of the first, or does not compile. */
export type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
