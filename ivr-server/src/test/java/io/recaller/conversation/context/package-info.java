/** Tests of that room. */
@NullMarked
package io.recaller.conversation.context;

import org.jspecify.annotations.NullMarked;
