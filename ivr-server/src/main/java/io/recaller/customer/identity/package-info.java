/**
 * Whose a handle is, and how surely: links, claims, guests, and customers who turn out to be one.
 */
@NullMarked
package io.recaller.customer.identity;

import org.jspecify.annotations.NullMarked;
