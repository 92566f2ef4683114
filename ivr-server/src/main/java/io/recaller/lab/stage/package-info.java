/** Callers and desk phones with real SIP and RTP, recorded as each side heard them. */
@NullMarked
package io.recaller.lab.stage;

import org.jspecify.annotations.NullMarked;
