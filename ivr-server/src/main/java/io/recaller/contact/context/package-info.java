/** All that a contact needs to know of who makes it, in one query. */
@NullMarked
package io.recaller.contact.context;

import org.jspecify.annotations.NullMarked;
