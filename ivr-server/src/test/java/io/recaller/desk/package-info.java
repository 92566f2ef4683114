/** Tests of the agent's desk over real HTTP, a real socket and a real browser. */
@NullMarked
package io.recaller.desk;

import org.jspecify.annotations.NullMarked;
