/**
 * The one register of contacts and customers: what other systems tell and ask, and why a contact
 * went as it did.
 */
@NullMarked
package io.recaller.register;

import org.jspecify.annotations.NullMarked;
