/** Who is served, what is known of them in time, and how they prove it. */
@NullMarked
package io.recaller.conversation.context;

import org.jspecify.annotations.NullMarked;
