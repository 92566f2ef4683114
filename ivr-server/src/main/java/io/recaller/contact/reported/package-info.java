/** What other systems say of contacts, and what they correct later. */
@NullMarked
package io.recaller.contact.reported;

import org.jspecify.annotations.NullMarked;
