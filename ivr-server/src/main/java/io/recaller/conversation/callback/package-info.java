/** A waiting caller agrees with us to be called back: what is asked, said and written. */
@org.jspecify.annotations.NullMarked
package io.recaller.conversation.callback;
