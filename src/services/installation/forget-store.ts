/** Lets a restored installation mark its store of files anew. */

/**
 * The statement, for a database to which nobody can connect yet. The store of a copy is another one than that which the database
 * knew: the first start marks it. What a backup has of the mark may be of an earlier time, since it is the one file that changes
 * under its key.
 */
export const FORGET_STORE = 'update installation set is_marked = false'
