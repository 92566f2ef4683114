/** Tests of the database package, and the databases every test of a store uses. */
@NullMarked
package io.recaller.db;

import org.jspecify.annotations.NullMarked;
