/** What an operator decides of queues: opening hours, search, overflow, what callers hear. */
@NullMarked
package io.recaller.settings.queue;

import org.jspecify.annotations.NullMarked;
