/** The doors at Meta: WhatsApp, Messenger and Instagram, by its Graph API. */
@NullMarked
package io.recaller.gateway.meta;

import org.jspecify.annotations.NullMarked;
