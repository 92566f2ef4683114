/** Real HTTP on a free loopback port, against a real database. */
@NullMarked
package io.recaller.api;

import org.jspecify.annotations.NullMarked;
