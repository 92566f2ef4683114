/** The memory of people: who they are, how they are recognised, what they ever gave. */
@NullMarked
package io.recaller.customer;

import org.jspecify.annotations.NullMarked;
