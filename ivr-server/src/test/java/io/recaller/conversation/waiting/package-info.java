/** Tests of what becomes of callers while they wait. */
@org.jspecify.annotations.NullMarked
package io.recaller.conversation.waiting;
