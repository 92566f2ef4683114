/** The movement of one contact: arrive, advance, hand off, finish, resume. */
@NullMarked
package io.recaller.conversation;

import org.jspecify.annotations.NullMarked;
