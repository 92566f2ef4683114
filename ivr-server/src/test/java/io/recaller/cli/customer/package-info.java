/** Tests of that room. */
@NullMarked
package io.recaller.cli.customer;

import org.jspecify.annotations.NullMarked;
