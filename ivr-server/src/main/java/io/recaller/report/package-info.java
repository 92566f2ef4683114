/** How the queues and the agents did in a period, counted from rows; docs/reports.md defines it. */
@NullMarked
package io.recaller.report;

import org.jspecify.annotations.NullMarked;
