/** What people write to us and are answered: threads and messages, as rows. */
@NullMarked
package io.recaller.message;

import org.jspecify.annotations.NullMarked;
