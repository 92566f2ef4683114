/**
 * Contacts of people who write: what a gateway takes in is answered by the flow, or is for an
 * agent's eyes.
 */
@NullMarked
package io.recaller.channel;

import org.jspecify.annotations.NullMarked;
