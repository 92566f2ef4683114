/** A week of a contact centre that does not exist, to hold ways of routing against each other. */
@NullMarked
package io.recaller.routing.week;

import org.jspecify.annotations.NullMarked;
