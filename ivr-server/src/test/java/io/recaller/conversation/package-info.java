/** Tests of the movement of one contact. */
@NullMarked
package io.recaller.conversation;

import org.jspecify.annotations.NullMarked;
