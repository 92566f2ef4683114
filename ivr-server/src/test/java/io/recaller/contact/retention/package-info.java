/** Tests of the memory of contacts, against a real PostgreSQL. */
@NullMarked
package io.recaller.contact.retention;

import org.jspecify.annotations.NullMarked;
