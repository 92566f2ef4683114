/**
 * What is open or true now and may explain a contact: requests and facts, as other systems report
 * them.
 */
@NullMarked
package io.recaller.contact.fact;

import org.jspecify.annotations.NullMarked;
