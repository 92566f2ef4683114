/** What was, counted: menus, queues and agents over days, as text, CSV, JSON or a plot. */
@NullMarked
package io.recaller.cli.report;

import org.jspecify.annotations.NullMarked;
