/**
 * The memory of contacts on all channels as they happen: topics, conversations, and how they end.
 */
@NullMarked
package io.recaller.contact;

import org.jspecify.annotations.NullMarked;
