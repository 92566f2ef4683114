/** Tests of the movement of one contact. */
@NullMarked
package io.recaller.channel;

import org.jspecify.annotations.NullMarked;
