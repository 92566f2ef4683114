/** Tests of how the queues and the agents did in a period. */
@NullMarked
package io.recaller.report;

import org.jspecify.annotations.NullMarked;
