/** What to offer a customer next: given by the business, chosen for who is there, and why. */
@NullMarked
package io.recaller.recommendation;

import org.jspecify.annotations.NullMarked;
