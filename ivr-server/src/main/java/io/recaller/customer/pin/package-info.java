/** The PINs customers prove themselves with, and the pepper that keeps them. */
@NullMarked
package io.recaller.customer.pin;

import org.jspecify.annotations.NullMarked;
