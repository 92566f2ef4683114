/** What is known of a customer and set by hand: language, links, PINs. */
@NullMarked
package io.recaller.cli.customer;

import org.jspecify.annotations.NullMarked;
