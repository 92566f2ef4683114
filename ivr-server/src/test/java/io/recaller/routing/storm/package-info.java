/** Contact centres in memory over a real database, in which anything happens and servers die. */
@NullMarked
package io.recaller.routing.storm;

import org.jspecify.annotations.NullMarked;
