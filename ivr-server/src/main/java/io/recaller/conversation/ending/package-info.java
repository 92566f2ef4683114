/** How a contact's end comes into the books, also without a database. */
@NullMarked
package io.recaller.conversation.ending;

import org.jspecify.annotations.NullMarked;
