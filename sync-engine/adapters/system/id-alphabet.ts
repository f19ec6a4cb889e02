/** What ids are made of: fit for file names and object keys everywhere, whatever they do to letter case. */
export const ID_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
