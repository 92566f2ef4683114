/** Reads telephone numbers and other handles, however they are written: one handle, one form. */
@NullMarked
package io.recaller.customer.handle;

import org.jspecify.annotations.NullMarked;
