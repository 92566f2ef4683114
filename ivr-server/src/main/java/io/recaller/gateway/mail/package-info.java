/** The door of mailboxes: what comes in is taken in, what is answered goes out. */
@NullMarked
package io.recaller.gateway.mail;

import org.jspecify.annotations.NullMarked;
