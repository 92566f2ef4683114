/** Questions to systems outside, and what becomes of those that are dead. */
@NullMarked
package io.recaller.conversation.lookup;

import org.jspecify.annotations.NullMarked;
