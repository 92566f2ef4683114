/** The door of a Telegram bot. */
@NullMarked
package io.recaller.gateway.telegram;

import org.jspecify.annotations.NullMarked;
