/** Learning from every contact whose topic is final, and the durable state of what was learned. */
@NullMarked
package io.recaller.learning;

import org.jspecify.annotations.NullMarked;
