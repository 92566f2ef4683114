/** Places in the queue that are kept without a line: whom to call back, when, and how often. */
@org.jspecify.annotations.NullMarked
package io.recaller.callback;
