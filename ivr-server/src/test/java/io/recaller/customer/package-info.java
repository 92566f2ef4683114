/** Tests of the memory of people, against a real PostgreSQL. */
@NullMarked
package io.recaller.customer;

import org.jspecify.annotations.NullMarked;
