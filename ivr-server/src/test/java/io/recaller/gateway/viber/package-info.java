/** Tests of the door of a bot in Viber. */
@NullMarked
package io.recaller.gateway.viber;

import org.jspecify.annotations.NullMarked;
