/** The memory of people: who they are, how surely that is known, and who may see what of them. */
@NullMarked
package io.recaller.customer;

import org.jspecify.annotations.NullMarked;
