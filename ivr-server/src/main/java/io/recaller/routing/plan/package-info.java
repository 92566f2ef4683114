/** What an operator decides of routing beside the queues' steps: values and rules only, no rows. */
@NullMarked
package io.recaller.routing.plan;

import org.jspecify.annotations.NullMarked;
