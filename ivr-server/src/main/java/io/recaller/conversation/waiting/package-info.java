/**
 * What becomes of callers while they wait: what they hear, their keys, and when nobody will come.
 */
@NullMarked
package io.recaller.conversation.waiting;

import org.jspecify.annotations.NullMarked;
