/** What customers gave: which fields are kept, in which form, and who gave what. */
@NullMarked
package io.recaller.customer.field;

import org.jspecify.annotations.NullMarked;
