/** The whole product on real Asterisks, PostgreSQL and sockets: what callers hear, what is kept. */
@NullMarked
package io.recaller.e2e;

import org.jspecify.annotations.NullMarked;
