/** The agent's desk: sign-in, agent state, the card as the phone rings, wrap-up. */
@NullMarked
package io.recaller.desk;

import org.jspecify.annotations.NullMarked;
