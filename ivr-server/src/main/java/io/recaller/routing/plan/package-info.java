/** What an operator decides of a queue beside its steps: values and rules only, no rows. */
@NullMarked
package io.recaller.routing.plan;

import org.jspecify.annotations.NullMarked;
