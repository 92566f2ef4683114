/** What is known of contacts that were: the timeline, what menus learn from, and who served. */
@NullMarked
package io.recaller.contact.history;

import org.jspecify.annotations.NullMarked;
