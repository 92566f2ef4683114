/** The memory of contacts on all channels: what happened, when, about which topic. */
@NullMarked
package io.recaller.contact;

import org.jspecify.annotations.NullMarked;
